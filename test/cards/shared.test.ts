import { describe, expect, it } from 'vitest';
import * as discord from '../../adapters/discord/render/message.ts';
import { type ComponentLike, sharedComponents } from '../../adapters/discord/render/shared.ts';
import { renderMessage } from '../../adapters/slack/render/message.ts';
import { button, buttons, card, entries, hint, line, link, section, text } from '../../src/cards/builders.ts';
import type { Card } from '../../src/cards/card.ts';
import { sharedCard } from '../../src/cards/shared.ts';
import { checkMessage, flatten } from '../support/doubles/discord/check-message.ts';
import { createMemoryButtonLines } from '../support/doubles/discord/memory-button-lines.ts';
import { problemsOf } from '../support/doubles/slack/check-message.ts';

const lines = createMemoryButtonLines();
const hit = (number: number) => ({
  title: line(link(`On *windmills* ${number}`, `https://example.org/${number}`)),
  facts: line('28 May 2024 · Ada Lovelace'),
  body: line('What **it** says: 1. this 2. that'),
  buttons: [
    button('Abstract', 'paper', { paper: `p${number}` }),
    button('Similar', 'similar', { to: `p${number}` }),
  ],
});
const results = (count: number, notes = 3): Card =>
  card({
    title: 'Search: windmills',
    summary: 's',
    blocks: [
      text('Nothing here says “wimdmills”; this is for windmills.'),
      entries(Array.from({ length: count }, (_, i) => hit(i + 1))),
      section(
        'Research notes',
        entries(Array.from({ length: notes }, (_, i) => ({ ...hit(i + 1), title: line(`Note ${i + 1}?`) }))),
      ),
      buttons(button('Next page', 'search', { query: 'windmills', start: count + 1 })),
      hint('66 papers.'),
    ],
  });

const onSlack = (each: Card) => {
  const { blocks } = renderMessage(sharedCard(each), { maxBlocks: 49 });
  expect(problemsOf(blocks)).toEqual([]);
  return { text: JSON.stringify(blocks), blocks: blocks.length };
};
const onDiscord = (each: Card) => {
  const extraButton = { label: 'Share in channel', line: 'search windmills', kind: 'share' } as const;
  const { components } = discord.renderMessage(each, { lines, extraButton }).body;
  const shared = sharedComponents(components as readonly ComponentLike[]);
  expect(checkMessage({ flags: 1 << 15, components: shared as never })).toEqual([]);
  return { text: JSON.stringify(shared), blocks: flatten(shared as never).length };
};

describe.each([
  ['Slack', onSlack],
  ['Discord', onDiscord],
] as const)('sharing in %s', (_name, share) => {
  it.each([4, 10, 14, 30])(
    'a list of %i hits shows their titles with links, and nothing else of them',
    (count) => {
      const { text: shown, blocks } = share(results(count));
      expect(blocks).toBeLessThan(12);
      for (let i = 1; i <= Math.min(count, 10); i++) expect(shown).toContain(`https://example.org/${i}`);
      expect(shown).toContain('Note 3?');
      for (const kept of ['Search: windmills', 'this is for windmills', 'Research notes', '66 papers.'])
        expect(shown).toContain(kept);
      for (const left of ['Abstract', 'Similar', 'Next page', 'Share in channel', 'What', 'Ada Lovelace'])
        expect(shown).not.toContain(left);
    },
  );

  it('an answer about one thing is whole', () => {
    const { text: shown } = share(results(1, 1));
    for (const kept of ['Abstract', 'Similar', 'Next page', 'Ada Lovelace']) expect(shown).toContain(kept);
    expect(shown).not.toContain('Share in channel');
  });
});
