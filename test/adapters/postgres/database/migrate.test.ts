import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../../adapters/postgres/database/database.ts';
import { type Migration, migrate } from '../../../../adapters/postgres/database/migrate.ts';
import { openDatabase } from '../../../../adapters/postgres/database/open-database.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';
import { openTestDatabase } from '../../../support/fixtures/store-folder.ts';

const { TEST_DATABASE_URL } = process.env;
const logger = collectLog();
const one: Migration = {
  id: 1,
  name: 'papers',
  sql: 'CREATE TABLE paper (id text PRIMARY KEY);\nCREATE TABLE p2 ();',
};
const two: Migration = { id: 2, name: 'places', sql: 'CREATE TABLE place (id text PRIMARY KEY)' };
const bad: Migration = { id: 3, name: 'bad', sql: 'CREATE TABLE half (); SELECT no_such_thing()' };

testMigrate('embedded', () => openTestDatabase(), 1);
if (TEST_DATABASE_URL)
  testMigrate('a server', () => openDatabase({ dataDir: '', databaseUrl: TEST_DATABASE_URL, logger }), 3);
else describe.skip('migrate on a server: TEST_DATABASE_URL is not set', () => it('is skipped', () => {}));

function testMigrate(title: string, open: () => Promise<Database>, processes: number): void {
  describe(`migrate on ${title}`, () => {
    const databases: Database[] = [];
    let database: Database;
    beforeAll(async () => {
      for (let n = 0; n < processes; n += 1) databases.push(await open());
      database = databases[0] as Database;
    }, 60_000);
    afterAll(() => Promise.all(databases.map(({ close }) => close())));
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
