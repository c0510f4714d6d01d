import { describe, expect, it } from 'vitest';
import { readReference } from '../../../src/corpus/reference/read-reference.ts';

const id = '2402.04396';

describe('an arXiv id', () => {
  it.each([
    id,
    `${id}v2`,
    `${id} v2`,
    `(arXiv:${id})`,
    `[arXiv:${id}v3]`,
    `arXiv: ${id}.`,
    `arxiv ${id}`,
    `ARXIV:${id}V2`,
    `arXiv preprint arXiv:${id}, 2024`,
    `arXiv:${id} [cs.LG]`,
    `arXiv:${id} [cs, stat]`,
    `https://arxiv.org/abs/${id}.`,
    `https://arxiv.org/abs/${id}v2?context=cs`,
    `http://www.arxiv.org/pdf/${id}v2.pdf`,
    `https://arxiv.org/src/${id}`,
    `https://arxiv.org/format/${id}`,
    `https://arxiv.org/html/${id}v1#S3`,
    `https://arxiv.org/e-print/${id}`,
    `https://browse.arxiv.org/abs/${id}`,
    `https://export.arxiv.org/abs/${id}`,
    `https://cn.arxiv.org/abs/${id}`,
    `arxiv.org/abs/${id}`,
    `https://alphaxiv.org/abs/${id}v2`,
    `https://www.alphaxiv.org/overview/${id}`,
    `https://ar5iv.labs.arxiv.org/html/${id}`,
    `https://ar5iv.org/abs/${id}`,
    `https://huggingface.co/papers/${id}`,
    `https://hf.co/papers/${id}?x=1`,
    `https://www.semanticscholar.org/arxiv/${id}`,
    `https://api.semanticscholar.org/arXiv:${id}`,
    `https://papers.cool/arxiv/${id}`,
    `https://www.google.com/url?q=https%3A%2F%2Farxiv.org%2Fabs%2F${id}`,
    `<https://arxiv.org/abs/${id}>`,
    `<https://arxiv.org/abs/${id}|arxiv.org/abs/${id}>`,
    `(see https://arxiv.org/abs/${id})`,
    `https://doi.org/10.48550/arXiv.${id}`,
    `doi:10.48550/ARXIV.${id}`,
    `${id}.pdf`,
    `${id}v1.pdf`,
    `tseng_${id}.pdf`,
    `oai:arXiv.org:${id}v1`,
    `“QuIP#: Even Better LLM Quantization”, arXiv:${id}`,
    `Albert Tseng, Jerry Chee. QuIP#: Even Better. arXiv preprint arXiv:${id} (2024).`,
    `@misc{tseng2024, eprint={${id}}, archivePrefix={arXiv}}`,
    `\u200b${id}`,
  ])('is found in %s', (text) => {
    expect(readReference(text).arxivIds).toEqual([id]);
  });

  it.each([
    ['hep-th/9901001', 'hep-th/9901001'],
    ['math.GT/0309136v2', 'math/0309136'],
    ['https://arxiv.org/abs/hep-th/9901001', 'hep-th/9901001'],
    ['hep-th9901001.pdf', 'hep-th/9901001'],
    ['(arXiv:cs/0112017)', 'cs/0112017'],
    ['astro-ph/0601168, accepted', 'astro-ph/0601168'],
  ])('of the old form is found in %s', (text, found) => {
    expect(readReference(text).arxivIds).toEqual([found]);
  });

  it.each([
    '2402.0439612',
    '1.58-bit',
    '2413.04396',
    '12402.04396',
    '10.1145/3292500.3330701',
    'tel 9901001',
  ])('is not seen in %s', (text) => {
    expect(readReference(text).arxivIds).toEqual([]);
  });

  it('leaves nothing of its address to be read as a title', () => {
    expect(readReference(`<https://arxiv.org/abs/${id}>`).titles).toEqual([]);
    expect(readReference(`see (arXiv:${id})`).titles).toEqual(['see']);
  });

  it('comes in the order of the text, each once', () => {
    expect(readReference(`2501.00001 ${id} 2501.00001v2`).arxivIds).toEqual(['2501.00001', id]);
  });
});

describe('a DOI', () => {
  it.each([
    ['10.1000/xyz_1(2)', '10.1000/xyz_1(2)'],
    ['https://doi.org/10.1000/xyz_1(2)', '10.1000/xyz_1(2)'],
    ['http://dx.doi.org/10.1000/XYZ_1%282%29', '10.1000/xyz_1(2)'],
    ['(doi:10.1000/xyz_1(2))', '10.1000/xyz_1(2)'],
    ['<https://doi.org/10.1000/xyz>', '10.1000/xyz'],
    ['see doi: 10.1016/0370-2693(85)90001-3.', '10.1016/0370-2693(85)90001-3'],
    ['10.1007/978-3-030-00000-8\\_13', '10.1007/978-3-030-00000-8_13'],
    ['https://dl.acm.org/doi/10.1145/3292500.3330701', '10.1145/3292500.3330701'],
    ['https://dl.acm.org/doi/pdf/10.1145/3292500.3330701', '10.1145/3292500.3330701'],
    ['https://link.springer.com/article/10.1007/s00000-020-1', '10.1007/s00000-020-1'],
    ['Lin A. Widgets. J Rob 2020. https://doi.org/10.1000/w.1', '10.1000/w.1'],
    [
      '10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2',
      '10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2',
    ],
  ])('is found in %s', (text, found) => {
    expect(readReference(text).dois).toContain(found);
    expect(readReference(text).arxivIds).toEqual([]);
  });

  it('of a page is tried without what the publisher adds', () => {
    const { dois } = readReference('https://www.frontiersin.org/articles/10.3389/fnbot.2020.00001/full');
    expect(dois).toEqual(['10.3389/fnbot.2020.00001/full', '10.3389/fnbot.2020.00001']);
  });
});

describe('a title', () => {
  it.each([
    ['“Attention Is All You Need”, arXiv:1706.03762', 'Attention Is All You Need'],
    ['Vaswani, A. "Attention is all you need." NeurIPS 2017', 'Attention is all you need'],
    ['@article{v, title = {{Attention} is all you need}, year = 2017}', 'Attention is all you need'],
    ['Attention_Is_All_You_Need.pdf', 'Attention Is All You Need'],
    ['attention-is-all-you-need.pdf', 'attention is all you need'],
    ['the paper called Attention is all you need', 'Attention is all you need'],
    ['QuIP#', 'QuIP#'],
    ['  Scaling over Scaling ', 'Scaling over Scaling'],
  ])('is read from %s', (text, title) => {
    expect(readReference(text).titles[0]).toBe(title);
  });
});

describe('a description', () => {
  it.each([
    ['the FP4 one by Castro', { words: 'FP4', author: 'Castro' }],
    ['the FP4 paper by Roberto Castro et al.', { words: 'FP4', author: 'Roberto Castro' }],
    ['FP4 training by Castro et al. 2025', { words: 'FP4 training', author: 'Castro' }],
    ['Castro’s FP4 paper', { words: 'FP4', author: 'Castro' }],
    ['the quantization paper from van den Oord', { words: 'quantization', author: 'van den Oord' }],
  ])('is read from %s', (text, described) => {
    expect(readReference(text).described).toEqual(described);
  });
});
