import { afterAll, beforeAll } from 'vitest';
import type { Connection } from '../../../adapters/bullmq/connection.ts';
import { connectPostgres, connectRedis } from '../../../adapters/bullmq/connection.ts';
import { createQueue } from '../../../adapters/bullmq/queue.ts';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { testQueue } from '../../support/contracts/queue.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import { createJobCounter } from '../../support/fakes/count-jobs.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';
import { describeOnServer, openServerDatabase } from '../../support/servers.ts';

interface Kept {
  readonly database: () => Database;
  readonly connect: () => Promise<Connection>;
  readonly redisUrl?: string;
}

const report = () => {};

function testQueueOn(title: string, { database, connect, ...kept }: Kept): void {
  const { count, close } = createJobCounter(connect);
  const fast = { attempts: 3, backoffMs: 10 };
  testQueue(title, () => ({
    open: (name, stalledMs = 60_000) =>
      createQueue({ logger: collectLog(), database: database(), name, stalledMs, ...kept, ...fast }),
    count,
  }));
  afterAll(close);
}

let embedded: Database;
beforeAll(async () => {
  embedded = await openTestDatabase();
});
afterAll(() => embedded.close());

testQueueOn('the embedded database', {
  database: () => embedded,
  connect: () => connectPostgres(embedded, report),
});

describeOnServer('TEST_DATABASE_URL', 'on PostgreSQL', (url) => {
  let server: Database;
  beforeAll(async () => {
    server = await openServerDatabase(url);
  });
  afterAll(() => server.close());
  testQueueOn('a server', { database: () => server, connect: () => connectPostgres(server, report) });
});

describeOnServer('TEST_REDIS_URL', 'on Redis', (redisUrl) =>
  testQueueOn('Redis', {
    database: () => embedded,
    connect: () => connectRedis({ redisUrl, startDeadlineMs: 60_000, report }),
    redisUrl,
  }),
);
