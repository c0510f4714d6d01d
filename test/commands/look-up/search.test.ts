import { expect, it } from 'vitest';
import * as discord from '../../../adapters/discord/render/message.ts';
import * as slack from '../../../adapters/slack/render/message.ts';
import { plainText } from '../../../src/cards/builders.ts';
import type { Card } from '../../../src/cards/card.ts';
import { runLine } from '../../../src/commands/run-line.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';

const lab = useCommandLab();

const platforms = { slack: slack.fitsAnswer, discord: discord.fitsAnswer };

const answerIn = async (platform: keyof typeof platforms, line: string): Promise<Card> => {
  const caller = { ...lab.caller, fits: platforms[platform] };
  return (await runLine(lab.router, line, caller, (error) => String(error))).card;
};

const titlesOn = ({ blocks }: Card): string[] =>
  blocks.flatMap((block) =>
    block.kind === 'entries' ? block.entries.map(({ title }) => plainText(title)) : [],
  );
const buttonsOn = ({ blocks }: Card) =>
  blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));

it.each(['search quantization', 'search stop thinking too long', 'similar QuIP#', 'author De Sa', 'saved'])(
  'in a chat “%s” shows five papers at most, each with its abstract and Save one press away',
  async (line) => {
    const card = await answerIn('slack', line);
    expect(titlesOn(card).length).toBeLessThanOrEqual(5);
    for (const block of card.blocks)
      for (const entry of block.kind === 'entries' ? block.entries : [])
        expect(entry.buttons?.map(({ label }) => label)).toEqual(['Abstract', 'Save']);
  },
);

it.each(['slack', 'discord'] as const)(
  'every paper can be reached page by page in %s, each once',
  async (platform) => {
    for (const line of ['search quantization', 'search quantization size:40']) {
      const seen: string[] = [];
      let next: string | undefined = line;
      for (let pages = 0; next !== undefined && pages < 60; pages++) {
        const card = await answerIn(platform, next);
        seen.push(...titlesOn(card));
        next = buttonsOn(card).find(({ label }) => label === 'Next page')?.line;
      }
      const all = (await lab.ask('search quantization size:1000')).papers.map(({ title }) => title);
      expect(seen.toSorted()).toEqual(all.toSorted());
    }
  },
);

it('in a chat says first how many papers there are, and names the notes in one line that opens', async () => {
  const card = await answerIn('slack', 'search RLVR');
  const kinds = card.blocks.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'entries')).toHaveLength(1);
  const hints = card.blocks.flatMap((block) => (block.kind === 'hint' ? [block] : []));
  expect(plainText(hints[0]?.line ?? [])).toMatch(/^\d+ papers? about this/);
  const notes = hints.find(({ line }) => plainText(line).startsWith('Research note'));
  expect(notes?.line.some(({ kind }) => kind === 'link')).toBe(true);
  const open = buttonsOn(card).find(({ label }) => label === 'Research notes');
  expect((await lab.ask(open?.line ?? '')).notes.length).toBeGreaterThan(0);
});
