import { describe, expect, it } from 'vitest';
import { findById, findNote, findPaper } from '../../../src/commands/look-up/find-paper.ts';
import { loadCorpus } from '../../../src/corpus/corpus.ts';
import type { Paper } from '../../../src/corpus/paper.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';
import { seeds } from '../../support/fixtures/seed-pages.ts';
import { someOf } from '../../support/tries.ts';

const corpus = await loadCorpus(seeds);
const more = [
  samplePaper({ id: 'doi', title: 'Published widgets', doi: '10.1000/xyz_1(2)' }),
  samplePaper({ id: 'plain', title: 'Widgets & gears without an id', authors: ['Ada Lin'] }),
];
const index = createPaperIndex({ ...corpus, papers: [...corpus.papers, ...more] });
const paper = (title: string): Paper => {
  const found = corpus.papers.find((each) => each.title.startsWith(title));
  if (found === undefined) throw new Error(`no paper ${title}`);
  return found;
};
const quip = paper('QuIP#');

describe('surely', () => {
  it.each([
    quip.id,
    ` ${quip.id} `,
    '2402.04396',
    'https://arxiv.org/pdf/2402.04396v2.pdf',
    '<https://arxiv.org/abs/2402.04396>',
    'A. Tseng et al., “QuIP#: Even Better LLM Quantization”, arXiv preprint arXiv:2402.04396 (2024)',
    quip.title,
    quip.title.toUpperCase(),
    `“${quip.title}”`,
    `the paper called ${quip.title}`,
    `Tseng, A., Chee, J. ${quip.title}. In: Proc. of ICML 2024, pp. 1-20.`,
    `@misc{t, title={{${quip.title.replace('#', '\\#')}}}, author={Tseng, Albert}}`,
    'QuIP#_Even_Better_LLM_Quantization_with_Hadamard_Incoherence_and_Lattice_Codebooks.pdf',
    'QuIP#',
    'QuIP',
    'quip',
    'the QuIP# paper',
    'that QuIP paper',
    'about QuIP',
    'QuIP#: Even Better LLM Quant',
    'Even Better LLM Quantization',
    quip.abstract,
    quip.abstract.slice(0, 700),
    quip.abstract.replace(/\s+/g, '\n'),
  ])('%s', async (text) => {
    const { item, isSure } = await findPaper(index, text);
    expect([item?.title, isSure]).toEqual([quip.title, true]);
  });

  it.each([
    ['Scaling over Scaling', 'Scaling over Scaling'],
    ['scaling over scaling exploring', 'Scaling over Scaling'],
    ['lattice codebooks hadamard quantisation incoherence', 'QuIP#'],
    ['give me fp32', 'Give Me FP32'],
    ['LYNX', 'LYNX'],
    ['ViG', 'ViG'],
    ['S*', 'S*'],
    ['e1', 'e1'],
  ])('%s', async (text, title) => {
    const { item, isSure } = await findPaper(index, text);
    expect([item?.title.startsWith(title), isSure]).toEqual([true, true]);
  });

  it.each([
    '10.1000/xyz_1(2)',
    'https://doi.org/10.1000/xyz_1(2)',
    'doi:10.1000/XYZ_1%282%29',
    '(10.1000/xyz_1(2))',
  ])('%s', async (text) => {
    expect(await findPaper(index, text)).toMatchObject({ item: { id: 'doi' }, isSure: true });
  });

  it('every paper by its title, its arXiv id, and its title before the colon unless others have that too', async () => {
    for (const each of someOf(corpus.papers)) {
      const { item, isSure } = await findPaper(index, each.title);
      expect([item?.title, isSure]).toEqual([each.title, true]);
      expect((await findPaper(index, `https://arxiv.org/abs/${each.arxivId}v9`)).item?.id).toBe(each.id);
      const [head = ''] = each.title.split(/: /, 1);
      if (head.length > 8) {
        const byHead = await findPaper(index, head);
        expect([byHead.item, ...byHead.others].map((one) => one?.id)).toContain(each.id);
      }
    }
  });
});

describe('not surely, so that nothing is changed by a guess', () => {
  it.each(['scaling', 'scaling laws', 'quantization', 'all', 'the'])('%s', async (text) => {
    expect((await findPaper(index, text)).isSure).toBe(false);
  });
  it.each([
    ['Even Beter LLM Quantizaton', quip.title],
    ['QuIP quantizer', quip.title],
    ['lattice codebook quantizer zebras', quip.title],
    ['Even Better LLM Quantizers with Hadamrd Incoherence', quip.title],
    ['scaling over scalling', paper('Scaling over Scaling').title],
    ['scaling laws for zebras', undefined],
    ['EBLQHILC', undefined],
  ])('%s', async (text, title) => {
    const { item, isSure } = await findPaper(index, text);
    expect([item?.title, isSure]).toEqual([title, false]);
  });
  it('two ids of papers that are here', async () => {
    const found = await findPaper(index, '2402.04396 and 2405.18425');
    expect([found.isSure, found.others.length]).toEqual([false, 1]);
  });
});

it('a description with a name', async () => {
  expect(await findPaper(index, 'the widgets one by Lin')).toMatchObject({
    item: { id: 'plain' },
    isSure: true,
  });
  const { title, authors: [author = ''] = [] } = paper('Seq vs Seq');
  expect((await findPaper(index, `the encoder and decoder paper by ${author}`)).item?.title).toBe(title);
});

describe('an id of no paper here', () => {
  it.each([
    ['2401.99999', 'arxiv', '2401.99999'],
    ['https://arxiv.org/abs/2401.99999v2', 'arxiv', '2401.99999'],
    ['https://doi.org/10.1000/other', 'doi', '10.1000/other'],
  ])('is said to be missing: %s', async (text, kind, id) => {
    expect(await findPaper(index, text)).toEqual({ isSure: false, others: [], missing: { kind, id } });
    expect(await findById(index, text)).toEqual({ papers: [], missing: { kind, id } });
  });
  it('with the whole title of a paper that has no id is that paper', async () => {
    const { item } = await findPaper(index, 'Lin, A. Widgets & gears without an id. arXiv:2401.99999');
    expect(item?.id).toBe('plain');
  });
});

it('a title that nothing is like has the nearest papers by their content', async () => {
  const { item, others } = await findPaper(index, 'zebra crossing of hallucination');
  expect(item).toBeUndefined();
  expect(others.length).toBeGreaterThan(0);
});

it('notes by their titles', async () => {
  const [first] = corpus.notes;
  expect(await findNote(index, first?.title ?? '')).toMatchObject({ item: { id: first?.id }, isSure: true });
  expect((await findNote(index, 'design reward functions')).item?.id).toBe(first?.id);
});
