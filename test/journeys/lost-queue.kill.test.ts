import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createQueue } from '../../adapters/bullmq/queue.ts';
import type { Database } from '../../adapters/postgres/database/database.ts';
import { migrate } from '../../adapters/postgres/database/migrate.ts';
import { migrations } from '../../adapters/postgres/database/migrations.ts';
import { startJobs } from '../../src/app/services/jobs.ts';
import { readHealth } from '../../src/digest/deliver/health.ts';
import type { Queue } from '../../src/ports/queue.ts';
import { everyDay } from '../../src/topics/calendar/schedule.ts';
import { collectLog } from '../support/fakes/collect-log.ts';
import { createLab, emptyTables, paperAbout, placeNamed } from '../support/fakes/digest-lab.ts';
import { createTestMessenger } from '../support/fakes/test-messenger.ts';
import { openTestDatabase } from '../support/fixtures/store-folder.ts';
import { startRedis } from '../support/redis-server.ts';
import { describeOnServer, openServerDatabase } from '../support/servers.ts';

type OwnRedis = Awaited<ReturnType<typeof startRedis>>;

const places = Number(process.env['PLACES'] ?? 200);
const sendMs = 100;
const giveUpMs = 280_000;

describeOnServer('TEST_REDIS_URL', 'a queue that forgets', () => {
  let database: Database;
  let redis: OwnRedis;
  let running: Queue | undefined;
  let stopping: AbortController;

  beforeAll(async () => {
    const server = process.env['TEST_DATABASE_URL'];
    database = await (server ? openServerDatabase(server) : openTestDatabase());
    if (server) await migrate(database, migrations, collectLog());
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await emptyTables(database);
    redis = await startRedis();
    stopping = new AbortController();
  });
  afterEach(async () => {
    stopping.abort();
    await running?.stop(5_000);
    running = undefined;
    await redis.close();
  });

  /** Places whose digest is due now, and a bot that has begun to post them. */
  async function begin() {
    const sentAt: number[] = [];
    const messenger = createTestMessenger({
      answer: async () => {
        sentAt.push(Date.now());
        await wait(sendMs);
      },
    });
    const lab = createLab(database, { messenger });
    const now = Date.now();
    const half = new Date(now - 12 * 3_600_000).toISOString();
    const schedule = { time: half.slice(11, 16), zone: 'UTC', days: everyDay, skips: [] };
    for (let i = 0; i < places; i += 1)
      await lab.follow(placeNamed(`c${i}`), ['red'], {
        schedule,
        since: now - 20 * 3_600_000,
        nextAt: Date.now() + 3_600_000,
      });
    await lab.arrive(paperAbout('red', 'r1'));
    const dueAt = Date.now();
    await database.query('UPDATE place SET next_at = $1', [dueAt]);
    const log = collectLog();
    const services = { ...lab.deps, clock: Date, logger: log };
    const name = `lost-${process.pid}-${dueAt}`;
    running = await startJobs({
      services,
      feeds: undefined,
      openQueue: () => createQueue({ logger: log, database, redisUrl: redis.url, name }),
      stopping: stopping.signal,
    });
    const posted = () => messenger.posted.length;
    const untilPosted = async (count: number) => {
      for (const from = Date.now(); posted() < count && Date.now() - from < giveUpMs; ) await wait(50);
    };
    const open = async () => {
      const { rows } = await database.query<{ count: number }>(
        `SELECT count(*)::integer AS count FROM place
         WHERE NOT EXISTS (SELECT FROM issue WHERE issue.place = place.key AND done_at IS NOT NULL)`,
      );
      return rows[0]?.count ?? 0;
    };
    const end = async (what: string) => {
      for (const from = Date.now(); (await open()) > 0 && Date.now() - from < giveUpMs; ) await wait(200);
      const keys = messenger.posted.map(({ key }) => key);
      const figures = {
        places,
        lost: await open(),
        doubled: keys.length - new Set(keys).size,
        longestDelayMs: Math.max(...sentAt) - dueAt,
      };
      console.log(`${what}: ${JSON.stringify(figures)}`);
      expect(figures).toMatchObject({ lost: 0, doubled: 0 });
      expect(await readHealth(services)).toMatchObject({ isHealthy: true, overdue: 0 });
      return log;
    };
    return { untilPosted, end, name, log };
  }

  it('posts every digest once when Redis is flushed in the middle', async () => {
    const { untilPosted, end } = await begin();
    await untilPosted(places / 2);
    await redis.admin.flushall();
    await end('FLUSHALL');
  });

  it('posts every digest once when Redis is flushed again and again', async () => {
    const { untilPosted, end } = await begin();
    for (const part of [0.1, 0.5, 1, 1.5]) {
      await untilPosted(places * part);
      await redis.admin.flushall();
    }
    await end('FLUSHALL four times');
  });

  it('posts every digest once when Redis restarts without its data', async () => {
    const { untilPosted, end } = await begin();
    await untilPosted(places / 2);
    await redis.stop();
    await wait(3_000);
    await redis.start();
    await end('restart without persistence');
  });

  it('posts every digest once when Redis evicts keys, and says at the start that it may', async () => {
    await redis.admin.config('SET', 'maxmemory', '1200kb');
    await redis.admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const { end } = await begin();
    const log = await end('maxmemory 1200kb, allkeys-lru');
    const warned = log.lines.filter(({ fields }) => fields['setting'] === 'maxmemory-policy');
    expect(warned.map(({ level, fields }) => [level, fields['policy']])).toEqual([['warn', 'allkeys-lru']]);
  });

  it.each(['wait', 'active', 'marker'])(
    'posts every digest once when the list “%s” is evicted',
    async (list) => {
      const { untilPosted, end, name } = await begin();
      await untilPosted(places / 2);
      await redis.admin.del(`bull:${name}:${list}`);
      await end(`eviction of ${list}`);
    },
  );

  it('posts every digest once when the jobs are evicted, and only their ids stay in the lists', async () => {
    const { untilPosted, end, name } = await begin();
    await untilPosted(places / 8);
    const keys = await redis.admin.keys(`bull:${name}:id-*`);
    if (keys.length > 0) await redis.admin.del(...keys);
    await end('eviction of jobs');
  });

  it('posts every digest once when Redis goes away for good', async () => {
    const { untilPosted, end } = await begin();
    await untilPosted(places / 4);
    await redis.stop();
    await end('Redis gone');
    await redis.start();
  });
});
