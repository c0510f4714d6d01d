import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinSections } from '../../../../src/search/index/sections.ts';
import { createNearWords, savedNearWords } from '../../../../src/search/index/terms/near-words.ts';
import { createWordTable, savedWordTable } from '../../../../src/search/index/terms/word-table.ts';

const word = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abcdeéπ1'), maxLength: 7 }),
  fc.string({ unit: 'grapheme' }),
);

it('gives each text a number of its own, also when it was saved in between', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 200 }), fc.array(word, { maxLength: 200 }), (first, second) => {
      const before = createWordTable();
      for (const text of first) before.number(text);
      const table = createWordTable(savedWordTable(before.sections('words'), 'words'));
      for (const text of second) table.number(text);
      const different = [...new Set([...first, ...second])];
      expect(different.map(table.find)).toEqual(different.map((_, i) => i));
      expect(different.map((_, i) => table.text(i))).toEqual(different);
      expect(table.size()).toBe(different.length);
      expect(table.find('not there')).toBeUndefined();
    }),
    { numRuns: 50 },
  );
});
it('stays right as it grows', () => {
  const table = createWordTable();
  for (let i = 0; i < 20_000; i++) expect(table.number(`word${i}`)).toBe(i);
  for (let i = 0; i < 20_000; i += 7) {
    const text = `a word${i}.`;
    const codes = Uint16Array.from(text, (character) => character.charCodeAt(0));
    expect(table.numberOfPart(codes, 2, text.length - 1)).toBe(i);
  }
});
it('finds all words with the same first letter within some edits, and no others, also when it was saved in between', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { maxLength: 60 }),
      fc.nat({ max: 60 }),
      word.filter((typed) => typed !== ''),
      fc.constantFrom(1, 2),
      (words, savedAfter, typed, edits) => {
        const before = createWordTable();
        for (const each of words.slice(0, savedAfter)) before.number(each);
        const sections = joinSections([before.sections('words'), createNearWords(before).sections()]);
        const table = createWordTable(savedWordTable(sections, 'words'));
        const near = createNearWords(table, savedNearWords(sections));
        for (const each of words) table.number(each);
        // Of letters beyond a to z, other first ones may be among those found.
        const isWanted = (number: number) => table.text(number).charAt(0) === typed.charAt(0);
        const found = Array.from(near.find(typed, edits, isWanted), ({ other, distance }) => [
          other,
          distance,
        ]);
        const plain = words.flatMap((other) => {
          const distance = isSwapped(typed, other) ? 1 : plainDistance(typed, other, edits);
          return distance <= edits && other.charAt(0) === typed.charAt(0) ? [[other, distance]] : [];
        });
        expect(found.sort()).toEqual(plain.sort());
      },
    ),
  );
});
it('finds long words, and words with two neighbouring letters swapped, as one edit', () => {
  const table = createWordTable();
  const long = 'a'.repeat(40);
  for (const each of [long, 'attention', 'kernel', 'kernels']) table.number(each);
  const near = createNearWords(table);
  const find = (typed: string) => Array.from(near.find(typed, 1, () => true));
  expect(find(`${long}a`)).toEqual([{ other: long, distance: 1 }]);
  expect(find('attnetion')).toEqual([{ other: 'attention', distance: 1 }]);
  expect(find('kerenls')).toEqual([{ other: 'kernels', distance: 1 }]);
});

/** Tries each swap of two neighbouring letters. */
const isSwapped = (a: string, b: string): boolean =>
  a !== b &&
  Array.from(
    { length: a.length },
    (_, i) => a.slice(0, i) + a.charAt(i + 1) + a.charAt(i) + a.slice(i + 2),
  ).includes(b);

/** Levenshtein 1966, as it is written down; `max + 1` for more than `max`. */
function plainDistance(a: string, b: string, max: number): number {
  if (max < 0) return 0;
  if (a === '' || b === '') return Math.min(max + 1, a.length + b.length);
  const [restOfA, restOfB] = [a.slice(1), b.slice(1)];
  if (a[0] === b[0]) return plainDistance(restOfA, restOfB, max);
  const others = [
    [a, restOfB],
    [restOfA, b],
    [restOfA, restOfB],
  ] as const;
  return 1 + Math.min(...others.map(([x, y]) => plainDistance(x, y, max - 1)));
}
