import { Redis } from 'ioredis';
import { parseUrl } from '../../src/parse-url.ts';
import { answersWithin } from '../../src/time/deadline.ts';
import type { Connection, Report } from './connection.ts';

export interface RedisOptions {
  /** `redis://` or `rediss://`. */
  readonly redisUrl: string;
  /** Milliseconds that Redis may take to answer at first. */
  readonly startDeadlineMs: number;
  readonly report: Report;
}

/**
 * Connects to Redis 5 or newer with `maxmemory-policy noeviction`; an append-only file is advised. While Redis is down,
 * the producer fails at once and the worker waits.
 * @throws Error naming the server without its password
 */
export async function connectRedis({ redisUrl, startDeadlineMs, report }: RedisOptions): Promise<Connection> {
  if (!/^rediss?:$/.test(parseUrl(redisUrl)?.protocol ?? ''))
    throw new Error('REDIS_URL is not an address like redis://:password@host:6379.');
  const producer = new Redis(redisUrl, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
  });
  const worker = new Redis(redisUrl, { lazyConnect: true, maxRetriesPerRequest: null });
  try {
    await waitUntilReady(producer, startDeadlineMs);
  } catch (cause) {
    producer.disconnect();
    throw new Error(`The job queue on Redis at ${new URL(redisUrl).host} cannot be used: ${reason(cause)}`);
  }
  for (const redis of [producer, worker]) redis.on('error', (error) => report(reason(error)));
  return {
    kind: 'redis',
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

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || (error as NodeJS.ErrnoException).code || error.name;
}
