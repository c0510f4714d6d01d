import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Corpus } from '../../../src/corpus/corpus.ts';
import type { Paper } from '../../../src/corpus/paper.ts';
import { defined } from '../../../src/defined.ts';
import type { PaperIndex } from '../../../src/ports/index.ts';
import { parseQuery } from '../../../src/search/query.ts';
import { sampleCorpus, sampleNote, samplePaper } from '../fixtures/sample-papers.ts';
import { tries } from '../tries.ts';

type Build = (corpus: Pick<Corpus, 'papers' | 'notes' | 'subtopics'>) => PaperIndex | Promise<PaperIndex>;

const page = { offset: 0, limit: 50 };
const note = sampleNote({
  id: 'n1',
  title: 'Why quantize weights?',
  description: 'Quantized weights are small.',
});
const vision = samplePaper({ id: 'v', title: 'Vision models', abstract: 'Image models for phones.' });
const lattice = samplePaper({ id: 'l', title: 'Lattice codebooks', abstract: 'We quantize the weights.' });

/** What every engine behind the PaperIndex port must do with papers that come, change and go. */
export function livePapersContract(name: string, build: Build): void {
  describe(`PaperIndex while papers come and go: ${name}`, () => {
    const open = () => build(sampleCorpus([vision, lattice], [note]));
    const found = async (index: PaperIndex, text: string) =>
      (await index.search(parseQuery(text), page)).papers.map(({ item }) => item.id);
    const titles = async (index: PaperIndex, text: string) =>
      (await index.suggest(text, { limit: 5 })).map((each) => each.text);

    it('finds what has come, by all its names, and suggests it', async () => {
      const index = await open();
      const organization = { handle: 'usc', name: 'USC MOLA Lab' };
      await index.put([
        samplePaper({ id: 'z', title: 'Zeppelins', abstract: 'Airships.', arxivId: '2609.1', organization }),
      ]);
      expect(await found(index, 'airship')).toEqual(['z']);
      expect(await found(index, 'zepelins')).toEqual(['z']);
      expect((await index.paper('2609.1'))?.id).toBe('z');
      expect(await titles(index, 'zepp')).toEqual(['Zeppelins']);
      expect(await titles(index, 'usc')).toEqual(['USC MOLA Lab']);
      expect(await index.size()).toEqual({ papers: 3, notes: 1 });
    });
    it('replaces a text: what it no longer says is not found any more', async () => {
      const index = await open();
      await index.put([{ ...lattice, title: 'Trellis codes', abstract: 'We compress activations.' }]);
      expect([await found(index, 'lattice'), await found(index, '"trellis codes"')]).toEqual([[], ['l']]);
      expect((await index.search(parseQuery('latice'), page)).corrections).toEqual([]);
      expect([await titles(index, 'latt'), await titles(index, 'trel')]).toEqual([[], ['Trellis codes']]);
      expect(await index.size()).toEqual({ papers: 2, notes: 1 });
    });
    it('swaps the facts of a paper whose words are the same', async () => {
      const index = await open();
      const before = await index.search(parseQuery('lattice'), page);
      await index.put([{ ...lattice, upvotes: 7, arxivId: '2609.2' }]);
      const after = await index.search(parseQuery('lattice'), page);
      expect(after.papers.map(({ item, score }) => [item.upvotes, score])).toEqual([
        [7, before.papers[0]?.score],
      ]);
      expect((await index.paper('2609.2'))?.upvotes).toBe(7);
      await index.put([{ ...lattice, arxivId: '2609.3' }]);
      expect([await index.paper('2609.2'), (await index.paper('2609.3'))?.id]).toEqual([undefined, 'l']);
    });
    it('forgets what is gone, and leads from an old id to what it became', async () => {
      const index = await open();
      await index.put([{ ...lattice, id: 'l2', title: 'Lattice codebooks, revised', arxivId: '2609.4' }]);
      await index.remove('l', 'l2');
      expect((await index.paper('l'))?.id).toBe('l2');
      expect(await index.similar('l', { papers: 3, notes: 3 })).toEqual(
        await index.similar('l2', { papers: 3, notes: 3 }),
      );
      await index.remove('l2', 'v');
      expect([(await index.paper('l'))?.id, (await index.paper('l2'))?.id]).toEqual(['v', 'v']);
      expect(await index.paper('2609.4')).toBeUndefined();
      await index.remove('v');
      expect([await index.paper('v'), await index.paper('l')]).toEqual([undefined, undefined]);
      expect(await index.size()).toEqual({ papers: 0, notes: 1 });
      await index.put([lattice]);
      expect((await index.paper('l'))?.title).toBe('Lattice codebooks');
    });
    it('does not go round in circles when two ids lead to each other', async () => {
      const index = await open();
      await index.remove('a', 'b');
      await index.remove('b', 'a');
      expect([await index.paper('a'), await index.paper('b')]).toEqual([undefined, undefined]);
    });
    it('never lets a paper take the place of a note, nor removes one', async () => {
      const index = await open();
      await index.put([{ ...vision, id: 'n1' }]);
      await index.remove('n1');
      expect([(await index.note('n1'))?.title, (await index.size()).papers]).toEqual([note.title, 2]);
    });
    it('does what it is told in the order of the calls', async () => {
      const index = await open();
      const many = Array.from({ length: 500 }, (_, i) =>
        samplePaper({ id: `m${i}`, abstract: 'An old text.' }),
      );
      const putting = index.put(many);
      const changing = index.put([{ ...(many[499] as Paper), abstract: 'A new text.' }]);
      const removing = index.remove('m498');
      await Promise.all([removing, changing, putting]);
      expect((await index.paper('m499'))?.abstract).toBe('A new text.');
      expect(await index.paper('m498')).toBeUndefined();
    });

    it('answers like an index that has never held anything else', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
          const lived = await build(sampleCorpus([], [note]));
          const papers = new Map<string, Paper>();
          for (const { id, paper } of steps) {
            if (paper === undefined) {
              papers.delete(id);
              await lived.remove(id);
            } else {
              papers.set(id, paper);
              await lived.put([paper]);
            }
          }
          const fresh = await build(sampleCorpus([...papers.values()].reverse(), [note]));
          expect(await answers(lived, papers.values())).toEqual(await answers(fresh, papers.values()));
        }),
        tries(150),
      );
    });
  });
}

