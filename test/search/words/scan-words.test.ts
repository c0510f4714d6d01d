import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fold, tokenize } from '../../../src/search/words/tokens.ts';
import { seedCorpus } from '../../support/fixtures/seed-corpus.ts';

/** The words of a text as one expression says them, and what joins them. */
const word =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{N}](?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}\u00ad\u200b-\u200f\u2060\ufeff])*(?:(?<=\p{N})\.\p{N}+)*(?:['’]\p{L}{1,2}(?![\p{L}\p{N}]))?(?:[#*+]+(?![\p{L}\p{N}]))?/gu;

function plainWords(text: string) {
  let last = -1;
  return [...text.matchAll(word)].map(({ 0: written, index: start }) => {
    const between = text.slice(last, start);
    const isHyphen = /^[-‐‑–−]$/.test(between);
    const isColon = between === ':' && written.length === 1 && !/[\p{L}\p{N}]/u.test(text.charAt(last - 2));
    const hyphenated = last > 0 && (isHyphen || isColon);
    last = start + written.length;
    const folded = fold(written);
    const surface = folded.includes("'") ? folded.replace(/'s$/, '').replaceAll("'", '') : folded;
    return { surface, start, end: last, hyphenated };
  });
}

/** What words, and what is between them, are made of: as often beside each other as in a language without spaces. */
const piece = fc.constantFrom(
  ...[..."aZ9.'’#*+-–‐:, \n\tésß²½论のα\u0301\u00a0\ufb01Ⅷ"],
  ...['\u200c', '\u200d', '\u200b', 'ک', 'क'],
  ...['1.58', "'s", 'c++', 'N:M', "model's", '𝒜', 'naïve', ' of ', '\u007f', '‑'],
);

it('finds the words that the expression finds, of any text', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join('');
      expect(tokenize(text)).toEqual(plainWords(text));
    }),
    { numRuns: 1_000 },
  );
});
it('finds the words that the expression finds, of all saved texts', async () => {
  const { papers, notes } = await seedCorpus();
  const texts = [
    ...papers.flatMap(({ title, abstract }) => [title, abstract]),
    ...notes.flatMap(({ title, description }) => [title, description]),
  ];
  for (const text of texts) expect(tokenize(text)).toEqual(plainWords(text));
});
