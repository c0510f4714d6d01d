import { expect, it } from 'vitest';
import { linkCard } from '../../../src/commands/look-up/link-card.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { sampleCorpus, samplePaper } from '../../support/fixtures/sample-papers.ts';

const index = createPaperIndex(
  sampleCorpus([samplePaper({ id: 'linked', title: 'A linked paper', arxivId: '2405.18425' })]),
);

it.each([
  'https://arxiv.org/abs/2405.18425',
  'https://arxiv.org/pdf/2405.18425v2',
  'https://huggingface.co/papers/2405.18425?x=1',
])('%s shows its paper', async (url) => {
  expect((await linkCard(url, index))?.title).toBe('A linked paper');
});

it.each([
  'https://arxiv.org/abs/2405.00001',
  'https://arxiv.org/list/cs.LG',
  'https://evil.org/arxiv.org/abs/2405.18425',
])('%s shows nothing', async (url) => {
  expect(await linkCard(url, index)).toBeUndefined();
});
