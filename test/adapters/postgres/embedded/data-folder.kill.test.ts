import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../adapters/postgres/database/open-database.ts';
import { hasDatabase } from '../../../../adapters/postgres/embedded/data-folder.ts';
import { makeDatabase, packDatabase } from '../../../../adapters/postgres/embedded/new-database.ts';
import { defined } from '../../../../src/defined.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';

// It kills nothing, but creating a database takes seconds. `npm test` creates one only for its template.

const base = mkdtempSync(join(tmpdir(), 'paperboy-folder-'));
afterAll(() => rmSync(base, { recursive: true }));

const open = (dataDir: string, packedDatabase?: string) =>
  openDatabase({ dataDir, logger: silentLogger, ...defined({ packedDatabase }) });
const write = (path: string) => {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, 'my thesis');
};

describe('a database is created', () => {
  const packed = join(base, 'packed');
  beforeAll(async () => writeFileSync(packed, packDatabase(await makeDatabase())));

  const places: readonly [string, () => string, packed?: string][] = [
    ['in a new folder, for its owner alone, which really syncs', () => join(base, 'deep', 'data')],
    ['in a new folder, from what the build has packed', () => join(base, 'unpacked'), packed],
    [
      'in an empty folder of its own, beside other files and a draft that a crash has left',
      () => {
        const dataDir = join(base, 'empty');
        mkdirSync(dataDir);
        write(join(dataDir, 'notes.txt'));
        mkdirSync(join(dataDir, 'pg'));
        write(join(dataDir, 'pg.new', 'base', '1', '112'));
        return dataDir;
      },
    ],
  ];
  it.each(places)('%s', async (_, make, packed) => {
    const dataDir = make();
    const isNew = !existsSync(dataDir);
    const others = isNew ? [] : readdirSync(dataDir).filter((name) => !name.startsWith('pg'));
    expect(hasDatabase(dataDir)).toBe(false);
    const database = await open(dataDir, packed);
    await database.query('CREATE SCHEMA kept');
    const { rows: settings } = await database.query("SELECT current_setting('fsync') AS fsync");
    expect(settings).toEqual([{ fsync: 'on' }]);
    await database.close();
    expect(readdirSync(dataDir)).toEqual([...others, 'pg']);
    expect(hasDatabase(dataDir)).toBe(true);
    if (isNew) expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'pg')).mode & 0o777).toBe(0o700);
    const again = await open(dataDir);
    await again.query('DROP SCHEMA kept');
    const { rows } = await again.query('SELECT datname AS name FROM pg_database');
    expect(rows).toEqual([{ name: 'postgres' }]);
    await again.close();
  });
});
