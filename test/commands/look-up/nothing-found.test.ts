import { expect, it } from 'vitest';
import { plainText } from '../../../src/cards/builders.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';

const lab = useCommandLab();

it.each([
  [
    'a fact that no paper has',
    'venue:nature',
    'No paper here says where it appeared, so venue: finds nothing.',
  ],
  [
    'a fact that few papers have',
    'quantization org:google',
    '6 of the 298 papers here name an organisation, but none passes org:google.',
  ],
  [
    'a name that no paper has',
    'author:hinton',
    '237 of the 298 papers here name their authors, but none passes author:hinton.',
  ],
  ['a fact that no paper has', 'moe upvotes:>1000', 'No paper here has upvotes, so upvotes: finds nothing.'],
  [
    'papers that are about something else',
    'wombats org:snowflake',
    '1 paper here passes org:snowflake, but none is about the rest.',
  ],
])('a search that finds nothing says that it is for %s', async (_, query, said) => {
  const { card } = await lab.ask(`search ${query}`);
  const texts = card.blocks.flatMap((block) => (block.kind === 'text' ? [plainText(block.line)] : []));
  expect(texts).toContain(said);
});

it('a topic with such a filter says so before it is followed', async () => {
  const { card } = await lab.ask('follow org:google');
  const texts = card.blocks.flatMap((block) => (block.kind === 'text' ? [plainText(block.line)] : []));
  expect(texts).toContain('6 of the 298 papers here name an organisation, but none passes org:google.');
});

it.each([
  ['has:org', 6],
  ['has:authors', 237],
  ['has:venue', 0],
  ['-has:date', 0],
])('%s finds the papers of which that is known', async (query, papers) =>
  expect((await lab.ask(`search ${query} size:1000`)).papers).toHaveLength(papers),
);

it('a name where a date belongs is met with the filters for names', async () => {
  await expect(lab.ask('search from:google')).rejects.toMatchObject({
    message: 'from:google is not a filter that I can read.',
    hint: expect.stringContaining('author:google and org:google'),
  });
});
