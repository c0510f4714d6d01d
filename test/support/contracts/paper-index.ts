import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/cards/builders.ts';
import type { Corpus } from '../../../src/corpus/corpus.ts';
import { UserError } from '../../../src/errors.ts';
import type { PaperIndex } from '../../../src/ports/index.ts';
import { parseQuery } from '../../../src/search/query.ts';
import { sampleCorpus, sampleNote, samplePaper } from '../fixtures/sample-papers.ts';
import { seedCorpus } from '../fixtures/seed-corpus.ts';
import { tries } from '../tries.ts';

type Build = (corpus: Pick<Corpus, 'papers' | 'notes' | 'subtopics'>) => PaperIndex | Promise<PaperIndex>;

const sample = sampleCorpus(
  [
    samplePaper({
      id: 'p1',
      title: 'Pre-training at scale',
      abstract: 'We scale pre-training. Code: here.',
      published: '2024-05-28',
      upvotes: 7,
      authorCount: 5,
      links: [{ kind: 'code', url: 'https://github.com/a/b' }],
    }),
    samplePaper({
      id: 'p2',
      title: 'Pretraining small models',
      abstract: 'Scaling laws for small models.',
      published: '2025-06-01',
      authorCount: 2,
      organization: { handle: 'USC-MOLA-Lab', name: 'USC MOLA Lab' },
    }),
    samplePaper({
      id: 'p3',
      title: 'QuIP#: lattice codebooks',
      abstract: 'We quantize weights; laws of scaling do not apply.',
      published: '2026-01-01',
      authorCount: 9,
    }),
    samplePaper({ id: 'p4', title: 'QuIP: incoherence', abstract: 'Quantization of weights in a café.' }),
    samplePaper({
      id: 'p5',
      title: 'Vision models',
      abstract: 'Image models, quantized for phones.',
      published: '2023-02-02',
    }),
    samplePaper({
      id: 'p6',
      title: 'Vision models',
      abstract: 'Image models, quantized for phones.',
      published: '2023-02-02',
    }),
  ],
  [sampleNote({ id: 'n1', title: 'Why quantize weights?', description: 'Quantized weights are small.' })],
);

