import { describe, expect, it } from 'vitest';
import type { Button } from '../../../../src/cards/card.ts';
import { useCommandLab } from '../../../support/fakes/command-lab.ts';

const lab = useCommandLab();
const found = async (typed: string) => (await lab.ask(typed)).papers.map(({ title }) => title);
const buttonsOf = async (typed: string): Promise<readonly Button[]> =>
  (await lab.ask(typed)).card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));

describe('what is pasted', () => {
  it.each([
    '@article{k, title = {SmoothQuant: Accurate and Efficient Post-Training Quantization for Large Language Models}, year = 2022}',
    '[12] G. Xiao, J. Lin et al., “SmoothQuant: Accurate and Efficient Post-Training Quantization for Large Language Models,” 2023.',
    'https://www.semanticscholar.org/paper/SmoothQuant%3A-Accurate-and-Efficient-Post-Training-for-Large-Xiao-Lin/2c994fadbb84fb960d8306ee138dbeef41a5b323',
    'https://blog.example.org/2023/smoothquant-accurate-and-efficient-post-training-quantization',
  ])('%s', async (typed) => {
    expect(await found(typed)).toEqual([expect.stringMatching(/^SmoothQuant/)]);
    expect(await lab.words(typed)).not.toContain('Nothing here says');
  });

  it('is said not to be here when it is a reference to another paper', async () => {
    const typed =
      'Hinton, G. & Salakhutdinov, R. (2006). Reducing the dimensionality of data with neural networks. Science, 313, 504.';
    expect(await lab.words(typed)).toContain('No paper here is called');
  });

  it.each([
    'https://openreview.net/forum?id=Abc123',
    'https://example.com/',
    'https://arxiv.org/pdf/9999.99999',
    '<https://twitter.com/someone/status/12345>',
  ])('%s is an address of which the paper cannot be told', async (typed) =>
    expect(await lab.words(typed)).toContain('which paper this address is'),
  );
});

describe('words that say nothing', () => {
  it.each(['the', 'of the and', 'a'])('%s is refused', async (typed) =>
    expect((await lab.mistake(`search ${typed}`)).code).toBe('common-words'),
  );
  it.each(['why the', 'save not', 'hide of'])('%s names no paper', async (typed) => {
    const { card, papers } = await lab.ask(typed);
    expect([card.title, papers]).toEqual(['No such title', []]);
  });
});

it.each([
  ['tim dettmers quantization', 'tim dettmers'],
  ['the 4-bit one by dettmers', 'dettmers'],
])('%s offers papers of the person', async (typed, name) =>
  expect(await buttonsOf(typed)).toContainEqual({
    label: `Papers by ${name}`,
    line: expect.stringContaining('author:'),
  }),
);
