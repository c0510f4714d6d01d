import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { runKeep } from '../../../src/app/run/keep.ts';
import type { KeepCommand } from '../../../src/app/run/keep-commands.ts';
import { silentLogger } from '../../support/fakes/silent-logger.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-keep-'));
const dataDir = join(folder, 'never');
afterAll(() => rmSync(folder, { recursive: true }));

async function keep(command: KeepCommand, args: readonly string[]) {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text) };
  const code = await runKeep(command, args, {
    store: { dataDir },
    version: '0.1.0',
    logger: silentLogger,
    stdout: stream,
    stderr: stream,
    stopping: new AbortController().signal,
  });
  return { code, said: said.join('') };
}

it.each([
  ['backup', []],
  ['backup', ['a', 'b']],
  ['restore', ['--help']],
  ['move', ['postgres://h/d']],
  ['move', ['--to', 'somewhere']],
] as const)('%s %j says how it is used', async (command, args) => {
  const { code, said } = await keep(command, args);
  expect([code, said]).toEqual([2, expect.stringContaining(`Usage: paperboy ${command}`)]);
  expect(existsSync(dataDir)).toBe(false);
});

const thesis = join(folder, 'thesis.txt');
const notes = join(folder, 'notes.gz');
writeFileSync(thesis, 'my thesis');
writeFileSync(notes, gzipSync('my notes'));

it.each([
  ['/no/such/file', 'There is no file'],
  [thesis, 'incorrect header check'],
  [notes, 'This is no backup of Paperboy'],
])('%s is not restored, and no database is made for it', async (file, message) => {
  await expect(keep('restore', [file])).rejects.toThrow(message);
  expect(existsSync(dataDir)).toBe(false);
});

it.each(['', '.part'])(
  'a backup leaves a file as it is whose name ends with “%s”, and opens no database',
  async (end) => {
    const file = join(folder, `backup${end}-of-mine`);
    writeFileSync(`${file}${end}`, 'my own');
    await expect(keep('backup', [file])).rejects.toThrow(`${file}${end} is there already`);
    expect(readFileSync(`${file}${end}`, 'utf8')).toBe('my own');
    expect(existsSync(dataDir)).toBe(false);
  },
);
