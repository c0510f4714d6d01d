import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLatex } from '../../../src/corpus/text/clean-latex.ts';
import { cleanRules } from '../../../src/corpus/text/clean-rules.ts';
import { cleanText, tidyText } from '../../../src/corpus/text/clean-text.ts';
import { isPlainText } from '../../../src/corpus/text/plain-text.ts';
import { tries } from '../../support/tries.ts';

/** What every rule looks for, and what rules want around it. */
const needles = [...new Set(cleanRules.flatMap(([when]) => when))];
const others =
  'a x B the Kim 2 10 ( ) { } - . \' " é – | beta rm le scriptsize x2013 in 10^ ``x \\href{u}{v}';
const parts = [...needles, ...others.split(' '), 'mathbf ', ' '];
const text = fc.array(fc.constantFrom(...parts), { maxLength: 8 }).map((some) => some.join(''));

/** What a text at random hardly ever has. */
const rare = [
  'AT&amp;T',
  'mathbf{x}',
  '2 times 10^{15}',
  'a \\cite{b} c',
  'ksim!2',
  'the (rm Stats',
  '{it misaligned}',
  'k times (K + 1) x',
  'a $x_1$',
  '3 ⌈ x ⌉',
];

const isFound = (find: RegExp, given: string): boolean => given.search(find) >= 0;

describe('a plain text', () => {
  it('has nothing that any rule finds, and is tidy', () => {
    fc.assert(
      fc.property(text, (given) => {
        if (!isPlainText(given)) return;
        expect(cleanRules.filter(([, find]) => isFound(find, given))).toEqual([]);
        expect([tidyText(given), cleanText(given), cleanLatex(given)]).toEqual([given, given, given]);
      }),
      tries(3_000),
    );
  });

  it('is none in which a rule finds something, for every rule', () => {
    const samples = [...fc.sample(text, { numRuns: 6_000, seed: 14 }), ...rare];
    for (const [when, find] of cleanRules) {
      const found = samples.filter((given) => isFound(find, given));
      expect(found.length, `texts with ${when}`).toBeGreaterThan(0);
      expect(found.filter(isPlainText)).toEqual([]);
    }
  });

  it.each([
    'Most abstracts are like this one: words, "quotes", (brackets), 12.5% and a hyphen-ated word; no more?',
    'Naïve Bayes – “smart” quotes, José’s cell sizes, simple times, well-approximated Omega and a similar gear',
    'Sometimes three times a day; the math of sims is left to the sequel!',
  ])('%s', (given) => expect(isPlainText(given)).toBe(true));

  it.each([' a', 'a ', 'a  b', 'a\u00a0b', 'e\u0301', 'a\u00adb', '\ufeff', 'ab\ud800'])(
    'is not %j',
    (given) => expect(isPlainText(given)).toBe(false),
  );

  it('has only characters that are their own NFC', () => {
    const all = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code));
    const plain = all.filter((character) => isPlainText(`a${character}b`));
    expect(plain.length).toBeGreaterThan(500);
    for (const each of plain) expect(`a${each}b`.normalize('NFC')).toBe(`a${each}b`);
    expect(tidyText(plain.join(''))).toBe(plain.join('').trim());
  });
});
