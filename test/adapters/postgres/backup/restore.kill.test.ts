import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dump } from '../../../../adapters/postgres/backup/dump.ts';
import { restore } from '../../../../adapters/postgres/backup/restore.ts';
import { readTables } from '../../../../adapters/postgres/backup/tables.ts';
import type { Database } from '../../../../adapters/postgres/database/database.ts';
import { migrate } from '../../../../adapters/postgres/database/migrate.ts';
import { migrations } from '../../../../adapters/postgres/database/migrations.ts';
import { openDatabase } from '../../../../adapters/postgres/database/open-database.ts';
import { createStore } from '../../../../adapters/postgres/open-store.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';
import { asToday, fillTables } from '../../../support/fixtures/filled-tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-backup-'));
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ dataDir: folder, logger: silentLogger });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const empty = () => database.query('DROP SCHEMA IF EXISTS paperboy CASCADE');

async function dumped(): Promise<string[]> {
  const lines: string[] = [];
  await dump(database, {
    version: '0.1.0',
    now: 0,
    write: async (line) => {
      lines.push(line);
    },
  });
  return lines;
}

async function* from(lines: readonly string[]) {
  yield* lines;
}

/** The rows of all tables, without those of columns that a later step has added. */
async function contents(): Promise<Map<string, Record<string, unknown>[]>> {
  const all = new Map<string, Record<string, unknown>[]>();
  for (const table of await readTables(database)) {
    const { rows } = await database.query<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(each) AS row FROM "${table}" AS each ORDER BY to_jsonb(each)::text`,
    );
    all.set(
      table,
      rows.map(({ row }) => row),
    );
  }
  return all;
}

/** The schema after these steps, with rows in every table. */
async function filledAt(step: number): Promise<void> {
  await empty();
  await migrate(database, migrations.slice(0, step), silentLogger);
  await fillTables(database);
}

const steps = migrations.map(({ id }) => id);

describe('a backup', () => {
  it('has all that there is, of every type, and a restore gives it back as it was', async () => {
    await filledAt(migrations.length);
    const before = await contents();
    for (const [table, rows] of before) expect([table, rows.length > 0]).toEqual([table, true]);
    const lines = await dumped();
    await empty();
    expect(await restore(database, from(lines), silentLogger)).toBe(lines.length - 2);
    expect(await contents()).toEqual(before);
    // Numbers that the database gives go on behind those of the backup.
    const { rows } = await database.query<{ id: number }>(
      `INSERT INTO change (place, at, person, what) VALUES ('console:a:b', 1, 'ada', 'x') RETURNING id`,
    );
    const ids = (before.get('change') ?? []).map(({ id }) => Number(id));
    expect(rows[0]?.id).toBeGreaterThan(Math.max(...ids));
  });

  it.each(steps)('of step %i of the schema is brought up to date, and loses nothing', async (step) => {
    await filledAt(step);
    const before = await contents();
    const lines = await dumped();
    await empty();
    await restore(database, from(lines), silentLogger);
    const after = await contents();
    for (const [table, rows] of before)
      expect(after.get(asToday([table, {}])[0])?.length, `rows of ${table}`).toBe(rows.length);
    // The store of today reads it.
    const store = createStore(database, silentLogger);
    const [place] = await store.duePlaces(Number.MAX_SAFE_INTEGER, 10);
    expect(place).toMatchObject({ size: 10, whenEmpty: 'archive' });
    if (place === undefined) return;
    expect(await store.subscriptions(place.place)).toHaveLength(1);
    expect(await store.issue(place.place, '2026-01-05')).toMatchObject({
      kind: 'papers',
      parts: [{ number: 0 }],
    });
  });
});

describe('a restore changes nothing', () => {
  let lines: string[];
  beforeAll(async () => {
    await filledAt(migrations.length);
    lines = await dumped();
  });

  it('in a database that has something in it', async () => {
    await expect(restore(database, from(lines), silentLogger)).rejects.toThrow(
      'There is something in this database',
    );
    expect(await dumped()).toHaveLength(lines.length);
  });

  const damaged: readonly (readonly [string, (lines: readonly string[]) => string[], string])[] = [
    ['by a file of another kind', () => ['{"title": "A paper"}'], 'no backup of Paperboy'],
    ['by an empty file', () => [], 'no backup of Paperboy'],
    ['by a file that was cut off', (all) => all.slice(0, -1), 'its end is missing'],
    ['by a file that lacks a row', (all) => all.filter((_, i) => i !== 3), 'is damaged'],
    [
      'by a file with a row of another table',
      (all) => [...all.slice(0, -1), '["pg_authid",{}]'],
      'has a table pg_authid',
    ],
    [
      'by a row that is cut in two',
      (all) => all.map((line, i) => (i === 3 ? line.slice(0, 20) : line)),
      'is damaged',
    ],
    [
      'by a newer version',
      ([head = '', ...others]) => [head.replace(/"schema":\d+/, '"schema":999'), ...others],
      'Update Paperboy first',
    ],
  ];
  it.each(damaged)('%s', async (_, damage, message) => {
    await empty();
    await expect(restore(database, from(damage(lines)), silentLogger)).rejects.toThrow(message);
    // What was begun is undone, so that another backup can be restored.
    expect(await restore(database, from(lines), silentLogger)).toBe(lines.length - 2);
  });
});

it('a database that a newer version has changed is refused, and told so', async () => {
  await filledAt(migrations.length);
  const older = migrations.slice(0, -1);
  await expect(migrate(database, older, silentLogger)).rejects.toThrow(
    `The database is newer than this Paperboy: it has migration ${migrations.length}`,
  );
});
