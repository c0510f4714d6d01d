import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectPostgres } from '../../../adapters/bullmq/connection.ts';
import { createQueue, fromJobId, toJobId } from '../../../adapters/bullmq/queue.ts';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import { createTcpPostgres, type TcpPostgres } from '../../support/doubles/postgres-over-tcp.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import { createJobCounter } from '../../support/fakes/count-jobs.ts';
import { until } from '../../support/until.ts';

let postgres: TcpPostgres;
let database: Database;

beforeAll(async () => {
  postgres = await createTcpPostgres();
  await postgres.up();
  database = await openDatabase({ dataDir: '', databaseUrl: postgres.url, logger: collectLog() });
});
afterAll(async () => {
  await database.close();
  await postgres.close();
});

describe('while the store is down', () => {
  it('adding fails with a clear error, the worker waits without flooding the log, and both recover', async () => {
    const logger = collectLog();
    const counter = createJobCounter(() => connectPostgres(database, () => {}));
    const queue = await createQueue({ logger, database, name: 'outage', backoffMs: 10, stalledMs: 60_000 });
    const seen: string[] = [];
    let finish = () => {};
    await queue.work(
      async ({ id }) => {
        seen.push(id);
        if (id === 'during') await new Promise<void>((resolve) => (finish = resolve));
      },
      { concurrency: 2 },
    );
    await queue.add({ name: 'n', id: 'before' });
    await queue.add({ name: 'n', id: 'during' });
    await until(() => seen.length === 2);
    await postgres.down();
    await expect(queue.add({ name: 'n', id: 'lost' })).rejects.toThrow(
      /^The job queue does not answer: .*(?:ECONNREFUSED|terminated)/,
    );
    finish();
    await until(() => logger.lines.length > 0);
    await postgres.up();
    await until(() =>
      queue.add({ name: 'n', id: 'after' }).then(
        () => true,
        () => false,
      ),
    );
    await until(() => seen.length === 3);
    expect(seen.toSorted()).toEqual(['after', 'before', 'during']);
    await until(async () => (await counter.count('outage')).active === 0);
    await counter.close();
    expect(logger.lines.length).toBeLessThan(10);
    expect(await queue.stop(60_000)).toBe(true);
  });

  it('an error about Redis comes after the deadline, without the password', async () => {
    const redisUrl = 'redis://:s3cret@127.0.0.1:1';
    const error = await createQueue({ logger: collectLog(), database, redisUrl, startDeadlineMs: 300 }).catch(
      (cause) => cause,
    );
    expect(error.message).toMatch(/^The job queue on Redis at 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED/);
    expect(error.message).not.toContain('s3cret');
    const wrong = createQueue({ logger: collectLog(), database, redisUrl: 's3cret' });
    await expect(wrong).rejects.toThrow(/^REDIS_URL is not an address like/);
  });
});

it('any text makes a valid job id, from which it can be read back', () => {
  for (const id of ['', '0', '42', 'a:b:c', 'slack:T1:C1 2026-11-22', 'id-x', 'é/%']) {
    expect(toJobId(id)).not.toMatch(/:|^\d+$/);
    expect(fromJobId(toJobId(id))).toBe(id);
  }
  expect(fromJobId('repeat:tick:17')).toBe('repeat:tick:17');
});
