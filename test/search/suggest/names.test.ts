import fc from 'fast-check';
import MiniSearch from 'minisearch';
import { expect, it } from 'vitest';
import { createNames } from '../../../src/search/suggest/names.ts';

const word = fc.constantFrom(
  ...'a an ant anti antenna graph graphs grape lattice lattices lattcie pre pretraining quip# λ naive model'.split(
    ' ',
  ),
);
const name = fc.array(word, { minLength: 1, maxLength: 6 });
const query = fc.uniqueArray(word, { minLength: 1, maxLength: 3 });
const change = fc.oneof(
  fc.record({ put: name }),
  fc.record({ remove: fc.nat({ max: 20 }) }),
  fc.record({ tidy: fc.constant(true) }),
);
type Change = { put?: readonly string[]; remove?: number; tidy?: boolean };

/** The same changes in these names, and those that stay by number. */
function after(changes: readonly Change[]) {
  const names = createNames();
  const kept = new Map<number, readonly string[]>();
  for (const { put, remove, tidy } of changes) {
    if (put !== undefined) kept.set(names.add(put), put);
    const gone = [...kept.keys()][remove ?? -1];
    if (gone !== undefined) {
      names.remove(gone);
      kept.delete(gone);
    }
    // One step: what comes next comes between two steps.
    if (tidy) names.tidy().next();
  }
  return { names, kept };
}

/** minisearch with the names that are there, as it comes. */
function plain(kept: ReadonlyMap<number, readonly string[]>) {
  const engine = new MiniSearch<{ id: number; words: readonly string[] }>({
    fields: ['words'],
    stringifyField: (value) => value,
    tokenize: (words) => words as unknown as string[],
    processTerm: (term) => term,
  });
  engine.addAll([...kept].map(([id, words]) => ({ id, words })));
  return engine;
}

const rounded = (
  found: readonly { readonly id?: number; readonly name?: number; readonly score: number }[],
) => new Map(found.map(({ id, name, score }) => [name ?? id, Number(score.toPrecision(9))] as const));

it('finds and scores names as minisearch does, whatever came and went before', () => {
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 40 }),
      query,
      fc.constantFrom(0, 1, 2),
      (changes, words, edits) => {
        const { names, kept } = after(changes);
        const engine = plain(kept);
        const isLast = (i: number) => i === words.length - 1;
        const options = {
          tokenize: () => words,
          prefix: (_: string, i: number) => isLast(i),
          fuzzy: edits || false,
          boostDocument: (id: number) => (id % 5) + 0.5,
        };
        const weightOf = (id: number) => (id % 5) + 0.5;
        const typed = words.map((text, i) => ({ text, isOpen: isLast(i), edits }));
        expect(rounded(names.withSome(typed, weightOf))).toEqual(rounded(engine.search('*', options)));
        const all = engine.search('*', { ...options, combineWith: 'AND' });
        const scores = all.map(({ id, score }) => ({ id, score: score / words.length }));
        expect(rounded(names.withAll(typed, weightOf))).toEqual(rounded(scores));
      },
    ),
    { numRuns: 300 },
  );
});
