import { describe, expect, it } from 'vitest';
import { useCommandLab } from '../../support/fakes/command-lab.ts';

const lab = useCommandLab();

describe('what to expect of a topic', () => {
  it.each([
    [
      'cat:cs.LG',
      '29 papers here match, of 51 papers that have a category of arXiv. Expect about 57 in every 100',
    ],
    [
      'cat:cs.CL moe',
      /\d papers? here match(?:es)?, of 51 papers that have a category of arXiv\. Expect about [2-9] in/,
    ],
    [
      'author:smith',
      /\d papers? here match(?:es)?, of 237 papers that name their authors\. Expect (?:about|fewer)/,
    ],
    ['has:code cat:cs.LG', /, of 51 papers that have a category of arXiv\./],
    ['mamba', /^5 papers here match\. Expect about 2 in every 100 new ones\.$/],
    ['mamba -cat:cs.CV', /^\d papers here match\. Expect about \d in every 100 new ones\.$/],
    ['mamba after:2020', /^\d papers here match\. Expect about \d in every 100 new ones\.$/],
  ])('%s is judged by the papers that tell', async (topic, said) => {
    const { card } = await lab.ask(`follow ${topic}`);
    const words = card.blocks.flatMap((block) =>
      block.kind === 'text' ? [block.line.map((span) => ('text' in span ? span.text : '')).join('')] : [],
    );
    expect(words).toContainEqual(
      typeof said === 'string' ? expect.stringContaining(said) : expect.stringMatching(said),
    );
  });

  it('nothing, where too few papers tell', async () => {
    const words = await lab.words('follow org:a');
    expect(words).toMatch(/of \d+ papers that name an organisation\. They are too few to say/);
    expect(words).not.toContain('Expect ');
  });
});
