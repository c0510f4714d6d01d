import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCollection, type WeightedTerm } from '../../../src/search/index/collection.ts';
import { noteDocument, paperDocument } from '../../../src/search/index/document.ts';
import { sampleNote, samplePaper } from '../../support/fixtures/sample-papers.ts';

const words = ['graph', 'lattice', 'model', 'zeppelin', 'sparse'];
const terms = ['graph', 'lattic', 'model', 'zeppelin', 'spars'];

const arbitraryText = fc.record({
  kind: fc.constantFrom('paper', 'paper', 'note'),
  words: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 }),
  goes: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
});
const arbitraryTexts = fc.array(arbitraryText, { minLength: 1, maxLength: 120 });
const arbitraryTerms = fc.uniqueArray(
  fc.record({ term: fc.constantFrom(...terms), weight: fc.constantFrom(1, 0.3, 2), finds: fc.boolean() }),
  { selector: ({ term }) => term, maxLength: 5 },
);
type Texts = readonly (typeof arbitraryText extends fc.Arbitrary<infer Text> ? Text : never)[];
type Terms = readonly (WeightedTerm & { readonly finds: boolean })[];

/** Ids fall as slots rise, so that an order by slot is none by id. */
const idOf = (i: number) => `id ${999 - i}`;

function collectionOf(texts: Texts) {
  const collection = createCollection(undefined, 7);
  for (const [i, text] of texts.entries()) {
    const [title = '', ...more] = text.words;
    const [id, body] = [idOf(i), more.join(' ')];
    if (text.kind === 'paper') collection.put(paperDocument(samplePaper({ id, title, abstract: body })));
    else collection.put(noteDocument(sampleNote({ id, title, description: body })));
    Array.from(collection.tidy());
  }
  for (const [i, { goes }] of texts.entries()) if (goes) collection.remove(idOf(i));
  return collection;
}

/** What a search should give, by looking at one term after the other alone. */
function plainly(collection: ReturnType<typeof collectionOf>) {
  const found = new Map<string, { score: number; readonly terms: string[] }>();
  const scoresOf = ({ term, weight }: WeightedTerm) =>
    new Map(
      collection
        .find([{ term, weight }])
        .all()
        .map(({ id, score }) => [id, score]),
    );

  function sums(wanted: Terms): Map<string, number> {
    const scored = wanted.map((each) => ({ ...each, scores: scoresOf(each) }));
    const finding = scored.filter(({ finds }) => finds);
    const ids = new Set([...found.keys(), ...finding.flatMap(({ scores }) => [...scores.keys()])]);
    const inOrder = [...finding, ...scored.filter(({ finds }) => !finds)];
    return new Map(
      Array.from(ids, (id) => [id, inOrder.reduce((sum, { scores }) => sum + (scores.get(id) ?? 0), 0)]),
    );
  }
  return {
    found,
    find(wanted: Terms): void {
      const held = wanted.map((each) => scoresOf(each));
      for (const [id, score] of sums(wanted))
        found.set(id, { score, terms: wanted.flatMap(({ term }, i) => (held[i]?.has(id) ? term : [])) });
    },
    addScores(wanted: Terms): void {
      for (const [id, score] of sums(wanted)) {
        const known = found.get(id);
        if (known === undefined) found.set(id, { score, terms: [] });
        else known.score += score;
      }
    },
  };
}

const findingOf = (wanted: Terms) => new Set(wanted.filter(({ finds }) => finds).map(({ term }) => term));

test('a search finds, scores, adds, leaves out, orders and counts as plain sums over all texts do', () => {
  fc.assert(
    fc.property(
      arbitraryTexts,
      arbitraryTerms,
      arbitraryTerms,
      fc.nat(6),
      fc.uniqueArray(fc.nat(119)),
      (texts, wanted, more, count, added) => {
        const collection = collectionOf(texts);
        const { found, ...plain } = plainly(collection);
        plain.find(wanted);
        plain.addScores(more);
        const candidates = collection.find(wanted, findingOf(wanted));
        candidates.addScores(more, findingOf(more));

        const isKept = (id: string) => Number(id.slice(3)) % 3 > 0;
        candidates.keep(({ id }) => isKept(id));
        for (const id of [...found.keys()].filter((each) => !isKept(each))) found.delete(id);
        const ids = added.map(idOf).filter((id) => collection.slotOf(id) !== undefined);
        candidates.add(ids.map((id) => collection.slotOf(id) as number));
        for (const id of ids) if (!found.has(id)) found.set(id, { score: 0, terms: [] });

        const expected = Array.from(found, ([id, each]) => ({
          ...each,
          id,
          kind: texts[999 - Number(id.slice(3))]?.kind,
        }));
        const inOrder = expected.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
        const of = (kind: string) => inOrder.filter((each) => each.kind === kind);
        const shown = candidates.all().map(({ slot: _, ...each }) => each);
        expect(shown.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))).toEqual(inOrder);
        const best = candidates.best(count);
        expect(best.papers.map(({ id }) => id)).toEqual(
          of('paper')
            .slice(0, count)
            .map(({ id }) => id),
        );
        expect(best.notes.map(({ id }) => id)).toEqual(
          of('note')
            .slice(0, count)
            .map(({ id }) => id),
        );
        expect(candidates.best(1_001).papers.map(({ id }) => id)).toEqual(of('paper').map(({ id }) => id));
        const slots = texts.flatMap((_, i) => collection.slotOf(idOf(i)) ?? []);
        expect(candidates.among(slots).map(({ id }) => id)).toEqual(
          slots.map((slot) => idOf(slot)).filter((id) => found.has(id)),
        );
        for (const { terms: held, papers, notes } of candidates.countByTerms()) {
          const same = inOrder.filter((each) => each.terms.join() === held.join());
          expect([papers, notes]).toEqual([
            same.filter(({ kind }) => kind === 'paper').length,
            same.filter(({ kind }) => kind === 'note').length,
          ]);
        }
        expect(candidates.countByTerms().reduce((sum, { papers, notes }) => sum + papers + notes, 0)).toBe(
          found.size,
        );
        expect(candidates.size).toBe(found.size);
      },
    ),
  );
});

test('tells which texts have each of some words, in one of their forms', () => {
  const arbitraryWords = fc.array(
    fc.array(fc.array(fc.constantFrom(...terms, 'nowher'), { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
    { minLength: 1, maxLength: 3 },
  );
  fc.assert(
    fc.property(arbitraryTexts, arbitraryWords, (texts, wanted) => {
      const collection = collectionOf(texts);
      const holds = collection.holding(wanted);
      const each = collection.find(terms.map((term) => ({ term, weight: 1 }))).all();
      expect(each.filter(({ slot }) => holds(slot))).toEqual(
        each.filter(({ terms: held }) =>
          wanted.every((lists) => lists.some((list) => list.every((term) => held.includes(term)))),
        ),
      );
    }),
  );
});
