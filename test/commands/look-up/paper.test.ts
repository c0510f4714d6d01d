import { expect, it } from 'vitest';
import { paperEntry } from '../../../src/commands/look-up/entries.ts';
import { linkCard, paperCard } from '../../../src/commands/look-up/paper.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { sampleCaller } from '../../support/fixtures/sample-caller.ts';
import { sampleCorpus, samplePaper } from '../../support/fixtures/sample-papers.ts';

const card = (fields: object) =>
  paperCard(samplePaper({ id: 'p1', ...fields }), { others: [], notes: [], caller: sampleCaller() });

it('shows a generated summary under its own heading, after the abstract, with the name of the model', () => {
  const { blocks } = card({ generated: { summary: 'It is about graphs.', model: 'Qwen' } });
  const at = blocks.findIndex((block) => block.kind === 'heading' && /language model/.test(block.text));
  expect(blocks.slice(at - 1, at + 3)).toMatchObject([
    { kind: 'quote', line: [{ text: 'An abstract.' }] },
    { kind: 'heading' },
    { kind: 'quote', line: [{ text: 'It is about graphs.' }] },
    { kind: 'hint', line: [{ text: expect.stringContaining('Generated (Qwen)') }] },
  ]);
});

it('says first that a paper is withdrawn, also in a list', () => {
  expect(card({ withdrawn: true }).blocks[0]).toMatchObject({
    line: [{ text: expect.stringContaining('withdrawn') }],
  });
  expect(JSON.stringify(paperEntry(samplePaper({ id: 'p1', withdrawn: true })))).toContain(
    'withdrawn by its authors',
  );
});

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
