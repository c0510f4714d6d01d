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
      fine('Redis', versionOf(info)),
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

function versionOf(info: ReadonlyMap<string, string>): string {
  const version = info.get('redis_version');
  return version === undefined ? 'it answers' : `version ${version}`;
}

/** @param policy undefined where a hosted server does not tell it */
function examinePolicy(policy: string | undefined): Finding {
  const about = 'Redis’s memory';
  const todo = 'Set maxmemory-policy to noeviction.';
  if (policy === 'noeviction') return fine(about, 'jobs are never dropped to make room');
  return policy === undefined
    ? warning(about, 'it doesn’t say whether it drops jobs to make room, which makes digests late', todo)
    : problem(
        about,
        `its maxmemory-policy is ${policy}, so it may drop jobs, which makes digests late`,
        todo,
      );
}

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
