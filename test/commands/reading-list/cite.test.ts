import { expect, it } from 'vitest';
import { useCommandLab } from '../../support/fakes/command-lab.ts';

const lab = useCommandLab();

it('gives one paper as BibTeX, saved or not, from the paper’s own card', async () => {
  const { card } = await lab.ask('paper QuIP#');
  const line = JSON.stringify(card).match(/"label":"BibTeX","line":"([^"]+)"/)?.[1] ?? '';
  const [block] = (await lab.ask(line)).card.blocks;
  expect(block).toMatchObject({ kind: 'file', name: 'paper.bib' });
  expect(block?.kind === 'file' && block.text).toMatch(/^@misc\{[^@]*Even Better LLM Quantization[^@]*\}\n$/);
});
