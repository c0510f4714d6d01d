import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { corpusFileName, formatCorpus, loadCorpus } from '../../src/corpus/corpus.ts';
import { seedCorpus } from '../support/fixtures/seed-corpus.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-corpus-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (text: string) => writeFile(join(folder, corpusFileName), text);

test('a corpus is read as it was written, whatever the order of its keys', async () => {
  const corpus = await seedCorpus();
  await write(formatCorpus(corpus));
  const loaded = await loadCorpus(folder);
  expect(loaded).toEqual(corpus);
  const [paper] = loaded.papers;
  const turned = Object.fromEntries(Object.entries(paper ?? {}).reverse()) as typeof paper & object;
  expect(formatCorpus({ ...corpus, papers: [turned] })).toBe(
    formatCorpus({ ...corpus, papers: corpus.papers.slice(0, 1) }),
  );
});

test.each<[string, string | undefined, RegExp]>([
  ['no file', undefined, /ENOENT/],
  ['half a file', '{"version": 1, "pages": [', /JSON/],
  ['no object', '7', /its version is undefined, not 1/],
  ['another version', '{"version": 0}', /its version is 0, not 1/],
  ['a missing part', '{"version": 1, "pages": []}', /it has no papers/],
])('%s: says where, why, and what to run', async (_what, text, reason) => {
  if (text !== undefined) await write(text);
  const failure = loadCorpus(folder);
  await expect(failure).rejects.toThrow(
    /^The corpus cannot be read from .*corpus\.json \(.*\)\. .*npm run seeds$/,
  );
  await expect(failure).rejects.toThrow(reason);
});
