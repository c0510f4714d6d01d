import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../../adapters/postgres/database/database.ts';
import { type Migration, migrate } from '../../../../adapters/postgres/database/migrate.ts';
import { openDatabase } from '../../../../adapters/postgres/database/open-database.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';
import { openTestDatabase } from '../../../support/fixtures/store-folder.ts';
import { createServerDatabase, describeOnServer } from '../../../support/servers.ts';

const logger = collectLog();
const one: Migration = {
  id: 1,
  name: 'papers',
  sql: 'CREATE TABLE paper (id text PRIMARY KEY);\nCREATE TABLE p2 ();',
};
const two: Migration = { id: 2, name: 'places', sql: 'CREATE TABLE place (id text PRIMARY KEY)' };
const bad: Migration = { id: 3, name: 'bad', sql: 'CREATE TABLE half (); SELECT no_such_thing()' };

testMigrate('embedded', async () => [await openTestDatabase()]);
describeOnServer('TEST_DATABASE_URL', 'on PostgreSQL', (server) =>
  testMigrate('a server', async () => {
    const { url, drop } = await createServerDatabase(server);
    const connect = () => openDatabase({ dataDir: '', databaseUrl: url, logger });
    const [first, ...others] = [await connect(), await connect(), await connect()] as const;
    return [...others, { ...first, close: () => first.close().then(drop) }];
  }),
);

/** `open` gives the database as several processes see it. */
function testMigrate(title: string, open: () => Promise<readonly Database[]>): void {
  describe(`migrate on ${title}`, () => {
    let databases: readonly Database[];
    let database: Database;
    beforeAll(async () => {
      databases = await open();
      database = databases[0] as Database;
    });
    afterAll(async () => {
      for (const { close } of databases) await close();
    });
    beforeEach(() => database.query('DROP SCHEMA IF EXISTS paperboy CASCADE'));
    const tables = async () =>
      (
        await database.query("SELECT tablename FROM pg_tables WHERE schemaname = 'paperboy' ORDER BY 1")
      ).rows.map((row) => row['tablename']);

    it('applies missing migrations, once', async () => {
      expect(await migrate(database, [one], logger)).toBe(1);
      expect(await migrate(database, [one, two], logger)).toBe(1);
      expect(await migrate(database, [one, two], logger)).toBe(0);
      expect(await tables()).toEqual(['migration', 'p2', 'paper', 'place']);
    });

    it('ignores the line ends of a system', async () => {
      await migrate(database, [one], logger);
      expect(await migrate(database, [{ ...one, sql: one.sql.replace('\n', '\r\n') }], logger)).toBe(0);
    });

    it('lets several processes migrate at once', async () => {
      const many = [...databases, ...databases];
      const applied = await Promise.all(many.map((each) => migrate(each, [one, two], logger)));
      expect(applied.reduce((sum, n) => sum + n, 0)).toBe(2);
    });

    it('undoes a migration that fails, and names it', async () => {
      await expect(migrate(database, [one, two, bad], logger)).rejects.toThrow(
        /^Migration 3 \(bad\) failed and was undone: .*no_such_thing/,
      );
      expect(await tables()).toEqual(['migration', 'p2', 'paper', 'place']);
    });

    it('refuses a changed migration, a newer database and a gap', async () => {
      await migrate(database, [one, two], logger);
      await expect(migrate(database, [{ ...one, sql: 'SELECT 1' }, two], logger)).rejects.toThrow(
        /^Migration 1 \(papers\) was changed/,
      );
      await expect(migrate(database, [one], logger)).rejects.toThrow(
        /newer than this Paperboy.*2 \(places\)/,
      );
      await expect(migrate(database, [two], logger)).rejects.toThrow('should have the id 1');
    });
  });
}
