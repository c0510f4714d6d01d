import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCollection, type WeightedTerm } from '../../../src/search/index/collection.ts';
import { paperDocument } from '../../../src/search/index/document.ts';
import { indexTerms } from '../../../src/search/words/terms.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';

interface Text {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
}

/** BM25 as it is written down: Robertson and Zaragoza 2009, equation 3.15, over how many different terms a text has. */
function plainScores(texts: readonly Text[], wanted: readonly WeightedTerm[]): Map<string, number> {
  const [k, b] = [2, 0.6];
  const bags = texts.map(({ title, abstract }) => [title, title, abstract].flatMap(indexTerms));
  const lengths = bags.map((bag) => new Set(bag).size);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const scores = new Map<string, number>();
  for (const { term, weight } of wanted) {
    const holders = bags.filter((bag) => bag.includes(term)).length;
    const rarity = Math.log(1 + (texts.length - holders + 0.5) / (holders + 0.5));
    for (const [i, bag] of bags.entries()) {
      const count = bag.filter((each) => each === term).length;
      if (count === 0) continue;
      const norm = k * (1 - b + (b * (lengths[i] as number)) / mean);
      const { id } = texts[i] as Text;
      scores.set(id, (scores.get(id) ?? 0) + (weight * rarity * count * (k + 1)) / (count + norm));
    }
  }
  return scores;
}

const words = ['graph', 'graphs', 'lattice', 'pre-training', 'QuIP#', 'model', 'of', 'sparse', 'zeppelin'];
const text = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 9 })
  .map((each) => each.join(' '));
const step = fc.record({
  id: fc.constantFrom(...'abcdefghij'),
  goes: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  title: text,
  abstract: text,
});
const terms = ['graph', 'lattic', 'pretrain', 'quip#', 'quip', 'model', 'spars', 'zeppelin', 'nowher'];
const query = fc.uniqueArray(
  fc.record({ term: fc.constantFrom(...terms), weight: fc.constantFrom(1, 0.3, 2) }),
  { selector: ({ term }) => term, minLength: 1, maxLength: 5 },
);

/** A collection after some steps, with segments of three texts; and the texts that are in it. */
function live(steps: readonly (Text & { readonly goes: boolean })[]) {
  const collection = createCollection(undefined, 3);
  const texts = new Map<string, Text>();
  for (const { id, goes, title, abstract } of steps) {
    if (goes) {
      collection.remove(id);
      texts.delete(id);
    } else {
      collection.put(paperDocument(samplePaper({ id, title, abstract })));
      texts.set(id, { id, title, abstract });
    }
    Array.from(collection.tidy());
  }
  return { collection, texts: [...texts.values()] };
}

describe('a collection of texts', () => {
  it('scores as BM25 is written down, whatever came, changed and went before', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), query, (steps, wanted) => {
        const { collection, texts } = live(steps);
        const scores = new Map(
          collection
            .find(wanted)
            .all()
            .map(({ id, score }) => [id, score]),
        );
        const plain = plainScores(texts, wanted);
        expect([...scores.keys()].sort()).toEqual([...plain.keys()].sort());
        for (const [id, score] of plain) expect(scores.get(id)).toBeCloseTo(score, 9);
      }),
    );
  });
  it('says which of the terms a text has, also of more terms than a number has bits', () => {
    const { collection } = live([{ id: 'a', goes: false, title: 'graph', abstract: 'model' }]);
    const many = Array.from({ length: 70 }, (_, i) => ({ term: `none${i}`, weight: 1 }));
    const wanted = [...many, { term: 'model', weight: 1 }, { term: 'graph', weight: 1 }];
    expect(collection.find(wanted).all()).toMatchObject([
      { id: 'a', kind: 'paper', terms: ['model', 'graph'] },
    ]);
    const all = Array.from({ length: 70 }, (_, i) => `word${i}`);
    collection.put(paperDocument(samplePaper({ id: 'b', title: 'b', abstract: all.join(' ') })));
    const held = collection
      .find(all.map((term) => ({ term, weight: 1 })))
      .all()
      .map((each) => each.terms);
    expect(held).toEqual([all]);
  });
  it('lets common terms add to scores only, and to texts that are known', () => {
    const { collection } = live(
      ['graph', 'graph model', 'model'].map((title, i) => ({
        id: `${i}`,
        goes: false,
        title,
        abstract: 'of',
      })),
    );
    const wanted = ['graph', 'model'].map((term) => ({ term, weight: 1 }));
    const found = collection.find(wanted, new Set(['graph'])).all();
    expect(found.map(({ id }) => id).sort()).toEqual(['0', '1']);
    const known = collection.find([{ term: 'model', weight: 1 }]);
    known.keep(({ id }) => id === '2');
    const own = known.all()[0]?.score ?? 0;
    known.addScores(wanted, new Set(['graph']));
    const more = known.all();
    expect(more.map(({ id, terms }) => [id, terms])).toEqual([
      ['0', []],
      ['1', []],
      ['2', ['model']],
    ]);
    expect(more[2]?.score).toBe(2 * own);
    expect(collection.find(wanted, new Set(['graph'])).all()).toEqual(found);
  });
  it('reads a document back as it was put, with its facts', () => {
    const paper = samplePaper({
      id: 'ä',
      title: 'Café “π”',
      abstract: 'some words '.repeat(100_000),
      published: '2024-05-28',
      authors: ['Ada Lovelace', ''],
      authorCount: 3,
      upvotes: 0,
      organization: { handle: 'o', name: 'O' },
      categories: ['cs.LG'],
      links: [{ kind: 'project', url: 'https://example.org' }],
    });
    const collection = createCollection();
    collection.put(paperDocument(samplePaper({ id: 'first' })));
    collection.put(paperDocument(paper));
    collection.put(paperDocument(samplePaper({ id: 'last' })));
    expect(collection.get('ä')?.item).toEqual(paper);
    expect(collection.get('last')?.item).toEqual(samplePaper({ id: 'last' }));
    const facts = collection.facts(collection.slotOf('ä') as number);
    const { published, authors, authorCount, upvotes, organization, categories } = paper;
    expect(facts).toMatchObject({ published, authors, authorCount, upvotes, organization, categories });
    expect(facts.links).toEqual([{ kind: 'project' }]);
    expect(collection.facts(0).authors).toBeUndefined();
  });
});
