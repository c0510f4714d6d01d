import { beforeAll, describe, expect, it } from 'vitest';
import { renderMessage as renderConsole } from '../../adapters/console/render/message.ts';
import { renderMessage as renderDiscord } from '../../adapters/discord/render/message.ts';
import { createTyped } from '../../adapters/discord/render/typed-lines.ts';
import { renderMessage as renderSlack } from '../../adapters/slack/render/message.ts';
import { renderPlain } from '../../adapters/slack/render/text.ts';
import { plainText } from '../../src/cards/builders.ts';
import type { Block, Card, Line } from '../../src/cards/card.ts';
import { mapSpans } from '../../src/cards/map-spans.ts';
import { runLine } from '../../src/commands/run-line.ts';
import { useCommandLab } from '../support/fakes/command-lab.ts';
import { sampleCaller } from '../support/fixtures/sample-caller.ts';

const lab = useCommandLab();
const cards: { readonly typed: string; readonly card: Card }[] = [];

/** What people type: right, nearly right and wrong. */
const lines = [
  'hello',
  'thanks',
  'bye',
  'who are you',
  'no',
  'ok',
  '?',
  'help filters',
  'next',
  'save 2',
  'undo',
  '7',
  'test time compute',
  'frobnicate',
  'zzzqq xqxq',
  'stop thinking too long',
  'like attention but faster',
  'serch mamba',
  'follow quantization confirm:yes',
  'follow quantization confirm:yes',
  'follow mamba',
  'follow',
  'unfollow blub',
  'unfolow mamba',
  'following',
  'following page:9',
  'digest',
  'digest preview',
  'digest blub',
  'digest 10',
  'digest zone usa',
  'digest zone PST',
  'digest zone Mars',
  'digest zone +2',
  'digest at noonish',
  'digest size 0',
  'digest empty dance',
  'digest monthly',
  'digest pause until 3/4',
  'digest pause until 4 Jan',
  'digest',
  'status',
  'follow moe confirm:yes',
  'digest resume',
  'digest skip tomorrow',
  'digest unskip',
  'digest unskip 2026-12-24',
  'digest skip yesterday',
  'digest skip 24 Dec to 2 Jan',
  'digest weekly on friday',
  'digest max 3',
  'digest empty note',
  'digest resume tomorrow',
  'digest now',
  'digest now',
  'save AWQ',
  'save AWQ',
  'hide AWQ',
  'save all',
  'save zebras',
  'unsave AWQ',
  'unsave AWQ',
  'unhide AWQ',
  'saved',
  'saved page:7',
  'export',
  'save QuIP#',
  'export bibtex',
  'export blub',
  'why QuIP#',
  'why zebras',
  'paper zebras in the wild',
  'paper QuIP#',
  'similar QuIP#',
  'note blub',
  'notes reward',
  'notes Reward Models page:9',
  'topics rl',
  'status blub',
  'feeds blub',
  'feeds',
  'new',
  'new this week',
  'trending',
  'trending blub',
  'author Dettmers',
  'author nobody',
  'allow',
  'allow blub',
  'allow owners',
  'search',
  'search x page:0',
  'search "unclosed',
  'search year:blub',
  'search -x',
  'search org:google',
  'search zzzqq quantization',
  'search quantizatoin',
  'unfollow quantization',
];

beforeAll(async () => {
  for (const typed of [
    ...lines,
    ...lab.router.commands.flatMap(({ name, examples }) => [...examples, `help ${name}`]),
  ]) {
    const outcome = await runLine(lab.router, typed, sampleCaller(), (error) => {
      throw error;
    });
    cards.push({ typed, card: outcome.card });
  }
}, 60_000);

