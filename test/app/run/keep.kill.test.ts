import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import { createStore } from '../../../adapters/postgres/open-store.ts';
import { runKeep } from '../../../src/app/run/keep.ts';
import type { KeepCommand } from '../../../src/app/run/keep-commands.ts';
import { silentLogger } from '../../support/fakes/silent-logger.ts';
import { fillTables } from '../../support/fixtures/filled-tables.ts';
import { makeStoreFolder } from '../../support/fixtures/store-folder.ts';
import { createServerDatabase, describeOnServer } from '../../support/servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-keep-'));
const file = join(folder, 'today.backup');
let dataDir: string;

beforeAll(async () => {
  dataDir = await makeStoreFolder();
  const database = await openDatabase({ dataDir, logger: silentLogger });
  await fillTables(database);
  await database.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(dataDir, { recursive: true });
});

async function keep(
  command: KeepCommand,
  args: readonly string[],
  store: { dataDir: string; databaseUrl?: string },
) {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text) };
  const code = await runKeep(command, args, {
    store,
    version: '0.1.0',
    logger: silentLogger,
    stdout: stream,
    stderr: stream,
    stopping: new AbortController().signal,
  });
  return { code, said: said.join('') };
}

/** What the store of a database says about the place of the sample rows. */
async function readBack(options: { dataDir: string; databaseUrl?: string }) {
  const database = await openDatabase({ ...options, logger: silentLogger });
  try {
    const store = createStore(database, silentLogger);
    const place = { platform: 'console', workspace: 'papers', channel: 'p1' };
    return { topics: await store.subscriptions(place), issue: await store.issue(place, '2026-01-05') };
  } finally {
    await database.close();
  }
}

it('a backup of a data folder is a file for its owner alone, and fills a new folder', async () => {
  const made = await keep('backup', [file], { dataDir });
  expect([made.code, made.said]).toEqual([0, expect.stringMatching(/holds all .*: \d+ rows/)]);
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(existsSync(`${file}.part`)).toBe(false);
  const other = join(folder, 'restored');
  expect(await keep('restore', [file], { dataDir: other })).toMatchObject({ code: 0 });
  const [before, after] = [await readBack({ dataDir }), await readBack({ dataDir: other })];
  expect(after).toEqual(before);
  expect(after.topics).toHaveLength(1);
  await expect(keep('restore', [file], { dataDir: other })).rejects.toThrow(
    'There is something in this database',
  );
});

it('never writes over a file, and leaves none behind that is not whole', async () => {
  const mine = join(folder, 'thesis.txt');
  writeFileSync(mine, 'my thesis');
  await expect(keep('backup', [mine], { dataDir })).rejects.toThrow('is there already');
  expect(readFileSync(mine, 'utf8')).toBe('my thesis');
  const nowhere = join(folder, 'no', 'such', 'folder');
  await expect(keep('backup', [nowhere], { dataDir })).rejects.toThrow(/ENOENT/);
  expect(existsSync(`${nowhere}.part`)).toBe(false);
});

describeOnServer('TEST_DATABASE_URL', 'a server', (server) => {
  it('takes everything of a data folder, and gives it back', async () => {
    const { url, drop } = await createServerDatabase(server);
    try {
      expect(await keep('move', ['--to', url], { dataDir })).toMatchObject({ code: 0 });
      const before = await readBack({ dataDir });
      expect(await readBack({ dataDir: '', databaseUrl: url })).toEqual(before);
      const back = join(folder, 'back');
      const copy = join(folder, 'server.backup');
      await keep('backup', [copy], { dataDir: '', databaseUrl: url });
      await keep('restore', [copy], { dataDir: back });
      expect(await readBack({ dataDir: back })).toEqual(before);
    } finally {
      await drop();
    }
  });
});
