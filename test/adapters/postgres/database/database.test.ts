import { afterEach, expect, test } from 'vitest';
import { createPoolDatabase } from '../../../../adapters/postgres/database/database.ts';
import { StoreError } from '../../../../src/errors.ts';
import { createTcpPostgres } from '../../../support/doubles/postgres-over-tcp.ts';
import { startStuckServer } from '../../../support/doubles/stuck-server.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';
import { until } from '../../../support/until.ts';

const log = collectLog();
/** Nothing listens on port 1. */
const database = createPoolDatabase({
  kind: 'server',
  where: 'a server',
  connection: () => ({ host: '127.0.0.1', port: 1 }),
  max: 1,
  logger: log,
});
afterEach(() => database.close());

test('a database that cannot be reached is a StoreError, for statements and transactions', async () => {
  await expect(database.query('SELECT 1')).rejects.toThrow(StoreError);
  await expect(database.transaction(async () => {})).rejects.toThrow(
    'I can’t reach my database; look-ups still work.',
  );
});

test('a link that is frozen is an outage too, and what it may have done is said', async () => {
  const postgres = await createTcpPostgres();
  await postgres.up();
  const { port } = new URL(postgres.url);
  const link = await startStuckServer({ port: Number(port), until: 'and now it freezes' });
  const frozen = createPoolDatabase({
    kind: 'server',
    where: 'a server',
    connection: () => ({
      connectionString: postgres.url.replace(port, `${link.port}`),
      connectionTimeoutMillis: 300,
    }),
    max: 2,
    logger: log,
    answerDeadlineMs: 300,
  });
  try {
    // Once there is a connection; on a busy machine the first may take longer than it is given here.
    await until(async () => expect((await frozen.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]));
    const hintOf = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: StoreError) => error.hint,
      );
    expect(await hintOf(frozen.query('DELETE FROM paperboy.paper /* and now it freezes */'))).toMatch(
      /may have been done all the same/,
    );
    expect(await hintOf(frozen.query('SELECT 1'))).toMatch(/^Nothing was changed/);
    expect(await hintOf(frozen.transaction(async () => {}))).toMatch(/^Nothing was changed/);
  } finally {
    await frozen.close();
    await link.close();
    await postgres.close();
  }
});
