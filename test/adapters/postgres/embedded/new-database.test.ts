import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { createFolder } from '../../../../adapters/postgres/embedded/create-folder.ts';
import {
  type NewDatabase,
  packDatabase,
  unpackDatabase,
} from '../../../../adapters/postgres/embedded/new-database.ts';

const root = mkdtempSync(join(tmpdir(), 'paperboy-new-database-'));
afterAll(() => rmSync(root, { recursive: true }));

const bytesOf = (...bytes: number[]) => Uint8Array.from(bytes);
const database: NewDatabase = {
  entries: [
    { path: 'PG_VERSION', bytes: Buffer.from('18\n') },
    { path: 'base' },
    { path: 'base/5' },
    { path: 'base/5/112', bytes: bytesOf(0, 10, 255, 10, 0) },
    { path: 'base/5/113', bytes: bytesOf() },
    { path: 'pg_notify' },
  ],
};

const plain = ({ entries }: NewDatabase) =>
  entries.map(({ path, bytes }) => [path, bytes && Buffer.from(bytes).toString('latin1')]);

it('a database is unpacked as it was packed, whatever bytes are in it', () => {
  const unpacked = unpackDatabase(packDatabase(database));
  expect(unpacked && plain(unpacked)).toEqual(plain(database));
});

it.each<[string, (whole: Buffer) => Buffer]>([
  [
    'with other parameters',
    (whole) => Buffer.from(whole.toString('latin1').replace('wal-segsize=1', 'x'), 'latin1'),
  ],
  ['that is cut off', (whole) => whole.subarray(0, -1)],
  ['with something after it', (whole) => Buffer.concat([whole, Buffer.from('x')])],
  ['of another program', () => Buffer.from('{}\n')],
  ['that is empty', () => Buffer.alloc(0)],
])('one %s is none', (_, change) => {
  const whole = brotliDecompressSync(packDatabase(database));
  expect(unpackDatabase(brotliCompressSync(change(whole)))).toBeUndefined();
});

it('bytes that are not packed are none', () => {
  expect(unpackDatabase(Buffer.from('not packed'))).toBeUndefined();
  expect(unpackDatabase(packDatabase(database).subarray(0, 40))).toBeUndefined();
});

it('a folder is created from the packed database, for its owner alone', async () => {
  const [packed, folder] = [join(root, 'packed'), join(root, 'pg')];
  writeFileSync(packed, packDatabase(database));
  await createFolder(folder, { packed });
  const names = readdirSync(folder, { recursive: true }).map(String).sort();
  expect(names).toEqual(['PG_VERSION', 'base', 'base/5', 'base/5/112', 'base/5/113', 'pg_notify']);
  expect([...readFileSync(join(folder, 'base/5/112'))]).toEqual([0, 10, 255, 10, 0]);
  for (const name of ['', ...names]) {
    const found = statSync(join(folder, name));
    expect(found.mode & 0o777).toBe(found.isDirectory() ? 0o700 : 0o600);
  }
  expect(readdirSync(root)).not.toContain('pg.new');
});

it('nothing is created when the process is asked to end', async () => {
  const [packed, folder] = [join(root, 'packed'), join(root, 'other')];
  writeFileSync(packed, packDatabase(database));
  const stopping = AbortSignal.abort(new Error('ending'));
  await expect(createFolder(folder, { packed, stopping })).rejects.toThrow('ending');
  expect(readdirSync(root)).toEqual(expect.not.arrayContaining(['other', 'other.new']));
});
