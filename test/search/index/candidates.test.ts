import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCandidates } from '../../../src/search/index/candidates.ts';

const termLists = [[], ['graph'], ['graph', 'lattice']];
const arbitraryText = fc.record({
  kind: fc.constantFrom('paper', 'note'),
  score: fc.integer({ min: 0, max: 5 }),
  group: fc.integer({ min: 0, max: termLists.length - 1 }),
});
const arbitraryTexts = fc.array(arbitraryText, { maxLength: 40 });
type Texts = readonly (typeof arbitraryText extends fc.Arbitrary<infer Text> ? Text : never)[];

/** Ids fall as slots rise, so that an order by slot is none by id. */
const idOf = (slot: number) => `id ${100 - slot}`;

const made = (texts: Texts) =>
  createCandidates(
    { id: idOf, kind: (slot) => texts[slot]?.kind },
    {
      slots: Uint32Array.from(texts, (_, slot) => slot),
      scores: Float64Array.from(texts, ({ score }) => score),
      groups: Uint32Array.from(texts, ({ group }) => group),
      lists: termLists,
    },
  );

test('the best few are the first of all in order, equal scores by id', () => {
  fc.assert(
    fc.property(
      arbitraryTexts,
      fc.integer({ min: 0, max: 12 }),
      fc.constantFrom(undefined, 'paper' as const, 'note' as const),
      (texts, count, kind) => {
        const sorted = texts
          .map((text, slot) => ({ ...text, slot, id: idOf(slot) }))
          .filter((each) => kind === undefined || each.kind === kind)
          .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
        const best = made(texts).best(count, kind);
        expect(best.map(({ slot }) => slot)).toEqual(sorted.slice(0, count).map(({ slot }) => slot));
        expect(best.map(({ terms }) => terms)).toEqual(
          sorted.slice(0, count).map(({ group }) => termLists[group]),
        );
      },
    ),
  );
});

test('papers and notes are counted by their terms, also after some were left out and others came', () => {
  fc.assert(
    fc.property(arbitraryTexts, arbitraryTexts, (texts, others) => {
      const candidates = made([...texts, ...others]);
      const more = candidates.all().slice(texts.length);
      const changed = candidates.filter(({ slot }) => slot < texts.length && slot % 3 > 0).with(more);
      const plain = changed.all();
      expect(plain.map(({ slot }) => slot)).toEqual(
        [...texts, ...others].flatMap((_, slot) => (slot >= texts.length || slot % 3 > 0 ? slot : [])),
      );
      for (const { terms, papers, notes } of changed.countByTerms()) {
        const held = plain.filter((each) => each.terms === terms);
        expect(held.filter(({ kind }) => kind === 'paper')).toHaveLength(papers);
        expect(held.filter(({ kind }) => kind === 'note')).toHaveLength(notes);
      }
      expect(changed.countByTerms().reduce((sum, { papers, notes }) => sum + papers + notes, 0)).toBe(
        changed.size,
      );
    }),
  );
});
