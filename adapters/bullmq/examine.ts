import { Redis } from 'ioredis';
import { type Finding, fine, problem, warning } from '../../src/finding.ts';

/** Looks at a Redis server: whether it keeps jobs. Changes nothing there. */
export async function examineRedis(redisUrl: string): Promise<Finding[]> {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: 10_000,
    commandTimeout: 10_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let lastError: Error | undefined;
  redis.on('error', (error) => {
    lastError = error;
  });
  try {
    await redis.connect();
    const info = new Map(
      [...(await redis.info()).matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, key = '', value = '']) => [
        key,
        value,
      ]),
    );
    return [
      fine('Redis', `version ${info.get('redis_version')}`),
      examinePolicy(info.get('maxmemory_policy')),
      await examinePersistence(redis, info.get('aof_enabled')),
    ];
  } catch (error) {
    const { message } = lastError ?? (error as Error);
    return [
      problem(
        'Redis',
        `the server can’t be used (${message})`,
        'Check REDIS_URL, or unset it: then the queue lives in the database.',
      ),
    ];
  } finally {
    redis.disconnect();
  }
}

const examinePolicy = (policy = 'unknown'): Finding =>
  policy === 'noeviction'
    ? fine('Redis’s memory', 'jobs are never dropped to make room')
    : problem(
        'Redis’s memory',
        `its maxmemory-policy is ${policy}, so it may drop jobs, which makes digests late`,
        'Set maxmemory-policy to noeviction.',
      );

async function examinePersistence(redis: Redis, aof: string | undefined): Promise<Finding> {
  const about = 'Redis’s disk';
  if (aof === '1') return fine(about, 'every job is written to disk');
  // Hosted servers often refuse CONFIG.
  const [, saves = ''] = await redis.config('GET', 'save').then(
    (answer) => answer as string[],
    () => [],
  );
  const what = saves === '' ? 'jobs are not written to disk' : 'jobs are written to disk now and then';
  return warning(
    about,
    what,
    'Nothing is lost without, and digests may come a minute late after a restart of Redis. Set appendonly to yes to avoid that.',
  );
}
