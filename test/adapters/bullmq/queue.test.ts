import { afterAll, beforeAll, describe, it } from 'vitest';
import { connectPostgres } from '../../../adapters/bullmq/connect-postgres.ts';
import { connectRedis } from '../../../adapters/bullmq/connect-redis.ts';
import type { Connection } from '../../../adapters/bullmq/connection.ts';
import { createQueue } from '../../../adapters/bullmq/queue.ts';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import { testQueue } from '../../support/contracts/queue.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import { createJobCounter } from '../../support/fakes/count-jobs.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';

const { TEST_DATABASE_URL, TEST_REDIS_URL } = process.env;
const fast = { attempts: 3, backoffMs: 10, stalledMs: 500 };
const report = () => {};

let embedded: Database;
let server: Database | undefined;
const counters: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  embedded = await openTestDatabase();
  if (TEST_DATABASE_URL)
    server = await openDatabase({ dataDir: '', databaseUrl: TEST_DATABASE_URL, logger: collectLog() });
});
afterAll(async () => {
  await Promise.all(counters.map((counter) => counter.close()));
  await Promise.all([embedded, server].map((database) => database?.close()));
});

function counting(connect: () => Promise<Connection>) {
  const counter = createJobCounter(connect);
  counters.push(counter);
  return counter.count;
}

const countEmbedded = counting(() => connectPostgres(embedded, report));
testQueue('the embedded database', () => ({
  open: (name) => createQueue({ logger: collectLog(), database: embedded, name, ...fast }),
  count: countEmbedded,
}));

if (TEST_DATABASE_URL) {
  const count = counting(() => connectPostgres(server as Database, report));
  testQueue('a PostgreSQL server', () => ({
    open: (name) => createQueue({ logger: collectLog(), database: server as Database, name, ...fast }),
    count,
  }));
} else
  describe.skip('queue on a PostgreSQL server: TEST_DATABASE_URL is not set', () =>
    it('is skipped', () => {}));

if (TEST_REDIS_URL) {
  const count = counting(() => connectRedis({ redisUrl: TEST_REDIS_URL, startDeadlineMs: 10_000, report }));
  testQueue('Redis', () => ({
    open: (name) =>
      createQueue({ logger: collectLog(), database: embedded, redisUrl: TEST_REDIS_URL, name, ...fast }),
    count,
  }));
} else describe.skip('queue on Redis: TEST_REDIS_URL is not set', () => it('is skipped', () => {}));
