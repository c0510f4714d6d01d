import { expect, it } from 'vitest';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { parseQuery } from '../../../src/search/query.ts';
import { seedCorpus } from '../../support/fixtures/seed-corpus.ts';

const index = createPaperIndex(await seedCorpus());
const search = (text: string) => index.search(parseQuery(text), { offset: 0, limit: 300 });

it.each([
  ['quantization', 66, 66],
  ['speculative decoding', 1, 4],
  ['pruning N:M sparsity', 1, 8],
  ['fp8 training stability', 3, 20],
  ['critical batch size', 5, 45],
  // Nothing here is about these.
  ['tokenizer vocabulary size scaling', 0, 10],
  ['learning rate transfer across width muP', 0, 10],
])('%s: from %i to %i papers are about it', async (text, least, most) => {
  const { papers, total } = await search(text);
  expect(total.papersAbout).toBeGreaterThanOrEqual(least);
  expect(total.papersAbout).toBeLessThanOrEqual(most);
  expect(papers.filter(({ isAbout }) => isAbout)).toHaveLength(total.papersAbout);
  expect(total.papers).toBeGreaterThanOrEqual(total.papersAbout);
});

it('counts a word that no text has for nothing', async () => {
  const { total } = await search('quantization zzqqy');
  expect(total.papersAbout).toBe((await search('quantization')).total.papersAbout);
});

it('takes numbers as they are, and a year for a filter unless no paper is of it', async () => {
  expect((await search('quantization 7777')).corrections).toEqual([]);
  const dated = await search('quantization 2025');
  expect(dated.papers.every(({ item }) => item.published?.startsWith('2025'))).toBe(true);
  expect((await search('quantization 1993')).total.papers).toBeGreaterThan(50);
});
