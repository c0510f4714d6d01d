import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHistoryFile } from '../../../../adapters/console/prompt/history-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-history-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('is saved oldest first and loaded newest first, for its owner only', async () => {
  const path = join(folder, 'new', 'history');
  await createHistoryFile(path).save(['newest', '2', '  ', 'oldest']);
  expect(await readFile(path, 'utf8')).toBe('oldest\nnewest\n');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(folder, 'new'))).toEqual(['history']);
  expect(await createHistoryFile(path).load()).toEqual(['newest', 'oldest']);
});

test('a file that others could read becomes its owner’s', async () => {
  const path = join(folder, 'open');
  await writeFile(path, 'old\n', { mode: 0o644 });
  await createHistoryFile(path).save(['new', 'old']);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('holds the newest 500', async () => {
  const history = createHistoryFile(join(folder, 'long'));
  const lines = Array.from({ length: 700 }, (_, i) => `line ${700 - i}`);
  await history.save(lines);
  expect(await history.load()).toEqual(lines.slice(0, 500));
});

test('is empty when the file cannot be written', async () => {
  for (const path of [folder, join(folder, 'open', 'below a file')]) {
    const history = createHistoryFile(path);
    await history.save(['line']);
    expect(await history.load()).toEqual([]);
  }
});
