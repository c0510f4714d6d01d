import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseQuery } from '../../../src/search/query.ts';
import { makeBatch } from '../../../src/search/strict/batch.ts';
import { batchMatcher } from '../../../src/search/strict/match-batch.ts';
import { makeMatchable, matchQuery } from '../../../src/search/strict/match-one.ts';
import { tokenize } from '../../../src/search/words/tokens.ts';
import { makeTopics } from '../../bench/make-topics.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';
import { seedCorpus } from '../../support/fixtures/seed-corpus.ts';
import { tries } from '../../support/tries.ts';

// More papers than one chunk has, with the same texts, so that equal scores are many.
const seeds = (await seedCorpus()).papers;
const papers = [...seeds, ...seeds.map((paper) => ({ ...paper, id: `copy-${paper.id}` }))];
const batch = makeBatch(papers);
const matchables = papers.map(makeMatchable);

/** Each paper by itself. Best first; equal scores by id. */
function matchPlainly(text: string): string[] {
  const { match } = matchQuery(parseQuery(text));
  return matchables
    .flatMap((each) => {
      const found = match(each);
      return found === undefined ? [] : [{ paper: each.paper, ...found }];
    })
    .sort((a, b) => b.score - a.score || (a.paper.id < b.paper.id ? -1 : 1))
    .map(inWords);
}

const matchAtOnce = (text: string): string[] => batchMatcher(parseQuery(text))(batch).map(inWords);

const inWords = ({ paper, score, words }: ReturnType<ReturnType<typeof batchMatcher>>[number]): string =>
  `${paper.id} ${score} ${words.join()}`;

it('finds what each paper by itself is found by, with the same scores and words', () => {
  const topics = makeTopics(seeds, 150).flatMap((topic) => (topic.kind === 'query' ? topic.query : []));
  for (const text of topics) expect(matchAtOnce(text), text).toEqual(matchPlainly(text));
  expect(topics.flatMap(matchAtOnce).length).toBeGreaterThan(1_000);
});

it('finds the same for any query, however its groups are nested', () => {
  const words = tokenize(seeds.map(({ title }) => title).join(' ')).map(({ surface }) => surface);
  const word = fc.nat(words.length - 2).map((i) => words[i] as string);
  const phrase = fc.nat(words.length - 2).map((i) => `"${words[i]} ${words[i + 1]}"`);
  const filter = fc.constantFrom('has:code', 'year:2024', 'authors:>3', 'before:2025-03');
  const { query } = fc.letrec<{ query: string; one: string; group: string }>((tie) => ({
    one: fc.oneof(
      { maxDepth: 3 },
      word,
      phrase,
      word.map((each) => `title:${each}`),
      word.map((each) => `abs:${each}`),
      filter,
      tie('group'),
      tie('one').map((each) => `NOT ${each}`),
    ),
    group: tie('query').map((each) => `(${each})`),
    query: fc
      .tuple(word, fc.array(fc.tuple(fc.constantFrom(' ', ' OR ', ' AND '), tie('one')), { maxLength: 3 }))
      .map(([first, more]) => first + more.map((each) => each.join('')).join('')),
  }));
  fc.assert(
    fc.property(query, (text) => {
      expect(matchAtOnce(text)).toEqual(matchPlainly(text));
    }),
    tries(400),
  );
});

it('finds nothing among no papers', () => {
  expect(batchMatcher(parseQuery('scaling -laws'))(makeBatch([]))).toEqual([]);
});

it('finds a paper at any place of a batch', () => {
  const many = Array.from({ length: 1_100 }, (_, i) =>
    samplePaper({ id: `p${i}`, title: `Number${i} of many`, abstract: i % 2 === 0 ? 'even' : 'odd' }),
  );
  const found = (text: string) =>
    batchMatcher(parseQuery(text))(makeBatch(many)).map(({ paper }) => paper.id);
  for (const i of [0, 31, 32, 511, 512, 1_023, 1_099]) expect(found(`number${i}`)).toEqual([`p${i}`]);
  expect(found('many -odd')).toHaveLength(550);
});