/** The words of a card that are the bot's own: not titles, abstracts and snippets. */
function ownWords({ title, summary, blocks }: Card, typed: string): string[] {
  const words = (line: Line) =>
    plainText(
      line.map((span) => (span.kind === 'text' && span.style === 'code' ? { ...span, text: '…' } : span)),
    );
  const ofBlock = (block: Block): string[] => {
    switch (block.kind) {
      case 'heading':
        return [block.text];
      case 'text':
      case 'hint':
        return [words(block.line)];
      case 'list':
        return block.items.map(words);
      case 'facts':
        return block.facts.flatMap(({ label, value }) => [label, words(value)]);
      case 'entries':
        return block.entries.flatMap(({ facts = [], buttons = [] }) => [
          words(facts),
          ...buttons.map(({ label }) => label),
        ]);
      case 'buttons':
        return block.buttons.map(({ label }) => label);
      default:
        return [];
    }
  };
  const isPaper = /^(paper|note|why|similar)\b/.test(typed);
  return [...(isPaper ? [] : [title, summary]), ...blocks.flatMap(ofBlock)].map((text) =>
    // What was typed is said again, and titles are quoted.
    text.replace(/“[^”]*”/g, '“”').replaceAll(` ${typed.replace(/^\S+ /, '')}`, ' …'),
  );
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

const banned =
  /\b(?:this place|the place|of it|so long as|there stands|here stands|mend(?:ed|ing)?|heed|in vain|whoever|nobody|somebody|audience|cannot|any more|in all|issue|nor|occurrence|UserError|undefined|null|NaN)\b|[A-Z]{2,}_[A-Z]|ENOTFOUND|ECONN|\bpy[a-z0-9]{8,}\b|\.\.$|\(s\)|!$|\d+ (?:paper|topic|note|channel|page|person)s? s\b/;
const wrongPlural =
  /\b1 (?:papers|topics|notes|channels|pages|people|days|upvotes)\b|\b(?:[02-9]|\d{2,}) (?:paper|topic|note|channel|page|upvote)\b/;

describe('every card', () => {
  it('has no word that voice does not allow, no raw id, and the right plural', () => {
    const wrong = cards.flatMap(({ typed, card }) =>
      ownWords(card, typed)
        .filter(
          (text) => (banned.test(text) && text !== 'Hi!') || wrongPlural.test(text) || /\w'\w/.test(text),
        )
        .map((text) => `${typed}: ${text}`),
    );
    expect(wrong).toEqual([]);
  });

  it('names one zone at most', () => {
    const zones = /\((?:UTC|Berlin|New York|Tokyo)\)|\bUTC\b|[A-Z][a-z]+\/[A-Z]\w+/g;
    const wrong = cards
      .filter(({ typed }) => !/zone|digest 1|^help/.test(typed))
      .map(({ typed, card }) => ({
        typed,
        zones: new Set(
          ownWords(card, typed).flatMap((text) =>
            (text.match(zones) ?? []).map((zone) => zone.replace(/[()]/g, '')),
          ),
        ),
      }))
      .filter((each) => each.zones.size > 1);
    expect(wrong).toEqual([]);
  });

  it('shows command lines as spans, never as words', () => {
    const names = lab.router.commands.map(({ name }) => name).join('|');
    const asWords = new RegExp(
      `(?:: |[Ww]ith |[Tt]ype |[Ss]ee |[Tt]ry )(?:${names}) \\S|\\/papers|^(?:${names}) [a-z-]+:\\S`,
    );
    const wrong: string[] = [];
    for (const { typed, card } of cards)
      mapSpans(card, (span) => {
        if (
          span.kind === 'text' &&
          (asWords.test(span.text) || (span.style === 'code' && span.text.match(`^(?:${names})(?: |$)`)))
        )
          wrong.push(`${typed}: ${span.text}`);
        return span;
      });
    expect(wrong).toEqual([]);
  });

  it('shows them as they are typed on each platform', () => {
    const ids = (name: string) => (name === 'papers' ? '111' : '222');
    const discordLines = {
      idFor: () => 'x',
      lineOf: async () => undefined,
      typed: createTyped(lab.router.commands, ids),
    };
    for (const { typed, card } of cards) {
      const commandLines: string[] = [];
      mapSpans(card, (span) => {
        if (span.kind === 'command') commandLines.push(span.line);
        return span;
      });
      const slack = JSON.stringify(renderSlack(card, { scope: 'x' }));
      const plain = renderPlain(card);
      const discord = JSON.stringify(renderDiscord(card, { lines: discordLines }).body);
      const terminal = renderConsole(card, { width: 200, color: false }).text;
      for (const line of commandLines) {
        const escaped = JSON.stringify(line).slice(1, -1);
        expect(slack, typed).toContain(`/papers ${escaped}`);
        // Slack's plain text is cut off, and commands stand at the end of an answer.
        if (card.blocks.every(({ kind }) => kind !== 'entries'))
          expect(
            plain.replace(/&(?:amp|lt|gt);/g, (entity) => entities[entity] ?? ''),
            typed,
          ).toContain(`/papers ${line}`);
        expect(terminal, typed).toContain(`\`${line}\``);
        expect(discord, `${typed}: ${line}`).toMatch(/\/papers(?:-admin)? [a-z]/);
      }
      if (commandLines.includes('following')) expect(discord).toContain('</papers following:111>');
      if (commandLines.includes('digest resume')) expect(discord).toContain('/papers-admin digest do:resume');
    }
  });

  it('has errors of three lines at most, each with something to do', () => {
    for (const { typed, card } of cards.filter((each) => each.card.tone === 'warning')) {
      expect(card.blocks.filter(({ kind }) => kind !== 'buttons').length, typed).toBeLessThanOrEqual(2);
      expect(card.blocks.length, typed).toBeGreaterThan(0);
    }
  });
});
