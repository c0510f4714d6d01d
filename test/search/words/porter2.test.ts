import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import wink from 'wink-porter2-stemmer';
import { porter2 } from '../../../src/search/words/porter2.ts';
import { tokenize } from '../../../src/search/words/tokens.ts';
import { seedCorpus } from '../../support/fixtures/seed-corpus.ts';

/** The package marks only the first y after a vowel, keeps `sses`, and has no exception for `howe`. */
const differs = (word: string) => /[aeiou]y.*[aeiou]y/.test(word) || ['sses', 'howe'].includes(word);

const ending = fc.constantFrom(
  ...`s es ies ied us ss sses ed eed edly eedly ing ingly ly y e l ll tional ational ization ation ator izer alism aliti alli fulness
  fulli ousness ousli iveness iviti biliti bli abli entli enci anci lessli logi ogi li alize icate iciti ical ful ness ative al ance ence
  er ic able ible ant ement ment ent ism ate iti ous ive ize sion tion ion at bl iz bb dd pp`.split(/\s+/),
);
const beginning = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abceilmnorstuwxyz'), maxLength: 7 }),
  fc.constantFrom(
    ...'gener commun arsen inning proceed succeed herring sky dying atlas hop use play boy'.split(' '),
  ),
);
const word = fc
  .tuple(beginning, fc.array(ending, { maxLength: 3 }))
  .map(([start, ends]) => start + ends.join(''));

describe('porter2', () => {
  it('gives the stems of wink-porter2-stemmer, of any word', () => {
    fc.assert(
      fc.property(word, (text) => {
        if (!differs(text)) expect(porter2(text)).toBe(wink(text));
      }),
      { numRuns: 5_000 },
    );
  });
  it('gives its stems, of all words of the saved texts', async () => {
    const { papers, notes } = await seedCorpus();
    const texts = [
      ...papers.map(({ title, abstract }) => `${title} ${abstract}`),
      ...notes.map(({ description }) => description),
    ];
    const words = new Set(texts.flatMap((text) => tokenize(text).map(({ surface }) => surface)));
    const english = [...words].filter((each) => /^[a-z]+$/.test(each) && !differs(each));
    expect(english.length).toBeGreaterThan(3_000);
    expect(english.map(porter2)).toEqual(english.map(wink));
  });
  // Of the published definition: https://snowballstem.org/algorithms/english/stemmer.html
  it.each([
    ['howe', 'howe'],
    ['sses', 'ss'],
    ['consisting', 'consist'],
    ['consistency', 'consist'],
    ['knightly', 'knight'],
    ['generically', 'generic'],
    ['communism', 'communism'],
    ['hoping', 'hope'],
    ['ties', 'tie'],
    ['cries', 'cri'],
    ['gas', 'gas'],
    ['kiwis', 'kiwi'],
    ['luxuriated', 'luxuri'],
    ['hopping', 'hop'],
    ['by', 'by'],
    ['say', 'say'],
    ['cry', 'cri'],
  ])('%s → %s', (text, stem) => expect(porter2(text)).toBe(stem));
});
