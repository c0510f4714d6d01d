import { setTimeout as pause } from 'node:timers/promises';
import {
  type ConnectionOptions,
  createPostgresBackend,
  createRedisBackend,
  DEFAULT_SCHEMA,
  runMigrations,
} from 'bullmq';
import { Redis } from 'ioredis';
import type { Pool } from 'pg';
import { parseUrl } from '../../src/parse-url.ts';
import { answersWithin, unlessAborted } from '../../src/time/deadline.ts';

/** The connections to the place where jobs are kept. BullMQ's types are those for Redis, also for PostgreSQL. */
export interface Connection {
  readonly backend: typeof createRedisBackend;
  readonly producer: ConnectionOptions;
  readonly worker: ConnectionOptions;
  /** To be called after the producer and the worker are closed. */
  close(): Promise<void>;
}

/** Logs a problem, but not each time it occurs. */
export type Report = (problem: string) => void;

/** What the queue needs of the database. */
export interface PoolMaker {
  createPool(options: { readonly schema: string; readonly max: number }): Pool;
  /** For an error that says that a right is missing: one that says what to grant. */
  explain(error: unknown): Promise<unknown>;
}

/** One of them is for the worker's LISTEN. With a single one BullMQ hangs when it is closed. */
const connections = 5;

/** Keeps jobs in the database's schema `bullmq`, which is created or migrated. */
export async function connectPostgres(database: PoolMaker, report: Report): Promise<Connection> {
  const pool = database.createPool({ schema: DEFAULT_SCHEMA, max: connections });
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } catch (error) {
    throw await database.explain(error);
  } finally {
    client.release();
  }
  return {
    backend: createPostgresBackend as unknown as Connection['backend'],
    // BullMQ's backend for PostgreSQL asks for a pool.
    producer: pool as unknown as ConnectionOptions,
    worker: createRetryingPool(pool, report) as unknown as ConnectionOptions,
    close: async () => {
      if (!pool.ending) await pool.end();
    },
  };
}

interface RedisOptions {
  /** `redis://` or `rediss://`. */
  readonly redisUrl: string;
  /** Milliseconds that Redis may take to answer at first. */
  readonly startDeadlineMs: number;
  readonly report: Report;
  readonly stopping?: AbortSignal | undefined;
  /** Told of a `maxmemory-policy` with which Redis drops jobs. */
  readonly onEviction?: (policy: string) => void;
}

/**
 * Connects to Redis 5 or newer with `maxmemory-policy noeviction`; an append-only file is advised. While Redis is down,
 * the producer fails at once and the worker waits.
 * @throws Error naming the server without its password
 */
export async function connectRedis({
  redisUrl,
  startDeadlineMs,
  report,
  stopping,
  onEviction,
}: RedisOptions): Promise<Connection> {
  if (!/^rediss?:$/.test(parseUrl(redisUrl)?.protocol ?? ''))
    throw new Error('REDIS_URL is not an address like redis://:password@host:6379.');
  const producer = new Redis(redisUrl, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
  });
  const worker = new Redis(redisUrl, { lazyConnect: true, maxRetriesPerRequest: null });
  try {
    await unlessAborted(stopping, waitUntilReady(producer, startDeadlineMs));
  } catch (cause) {
    producer.disconnect();
    stopping?.throwIfAborted();
    throw new Error(`The job queue on Redis at ${new URL(redisUrl).host} cannot be used: ${reason(cause)}`);
  }
  for (const redis of [producer, worker]) redis.on('error', (error) => report(reason(error)));
  const policy = await readEvictionPolicy(producer);
  if (policy !== undefined && policy !== 'noeviction') onEviction?.(policy);
  return {
    backend: createRedisBackend,
    producer,
    worker,
    async close() {
      producer.disconnect();
      worker.disconnect();
    },
  };
}

async function waitUntilReady(redis: Redis, deadlineMs: number): Promise<void> {
  let last: Error | undefined;
  const ready = new Promise<void>((resolve, reject) => {
    redis.once('ready', resolve);
    redis.on('error', (error) => {
      last = error;
      if (/WRONGPASS|NOAUTH|NOPERM|invalid password/i.test(error.message)) reject(error);
    });
  });
  // ioredis goes on trying, and reports each failure as an 'error' event too.
  redis.connect().catch(() => {});
  await answersWithin(deadlineMs, ready).catch((error: unknown) => {
    throw last ?? error;
  });
}

/** Undefined where the server does not tell. */
async function readEvictionPolicy(redis: Redis): Promise<string | undefined> {
  const info = await redis.info('memory').catch(() => '');
  return /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || (error as NodeJS.ErrnoException).code || error.name;
}

/** Milliseconds by which a failure is delayed. */
const pauseMs = 1_000;

/**
 * A pool for BullMQ's worker, whose failures are delayed: after most of them the worker asks again at once, hundreds of
 * times a second. Outages get the code ECONNREFUSED, the only one for which the worker keeps the result of a finished
 * job until the database is back.
 */
function createRetryingPool(pool: Pool, report: Report): PoolLike {
  const delayed = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      report(error instanceof Error ? error.message : String(error));
      await pause(pauseMs, undefined, { ref: false });
      throw isOutage(error) ? asRefused(error) : error;
    }
  };
  const retrying: PoolLike = {
    query: (text, values) => delayed(() => pool.query(text, values && [...values])),
    connect: () => delayed(() => pool.connect()),
    end: () => pool.end(),
    on: (...args) => {
      pool.on(...args);
      return retrying;
    },
    removeAllListeners: () => retrying,
    options: { keepAlive: true },
  };
  return retrying;
}

interface PoolLike {
  query(text: string, values?: readonly unknown[]): Promise<unknown>;
  connect(): Promise<unknown>;
  end(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): PoolLike;
  removeAllListeners(): PoolLike;
  readonly options: { readonly keepAlive: boolean };
}

/**
 * True for everything but an answer of the database itself, and for its answers 08 (connection), 53 (resources), 57P
 * (shutting down) and 58 (system error); postgresql.org/docs/current/errcodes-appendix.html.
 */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error) || !('severity' in error)) return true;
  return /^(?:08|53|57P|58)/.test((error as { code?: string }).code ?? '');
}

const asRefused = (cause: unknown): Error =>
  Object.assign(new Error(cause instanceof Error ? cause.message : String(cause), { cause }), {
    code: 'ECONNREFUSED',
  });
