import { Redis } from 'ioredis';
import { parseUrl } from '../../src/parse-url.ts';
import type { Connection, Report } from './connection.ts';

export interface RedisOptions {
  /** `redis://` or `rediss://`. */
  readonly redisUrl: string;
  /** How long Redis may take to answer at first, in milliseconds. */
  readonly startDeadlineMs: number;
  readonly report: Report;
}

/**
 * Connects to Redis: 5 or newer, `maxmemory-policy noeviction`, append-only file advised. Producers fail fast; the
 * worker waits for Redis as long as it takes.
 * @throws Error naming the server without its password.
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

function waitUntilReady(redis: Redis, deadlineMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let last: unknown = new Error('no answer');
    const timer = setTimeout(() => settle(() => reject(last)), deadlineMs);
    const onError = (error: Error) => {
      last = error;
      if (/WRONGPASS|NOAUTH|NOPERM|invalid password/i.test(error.message)) settle(() => reject(error));
    };
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      redis.off('error', onError);
      finish();
    };
    redis.on('error', onError);
    redis.once('ready', () => settle(resolve));
    // Its own retry strategy goes on; what it says comes as an 'error' event too.
    redis.connect().catch(() => {});
  });
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || (error as NodeJS.ErrnoException).code || error.name;
}
