import { afterAll, beforeAll, describe, it } from 'vitest';
import { createQueue } from '../../../adapters/bullmq/queue.ts';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import { testQueue } from '../../support/contracts/queue.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';

const { TEST_DATABASE_URL, TEST_REDIS_URL } = process.env;
const fast = { attempts: 3, backoffMs: 10, stalledMs: 500 };

let embedded: Database;
let server: Database | undefined;

beforeAll(async () => {
  embedded = await openTestDatabase();
  if (TEST_DATABASE_URL)
    server = await openDatabase({ dataDir: '', databaseUrl: TEST_DATABASE_URL, logger: collectLog() });
});
afterAll(async () => {
  await Promise.all([embedded, server].map((database) => database?.close()));
});

testQueue('the embedded database', () => ({
  open: (name) => createQueue({ logger: collectLog(), database: embedded, name, ...fast }),
}));

if (TEST_DATABASE_URL)
  testQueue('a PostgreSQL server', () => ({
    open: (name) => createQueue({ logger: collectLog(), database: server as Database, name, ...fast }),
  }));
else
  describe.skip('queue on a PostgreSQL server: TEST_DATABASE_URL is not set', () =>
    it('is skipped', () => {}));

if (TEST_REDIS_URL)
  testQueue('Redis', () => ({
    open: (name) =>
      createQueue({ logger: collectLog(), database: embedded, redisUrl: TEST_REDIS_URL, name, ...fast }),
  }));
else describe.skip('queue on Redis: TEST_REDIS_URL is not set', () => it('is skipped', () => {}));
