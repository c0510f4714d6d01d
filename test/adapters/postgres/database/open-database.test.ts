import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../../adapters/postgres/database/database.ts';
import { openDatabase } from '../../../../adapters/postgres/database/open-database.ts';
import { createTcpPostgres } from '../../../support/doubles/postgres-over-tcp.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';
import { copyStore } from '../../../support/fixtures/store-folder.ts';
import { describeOnServer, openServerDatabase } from '../../../support/servers.ts';

const base = mkdtempSync(join(tmpdir(), 'paperboy-open-'));
/** Longer than the path of a socket may be. */
const dataDir = join(base, 'a-long-name/'.repeat(15), 'data');
const logger = collectLog();
let embedded: Database;

beforeAll(async () => {
  await copyStore(dataDir);
  embedded = await openDatabase({ dataDir, logger });
});
afterAll(async () => {
  await embedded.close();
  rmSync(base, { recursive: true });
});

testDatabase('embedded', () => embedded);

describeOnServer('TEST_DATABASE_URL', 'on PostgreSQL', (url) => {
  let server: Database;
  beforeAll(async () => {
    server = await openServerDatabase(url);
  });
  afterAll(() => server.close());
  testDatabase('a server', () => server);
});

function testDatabase(title: string, database: () => Database): void {
  describe(title, () => {
    beforeAll(async () => {
      const sql = database();
      await sql.query('CREATE SCHEMA IF NOT EXISTS paperboy');
      await sql.query('CREATE SCHEMA IF NOT EXISTS other');
      for (const table of ['paperboy.a', 'paperboy.b', 'other.a']) {
        await sql.query(`DROP TABLE IF EXISTS ${table}`);
        await sql.query(`CREATE TABLE ${table} (client integer, text text)`);
      }
    });
    const count = async (table: string) =>
      (await database().query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)).rows[0]
        ?.count;

    it('keeps statements of several clients apart, whatever their size', async () => {
      const big = 'x'.repeat(300_000);
      const into = (client: number) => (client % 2 ? 'a' : 'b');
      await Promise.all(
        [0, 1, 2, 3].map(async (client) => {
          for (let n = 0; n < 25; n += 1)
            await database().query(`INSERT INTO ${into(client)} VALUES ($1, $2)`, [
              client,
              client % 2 ? big : 'small',
            ]);
        }),
      );
      expect(await count('a WHERE client IN (1, 3)')).toBe(50);
      expect(await count('b WHERE client IN (0, 2)')).toBe(50);
      expect([await count('a'), await count('b')]).toEqual([50, 50]);
    });

    it('gives each pool its own schema', async () => {
      const pool = database().createPool({ schema: 'other', max: 2 });
      await Promise.all([
        pool.query("INSERT INTO a VALUES (9, 'other')"),
        database().query("INSERT INTO a VALUES (9, 'own')"),
        pool.query("INSERT INTO a VALUES (9, 'other')"),
      ]);
      expect([await count('paperboy.a WHERE client = 9'), await count('other.a WHERE client = 9')]).toEqual([
        1, 2,
      ]);
      await pool.end();
    });

    it('commits a transaction, and undoes all of it when it throws', async () => {
      const insert = (n: number, fails: boolean) =>
        database().transaction(async (sql) => {
          await sql.query('INSERT INTO b VALUES ($1)', [n]);
          if (fails) throw new Error(`no ${n}`);
          return n;
        });
      const results = await Promise.allSettled([100, 101, 102, 103].map((n) => insert(n, n % 2 === 1)));
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
      expect(await count('b WHERE client >= 100')).toBe(2);
      await expect(
        database().transaction(async (sql) => {
          await sql.query('INSERT INTO b VALUES (104)');
          await sql.query('no such statement');
        }),
      ).rejects.toThrow('syntax error');
      expect(await count('b WHERE client >= 100')).toBe(2);
    });

    it('refuses the database inside a transaction, where it would wait for itself', async () => {
      await expect(database().transaction(() => database().query('SELECT 1'))).rejects.toThrow(
        'Inside a transaction',
      );
      await expect(database().transaction(() => database().transaction(async () => 1))).rejects.toThrow(
        'Inside',
      );
    });

    it('brings a notification to a client that listens', async () => {
      const pool = database().createPool({ schema: 'other', max: 2 });
      const client = await pool.connect();
      const heard = new Promise((resolve) => client.on('notification', ({ payload }) => resolve(payload)));
      await client.query('LISTEN news');
      await database().query("SELECT pg_notify('news', 'hello')");
      expect(await heard).toBe('hello');
      client.release();
      await pool.end();
    });

    it('rolls back when a connection is dropped in a transaction', async () => {
      const pool = database().createPool({ schema: 'paperboy', max: 1 });
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query('INSERT INTO b VALUES (200)');
      client.release(true);
      expect(await count('b WHERE client = 200')).toBe(0);
      await pool.end();
    });

    it('uses UTC', async () => {
      const { rows } = await database().query("SELECT current_setting('TimeZone') AS zone");
      expect(rows).toEqual([{ zone: 'UTC' }]);
    });
  });
}

describe('the embedded database', () => {
  it('refuses the folder of another PostgreSQL version, and unlocks it', async () => {
    const old = join(base, 'old');
    await copyStore(old);
    writeFileSync(join(old, 'pg/PG_VERSION'), '17\n');
    const refused = openDatabase({ dataDir: old, logger });
    await expect(refused).rejects.toThrow(/made by PostgreSQL 17, this Paperboy brings PostgreSQL 18/);
    expect(existsSync(join(old, 'lock.1'))).toBe(false);
    writeFileSync(join(old, 'pg/PG_VERSION'), '18\n');
    await (await openDatabase({ dataDir: old, logger })).close();
  });

  it('is pinned to the version whose inside is used', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(dependencies['@electric-sql/pglite']).toMatch(/^\d/);
  });
});

describe('a server', () => {
  it('that starts later is waited for, and one that restarts is found again', async () => {
    const postgres = await createTcpPostgres();
    const log = collectLog();
    const opening = openDatabase({
      dataDir,
      databaseUrl: postgres.url,
      logger: log,
      startDeadlineMs: 120_000,
    });
    await new Promise<void>((resolve) => {
      const look = () => (log.lines.length > 0 ? resolve() : setImmediate(look));
      look();
    });
    await postgres.up();
    const database = await opening;
    expect(JSON.stringify(log.lines)).not.toContain('s3cret');
    expect((await database.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    const interrupted = database.transaction(async (sql) => {
      await sql.query('SELECT 1');
      await postgres.down();
      await sql.query('SELECT 1');
    });
    await expect(interrupted).rejects.toThrow();
    await expect(database.query('SELECT 1')).rejects.toThrow();
    await postgres.up();
    expect((await database.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }]);
    await database.close();
    await postgres.close();
  });

  it.each([
    [
      'postgres://bot:s3cret@127.0.0.1:1/x',
      /^The database postgres:\/\/bot@127\.0\.0\.1:1\/x cannot be used: .*ECONNREFUSED/,
    ],
    ['mysql://bot:s3cret@db/x', /^DATABASE_URL is not an address/],
    ['s3cret', /^DATABASE_URL is not an address/],
  ])('%s that cannot be used is named without its password', async (databaseUrl, message) => {
    const error = await openDatabase({ dataDir, databaseUrl, logger, startDeadlineMs: 300 }).catch(
      (cause) => cause,
    );
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('s3cret');
  });
});
