import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createQueue } from '../../../../adapters/bullmq/queue.ts';
import { openDatabase } from '../../../../adapters/postgres/database/open-database.ts';
import { explainRights } from '../../../../adapters/postgres/database/rights.ts';
import { openStore } from '../../../../adapters/postgres/open-store.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';
import { createServerDatabase, describeOnServer } from '../../../support/servers.ts';

it('leaves other errors as they are', async () => {
  const sql = { query: () => Promise.reject(new Error('nobody is asked')) };
  for (const error of [
    new Error('disk full'),
    Object.assign(new Error('x'), { code: '42P01' }),
    'text',
    undefined,
  ])
    expect(await explainRights(error, sql)).toBe(error);
});

describeOnServer('TEST_DATABASE_URL', 'on PostgreSQL', (server) => {
  const user = `bot ${randomUUID().slice(0, 8)}`;
  const quoted = pg.escapeIdentifier(user);
  let database: Awaited<ReturnType<typeof createServerDatabase>>;
  let name: string;
  let url: string;
  beforeAll(async () => {
    database = await createServerDatabase(server);
    url = Object.assign(new URL(database.url), {
      username: encodeURIComponent(user),
      password: 's3cret',
    }).href;
    name = new URL(database.url).pathname.slice(1);
    await asOwner(`CREATE ROLE ${quoted} LOGIN PASSWORD 's3cret'`);
  });
  afterAll(async () => {
    await database.drop();
    const client = new pg.Client(server);
    await client.connect();
    await client.query(`DROP ROLE ${quoted}`).finally(() => client.end());
  });

  async function asOwner(statement: string): Promise<void> {
    const client = new pg.Client(database.url);
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }
  async function open(): Promise<void> {
    const opened = await openDatabase({ dataDir: '', databaseUrl: url, logger: silentLogger });
    try {
      await openStore(opened, silentLogger);
      await (await createQueue({ database: opened, logger: silentLogger })).stop(1_000);
    } finally {
      await opened.close();
    }
  }
  it('says what to grant to a user who may not create anything, and nothing more is needed then', async () => {
    const granted = `GRANT CREATE ON DATABASE "${name}" TO ${quoted};`;
    const said = await open().catch((error: Error) => error.message);
    expect(said).toBe(
      `The user ${quoted} lacks a right in the database "${name}": permission denied for database ${name}. ` +
        `Run this as the owner of the database, then start again: ${granted}`,
    );
    await asOwner(granted);
    await open();
  });

  it('says so when only the queue has nowhere to be', async () => {
    await asOwner(`DROP SCHEMA bullmq CASCADE; REVOKE CREATE ON DATABASE "${name}" FROM ${quoted}`);
    await expect(open()).rejects.toThrow(/permission denied for database .*GRANT CREATE ON DATABASE/);
    await asOwner(`GRANT CREATE ON DATABASE "${name}" TO ${quoted}`);
    await open();
  });

  it.each([
    ['the schema', 'ALTER SCHEMA paperboy OWNER TO CURRENT_USER', `ALTER SCHEMA paperboy OWNER TO ${quoted}`],
    [
      'its tables',
      'ALTER TABLE paperboy.migration OWNER TO CURRENT_USER',
      `ALTER TABLE paperboy.migration OWNER TO ${quoted}`,
    ],
  ])('names the way out when somebody else owns %s, as after a restore', async (_, take, giveBack) => {
    await asOwner(take);
    await expect(open()).rejects.toThrow(/lacks a right in the database .*OWNER TO .*pg_restore --no-owner/);
    await asOwner(giveBack);
    await open();
  });
});
