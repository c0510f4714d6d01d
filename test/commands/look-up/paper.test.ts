import { expect, it } from 'vitest';
import { paperEntry } from '../../../src/commands/look-up/entries.ts';
import { paperCard } from '../../../src/commands/look-up/paper.ts';
import { sampleCaller } from '../../support/fixtures/sample-caller.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';

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
