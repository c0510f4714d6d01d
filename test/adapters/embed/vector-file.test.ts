import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openVectorFile } from '../../../adapters/embed/vector-file.ts';
import { vectorCases } from '../../support/contracts/vector-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const newFile = () => join(folder, `${++files}.bin`);

const shared = openVectorFile(newFile());
vectorCases(() => shared);

const key = (n: number) => n.toString(16).padStart(32, '0');
const vector = (...values: number[]) => Int8Array.from(values);

it('has what an earlier process wrote, also where that was stopped within a vector', async () => {
  const file = newFile();
  await openVectorFile(file).keepVectors('m', [{ key: key(1), vector: vector(1, -2, 10) }]);
  appendFileSync(file, 'torn');
  const second = openVectorFile(file);
  expect(await second.vectors('m', [key(1)])).toEqual([{ key: key(1), vector: vector(1, -2, 10) }]);
  await second.keepVectors('m', [{ key: key(2), vector: vector(4, 5, 6) }]);
  expect(await openVectorFile(file).vectors('m', [key(2), key(1)])).toHaveLength(2);
  expect((await openVectorFile(file).vectors('m', [key(2)]))[0]?.vector).toEqual(vector(4, 5, 6));
  expect(statSync(file).size).toBeLessThan(120);
});

it('refuses vectors of another model, and files of something else', async () => {
  const file = newFile();
  await openVectorFile(file).keepVectors('m', [{ key: key(1), vector: vector(1) }]);
  const other = openVectorFile(file).keepVectors('n', [{ key: key(2), vector: vector(1) }]);
  await expect(other).rejects.toThrow('has vectors of m, not of n');
  writeFileSync(file, 'id,title\n1,x\n');
  expect(() => openVectorFile(file)).toThrow('holds no vectors');
});
