import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Suggestion } from '../../../src/ports/index.ts';
import { createLabels, wordsOf } from '../../../src/search/suggest/labels.ts';
import { initialsOf, isInitials } from '../../../src/search/suggest/title-likeness.ts';

const kinds = ['subtopic', 'phrase', 'paper'] as const;
const word = fc.constantFrom('graph', 'graphs', 'of', 'lattice', 'models', 'a', 'naïve', 'QuIP#', '论文');
const text = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));
const label = fc.record({ kind: fc.constantFrom(...kinds), text, rank: fc.nat(3) });
const typed = fc.constantFrom(
  'g',
  'graph',
  'graphs of',
  'of gra',
  'lattice',
  'naive',
  'mod',
  'lattice models a',
  '论',
);
const initials = fc.constantFrom('glm', 'gnq', 'lmg', 'nlgm');

interface Known {
  readonly suggestion: Suggestion;
  readonly rank: number;
}

/** Labels of which some were removed, and the same ones in a map. */
function made(
  first: readonly (Suggestion & { rank: number })[],
  removed: readonly number[],
  later: typeof first,
) {
  const labels = createLabels();
  const known = new Map<number, Known>();
  const add = ({ kind, text, rank }: (typeof first)[number], id: number | string) => {
    const suggestion = { kind, text, id: `${id}` };
    known.set(labels.add(suggestion, rank), { suggestion, rank });
  };
  first.forEach(add);
  for (const each of removed) if (known.delete(each)) labels.remove(each);
  for (const [i, each] of later.entries()) add(each, `later ${i}`);
  return { labels, known: [...known.values()] };
}
const some = fc.tuple(
  fc.array(label, { maxLength: 12 }),
  fc.array(fc.nat(11), { maxLength: 6 }),
  fc.array(label, { maxLength: 4 }),
);
const idsOf = (suggestions: readonly Suggestion[]) => suggestions.map(({ id }) => id).sort();

it('finds the labels that have every word, the last one as a beginning, and says which begin with them', () => {
  fc.assert(
    fc.property(some, typed, fc.subarray([...kinds]), (parts, line, wanted) => {
      const { labels, known } = made(...parts);
      const words = wordsOf(line);
      const last = words.at(-1) ?? '';
      const fitting = known.filter(({ suggestion }) => {
        const own = wordsOf(suggestion.text);
        const before = words.slice(0, -1).every((each) => own.includes(each));
        return (
          wanted.some((kind) => kind === suggestion.kind) &&
          before &&
          own.some((each) => each.startsWith(last))
        );
      });
      const found = labels.complete(words, wanted, 100);
      expect(idsOf(found.map(({ suggestion }) => suggestion))).toEqual(
        idsOf(fitting.map(({ suggestion }) => suggestion)),
      );
      for (const { suggestion, isBegun } of found)
        expect(isBegun).toBe(wordsOf(suggestion.text).join(' ').startsWith(words.join(' ')));
    }),
  );
});
it('finds titles by the first letters of their telling words', () => {
  fc.assert(
    fc.property(some, initials, (parts, letters) => {
      const { labels, known } = made(...parts);
      const fitting = known.filter(
        ({ suggestion }) =>
          suggestion.kind === 'paper' && isInitials(letters, initialsOf(wordsOf(suggestion.text))),
      );
      expect(idsOf(labels.near([letters], 'paper', 100))).toEqual(
        idsOf(fitting.map(({ suggestion }) => suggestion)),
      );
    }),
  );
});
it('shows labels by kind and rank when nothing is typed', () => {
  fc.assert(
    fc.property(some, fc.nat(8), (parts, limit) => {
      const { labels, known } = made(...parts);
      const ranks = new Map(known.map(({ suggestion, rank }) => [suggestion.id, rank]));
      const first = labels.first(kinds, limit);
      expect(first).toHaveLength(Math.min(limit, known.length));
      const places = first.map(
        ({ id, kind }) => 10 * kinds.indexOf(kind as 'paper') + (ranks.get(id) as number),
      );
      expect(places).toEqual([...places].sort((a, b) => a - b));
      const all = known.map(
        ({ suggestion: { id, kind } }) => 10 * kinds.indexOf(kind as 'paper') + (ranks.get(id) as number),
      );
      expect(places).toEqual(all.sort((a, b) => a - b).slice(0, limit));
    }),
  );
});