/** What every engine behind the PaperIndex port must do. */
export function paperIndexContract(name: string, build: Build): void {
  describe(`PaperIndex: ${name}`, () => {
    const ids = async (text: string, offset = 0, limit = 50) => {
      const index = await build(sample);
      const { papers } = await index.search(parseQuery(text), { offset, limit });
      return papers.map((hit) => hit.item.id);
    };

    it('finds all spellings of one word', async () => {
      for (const text of ['pre-training', 'pretraining', 'pre training', 'PRETRAINING', '"pre training"']) {
        expect((await ids(text)).slice(0, 2).sort(), text).toEqual(['p1', 'p2']);
      }
      expect(await ids('cafe')).toEqual(['p4']);
    });
    it('lets the very form win over its stem', async () => {
      expect(await ids('QuIP#')).toEqual(['p3', 'p4']);
      expect((await ids('quantization'))[0]).toBe('p4');
    });
    it('needs phrases side by side, and leaves exclusions out', async () => {
      expect(await ids('"scaling laws"')).toEqual(['p2']);
      expect((await ids('models -image')).every((id) => !['p5', 'p6'].includes(id))).toBe(true);
      expect(await ids('quantized -"image models"')).toEqual(expect.not.arrayContaining(['p5', 'p6']));
    });
    it('needs words joined by AND, and one of those joined by OR', async () => {
      expect(await ids('vision AND codebooks')).toEqual([]);
      expect((await ids('lattice OR incoherence')).sort()).toEqual(['p3', 'p4']);
    });
    it.each([
      ['has:code', ['p1']],
      ['org:mola', ['p2']],
      ['org:"usc mola lab"', ['p2']],
      ['authors:>5', ['p3']],
      ['authors:2..5 sort:old', ['p1', 'p2']],
      ['after:2024 sort:upvotes', ['p1', 'p2', 'p3']],
      ['year:2024..2025 sort:upvotes', ['p1', 'p2']],
      ['year:2024..2025', ['p2', 'p1']],
      ['after:2025-06', ['p3', 'p2']],
      ['before:2024', ['p5', 'p6']],
      ['-has:code year:2024', []],
      ['in:notes', []],
    ])('filters: %s', async (text, expected) => expect(await ids(text)).toEqual(expected));
    it('sorts by date among good matches, undated ones last', async () => {
      expect(await ids('quantized weights sort:new')).toEqual(['p3', 'p4']);
    });
    it('counts the papers that a date filter left out for want of a date', async () => {
      const index = await build(sample);
      expect((await index.search(parseQuery('weights year:2026'), { offset: 0, limit: 5 })).undated).toBe(1);
    });
    it('orders equal scores by id and cuts pages without a gap', async () => {
      expect(await ids('vision phones')).toEqual(['p5', 'p6']);
      expect(await ids('vision phones', 1, 1)).toEqual(['p6']);
    });
    it('finds notes apart from papers', async () => {
      const index = await build(sample);
      const { notes, papers } = await index.search(parseQuery('quantized weights in:notes'), {
        offset: 0,
        limit: 5,
      });
      expect([notes.map((hit) => hit.item.id), papers]).toEqual([['n1'], []]);
    });
    it('reads a mistyped word as its nearest, and says so', async () => {
      const index = await build(sample);
      const results = await index.search(parseQuery('latice'), { offset: 0, limit: 5 });
      expect(results.corrections).toEqual([{ typed: 'latice', used: 'lattice', isThere: false }]);
      expect(results.papers[0]?.item.id).toBe('p3');
      const unknown = await index.search(parseQuery('xylophone'), { offset: 0, limit: 5 });
      expect([unknown.papers, unknown.unknown]).toEqual([[], ['xylophone']]);
    });
    it('marks the matched words in the best sentence', async () => {
      const index = await build(sample);
      const [hit] = (await index.search(parseQuery('quantize'), { offset: 0, limit: 1, notes: 0 })).papers;
      expect(
        hit?.snippet.filter((span) => span.kind === 'text' && span.style === 'match').length,
      ).toBeGreaterThan(0);
      expect(hit?.matched).toEqual(['quantize']);
    });
    it('suggests while one types', async () => {
      const index = await build(sample);
      expect((await index.suggest('latt', { limit: 5 })).map((each) => each.text)).toEqual([
        'QuIP#: lattice codebooks',
      ]);
      expect((await index.suggest('sampl', { limit: 5, kinds: ['subtopic'] }))[0]?.id).toBe('samples');
      expect((await index.suggest('usc', { limit: 5 }))[0]?.kind).toBe('organization');
      expect(await index.suggest('latt xyl', { limit: 5 })).toEqual([]);
      expect(await index.suggest('', { limit: 3 })).toHaveLength(3);
    });
    it('finds what is similar, itself left out', async () => {
      const index = await build(sample);
      const { papers } = await index.similar('p3', { papers: 5, notes: 5 });
      expect(papers[0]?.item.id).toBe('p4');
      expect(papers.map((hit) => hit.item.id)).not.toContain('p3');
      expect(await index.similar('nothing', { papers: 5, notes: 5 })).toEqual({ papers: [], notes: [] });
    });
    it('gives papers and notes by id, each only as what it is', async () => {
      const index = await build(sample);
      expect((await index.paper('p1'))?.title).toBe('Pre-training at scale');
      expect(await index.paper('n1')).toBeUndefined();
      expect((await index.note('n1'))?.title).toBe('Why quantize weights?');
      expect(await index.size()).toEqual({ papers: 6, notes: 1 });
    });
    it('answers anything with results or a UserError', async () => {
      const index = await build(await seedCorpus());
      const hostile = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc
          .array(
            fc.constantFrom(
              'model',
              'scaling',
              '"',
              '-',
              'OR',
              '(a+)+$',
              '\u202e',
              '\ud800',
              '🧪',
              '\0',
              '論文',
              'year:2025',
              'the',
              '*',
              '#',
            ),
            { maxLength: 40 },
          )
          .map((parts) => parts.join(' ')),
      );
      await fc.assert(
        fc.asyncProperty(hostile, async (text) => {
          try {
            const { papers, total } = await index.search(parseQuery(text), { offset: 0, limit: 10 });
            expect(papers.length).toBeLessThanOrEqual(Math.min(10, total.papers));
            for (const hit of papers) expect(plainText(hit.snippet).length).toBeLessThan(400);
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
          }
          await index.suggest(text, { limit: 25 });
        }),
        tries(300, 40),
      );
    });
  });
}
