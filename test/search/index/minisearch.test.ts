import fc from 'fast-check';
import MiniSearch from 'minisearch';
import { expect, test } from 'vitest';
import { createNames } from '../../../src/search/index/minisearch.ts';

const word = fc.constantFrom(
  'graph',
  'graphs',
  'graphene',
  'grape',
  'of',
  'lattice',
  'latice',
  'attention',
  'attentive',
);
const name = fc.array(word, { minLength: 1, maxLength: 6 });

/** Scores of minisearch as it comes, for one word. */
function plainScores(
  names: ReadonlyMap<number, readonly string[]>,
  typed: string,
  prefix: boolean,
  edits: number,
): Map<number, number> {
  const engine = new MiniSearch<{ id: number; text: string }>({ fields: ['text'] });
  for (const [id, words] of names) engine.add({ id, text: words.join(' ') });
  const boostDocument = (id: number) => id % 3;
  const found = engine.search(typed, { prefix, fuzzy: edits > 0 && edits, boostDocument });
  return new Map(found.map(({ id, score }) => [id, score]));
}

test('names have the scores of minisearch as it comes, whatever came and went before', () => {
  fc.assert(
    fc.property(
      fc.array(name, { maxLength: 12 }),
      fc.array(fc.nat(11), { maxLength: 6 }),
      fc.array(name, { maxLength: 4 }),
      fc.constantFrom('graph', 'gra', 'lattice', 'atention', 'attentive', 'zeta'),
      fc.boolean(),
      fc.integer({ min: 0, max: 2 }),
      (first, removed, later, typed, prefix, edits) => {
        const names = createNames();
        const there = new Map<number, readonly string[]>();
        const add = (words: readonly string[], id: number) => {
          names.add(id, names.read(words.join(' ')));
          there.set(id, words);
        };
        first.forEach(add);
        for (const id of removed) {
          const words = there.get(id);
          if (words === undefined) continue;
          names.remove(id, names.read(words.join(' ')));
          there.delete(id);
        }
        // Numbers of removed names are used again.
        for (const words of later) {
          let id = 0;
          while (there.has(id)) id++;
          add(words, id);
        }
        const found = names.find([{ word: typed, prefix, edits }], 'any', (id) => id % 3);
        const wanted = plainScores(there, typed, prefix, edits);
        expect([...found.names].sort()).toEqual([...wanted.keys()].sort());
        for (const [id, score] of wanted) expect(found.score(id)).toBeCloseTo(score, 8);
      },
    ),
  );
});

test('names with each of several words have the sum of their scores, and names with any of them are counted', () => {
  fc.assert(
    fc.property(
      fc.array(name, { maxLength: 20 }),
      fc.uniqueArray(fc.constantFrom('graph', 'gra', 'lattice', 'of', 'attentive', 'zeta'), { minLength: 1 }),
      (all, words) => {
        const names = createNames();
        for (const [id, own] of all.entries()) names.add(id, names.read(own.join(' ')));
        const typed = words.map((each, i) => ({ word: each, prefix: i === words.length - 1 }));
        const alone = typed.map((each) => {
          const { names: found, score } = names.find([each], 'any', (id) => id % 3);
          return new Map(found.map((id) => [id, score(id)]));
        });
        const holds = (id: number) => alone.filter((scores) => scores.has(id)).length;
        const ids = [...all.keys()];
        for (const [needs, least] of [
          ['each', words.length],
          ['any', 1],
        ] as const) {
          const found = names.find(typed, needs, (id) => id % 3);
          expect([...found.names].sort((a, b) => a - b)).toEqual(ids.filter((id) => holds(id) >= least));
          for (const id of found.names) {
            expect(found.count(id)).toBe(holds(id));
            expect(found.score(id)).toBeCloseTo(
              alone.reduce((sum, scores) => sum + (scores.get(id) ?? 0), 0),
              9,
            );
          }
        }
      },
    ),
  );
});