// Few words, so that papers share them, and mistyped and joined forms of them.
const words = [
  'graph',
  'graphs',
  'latice',
  'lattice',
  'pre-training',
  'pretraining',
  'pre',
  'QuIP#',
  'café',
  'of',
];
const text = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 })
  .map((each) => each.join(' '));
const step = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    goes: fc.boolean(),
    title: text,
    abstract: text,
    upvotes: fc.nat({ max: 3 }),
    arxivId: fc.constantFrom('2609.1', '2609.2'),
    organization: fc.constantFrom(
      undefined,
      { handle: 'x', name: 'Graph Lab' },
      { handle: 'y', name: 'Café' },
    ),
  })
  .map(({ goes, organization, ...fields }) => ({
    id: fields.id,
    paper: goes ? undefined : samplePaper({ ...fields, ...defined({ organization }) }),
  }));

async function answers(index: PaperIndex, papers: Iterable<Paper>): Promise<unknown> {
  const queries = [
    ...words,
    'latttice',
    'grpah codebook',
    '"pre training"',
    'graph -lattice',
    'org:graph',
    'qip#',
  ];
  const profile = await index.profile('Graph lattice', 'Pretraining of graphs, café.');
  return {
    size: await index.size(),
    found: await Promise.all(queries.map((each) => index.search(parseQuery(each), page))),
    suggested: await Promise.all(
      ['g', 'gra', 'lattice p', 'pre-tr', 'caf'].map((each) => suggested(each, index)),
    ),
    similar: await Promise.all([...papers].map(({ id }) => index.similar(id, { papers: 9, notes: 9 }))),
    byArxivId: await Promise.all(['2609.1', '2609.2'].map((id) => index.paper(id))),
    profile,
    near: await index.near(profile, 9),
  };
}

const kinds = ['subtopic', 'organization', 'note', 'paper'] as const;

/** In no order, and without phrases: those follow a little later, and the weight of a word depends on them. */
async function suggested(typed: string, index: PaperIndex): Promise<readonly string[]> {
  const found = await index.suggest(typed, { limit: 9, kinds });
  return found.map(({ kind, id, text }) => `${kind} ${id} ${text}`).sort();
}
