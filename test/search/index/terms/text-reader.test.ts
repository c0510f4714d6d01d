import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTextReader } from '../../../../src/search/index/terms/text-reader.ts';
import { createWordTable } from '../../../../src/search/index/terms/word-table.ts';
import { countTerms } from '../../../../src/search/words/terms.ts';
import { seedCorpus } from '../../../support/fixtures/seed-corpus.ts';

/** One reader for all texts, as in an index: what it remembers of words must fit all of them. */
const terms = createWordTable();
const surfaces = createWordTable();
const read = createTextReader(terms, surfaces);

function expectToCount(title: string, body: string): void {
  const text = read(title, body);
  const plain = countTerms(title, body);
  const held = Array.from(text.terms.terms, (term, i) => [terms.text(term), text.terms.counts[i]]);
  expect(held).toEqual([...plain.terms]);
  const words = Array.from(text.surfaces, (word, i) => [surfaces.text(word), text.times[i]]);
  expect(words).toEqual([...plain.surfaces]);
}

const piece = fc.constantFrom(
  ...'large language model Models of fine tuning pre training Qwen 3 3.1 fp4 mxfp4 speech2text QuIP# S* N M'.split(
    ' ',
  ),
  ...[
    'reinforcement learning',
    'trade off',
    'state of the art',
    'naïve',
    "model's",
    '论文',
    '-',
    ':',
    '. ',
    'x'.repeat(300),
  ],
);
const text = fc
  .array(fc.tuple(piece, fc.constantFrom(' ', '-', ':', ' ', '')), { maxLength: 12 })
  .map((pieces) => pieces.flat().join(''));

it('counts the terms and words of any text as they are counted one by one', () => {
  fc.assert(fc.property(text, text, expectToCount), { numRuns: 500 });
});
it('counts those of all saved texts', async () => {
  const { papers, notes } = await seedCorpus();
  for (const { title, abstract } of papers) expectToCount(title, abstract);
  for (const { title, description } of notes) expectToCount(title, description);
});
