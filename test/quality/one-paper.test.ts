import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createRandom } from '../../src/seeded-random.ts';
import { readPapers } from '../bench/read-papers.ts';
import { measurePairs, precisionAndRecall } from './measure-pairs.ts';
import { foundPairs, madePairs, nearestPairs } from './other-pairs.ts';
import { samePairs } from './same-pairs.ts';

// Titles, authors and the beginnings of abstracts from arXiv, whose metadata is in the public domain (CC0).
const papers = await readPapers(fileURLToPath(new URL('../support/fixtures/papers.jsonl', import.meta.url)));
const twoForms = [1, 2, 3].flatMap((seed) => samePairs(papers, createRandom(seed)));
// A short title without authors and abstract may belong to any paper.
const decidable = twoForms.filter(({ kind }) => kind !== 'title alone');
const others = [...foundPairs(papers), ...nearestPairs(papers), ...madePairs(papers)];

it('there are pairs of every kind, hard ones too', () => {
  expect(new Set(decidable.map(({ kind }) => kind)).size).toBe(11);
  expect(decidable.length).toBeGreaterThan(1_500);
  expect(others.filter(({ kind }) => kind.startsWith('found')).length).toBeGreaterThanOrEqual(10);
  expect(others.length).toBeGreaterThan(500);
});

it('different papers are not merged', () => {
  const wrong = measurePairs(others).flatMap((score) => score.wrong);
  expect(wrong).toEqual([]);
});

it('the forms of one paper are merged, in either order', () => {
  const scores = measurePairs(decidable);
  for (const { kind, pairs, merged, wrong } of scores)
    expect(merged / pairs, `${kind}: ${wrong}`).toBeGreaterThanOrEqual(0.97);
  const [precision, recall] = precisionAndRecall([...scores, ...measurePairs(others)]);
  expect(precision).toBeGreaterThanOrEqual(0.999);
  expect(recall).toBeGreaterThanOrEqual(0.99);
});
