import { expect, it } from 'vitest';
import { findPaper } from '../../../src/commands/look-up/find-item.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { sampleCorpus, samplePaper } from '../../support/fixtures/sample-papers.ts';

const index = createPaperIndex(
  sampleCorpus([
    samplePaper({ id: 'p1', title: 'Byte-level tokens', arxivId: '2405.18425' }),
    samplePaper({ id: 'p2', title: 'Tokens at scale' }),
  ]),
);

it.each([
  'p1',
  '2405.18425',
  'arXiv:2405.18425v3',
  'https://arxiv.org/abs/2405.18425v2',
  'https://arxiv.org/pdf/2405.18425.pdf',
  'https://huggingface.co/papers/2405.18425',
  'byte-level',
])('%s names the paper', async (text) => {
  expect((await findPaper(index, text)).item?.id).toBe('p1');
});

it('an unknown arXiv id names no paper', async () => {
  expect((await findPaper(index, '2405.99999')).item).toBeUndefined();
});
