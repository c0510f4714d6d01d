import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dump } from '../../../../adapters/postgres/backup/dump.ts';
import { restore } from '../../../../adapters/postgres/backup/restore.ts';
import type { Database } from '../../../../adapters/postgres/database/database.ts';
import { migrate } from '../../../../adapters/postgres/database/migrate.ts';
import { migrations } from '../../../../adapters/postgres/database/migrations.ts';
import { openDatabase } from '../../../../adapters/postgres/database/open-database.ts';
import { createStore } from '../../../../adapters/postgres/open-store.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';
import { asToday, fillTables, type StoredRow } from '../../../support/fixtures/filled-tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-stored-'));
/** Databases of each step of the schema, as files that never change: a released step must not change either. */
const fileOf = (step: number) =>
  fileURLToPath(
    new URL(`stored/steps-${digits(step - ((step - 1) % 10))}/schema-${digits(step)}.jsonl`, import.meta.url),
  );
const digits = (step: number) => String(step).padStart(2, '0');
const linesOf = (step: number) => readFileSync(fileOf(step), 'utf8').trimEnd().split('\n');

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ dataDir: folder, logger: silentLogger });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const empty = () => database.query('DROP SCHEMA IF EXISTS paperboy CASCADE');

async function* from(lines: readonly string[]) {
  yield* lines;
}

async function writeDump(step: number): Promise<void> {
  await empty();
  await migrate(database, migrations.slice(0, step), silentLogger);
  await fillTables(database);
  const lines: string[] = [];
  await dump(database, {
    version: '0.1.0',
    now: 0,
    write: async (line) => {
      lines.push(line);
    },
  });
  writeFileSync(fileOf(step), `${lines.join('\n')}\n`);
}

const steps = migrations.map(({ id }) => id);

it('each step of the schema has a dump', async () => {
  const missing = steps.filter((step) => !existsSync(fileOf(step)));
  for (const step of missing) await writeDump(step);
  expect(missing, 'These were made now. Look at them, and commit them.').toEqual([]);
});

it.each(steps)('a dump of step %i becomes today’s schema with its data', async (step) => {
  await empty();
  const lines = linesOf(step);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ paperboy: 'backup', schema: step });
  expect(await restore(database, from(lines), silentLogger)).toBe(lines.length - 2);
  for (const line of lines.slice(1, -1)) {
    const [table, stored] = asToday(JSON.parse(line) as StoredRow);
    const { rows } = await database.query<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(each) AS row FROM "${table}" AS each`,
    );
    const kept = rows.map(({ row }) => row);
    // But for columns that a later step has removed.
    const same = Object.fromEntries(
      Object.entries(stored).filter(([name]) => kept[0] !== undefined && name in kept[0]),
    );
    expect(kept, `${table}, as it was`).toContainEqual(expect.objectContaining(same));
  }
  const store = createStore(database, silentLogger);
  const [place] = await store.duePlaces(Number.MAX_SAFE_INTEGER, 10);
  expect(place).toMatchObject({ size: 10, whenEmpty: 'archive' });
});

it('a dump of a step that is not known yet is refused, and so is its database', async () => {
  await empty();
  const [head = '', ...others] = linesOf(steps.length);
  const newer = head.replace(/"schema":\d+/, `"schema":${steps.length + 1}`);
  await expect(restore(database, from([newer, ...others]), silentLogger)).rejects.toThrow(
    'Update Paperboy first',
  );
  await migrate(database, migrations, silentLogger);
  await expect(migrate(database, migrations.slice(0, -1), silentLogger)).rejects.toThrow(
    /newer than this Paperboy.*Update Paperboy/,
  );
});
