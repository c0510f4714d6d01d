import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../../../adapters/slack/render/message.ts';
import { code, line, link, strong, time } from '../../../../src/cards/builders.ts';
import type { Block, Card, Entry } from '../../../../src/cards/card.ts';
import { problemsOf } from '../../../support/doubles/slack/check-message.ts';
import { sketch } from '../../../support/doubles/slack/sketch.ts';
import { seedCore } from '../../../support/fakes/seed-core.ts';
import { sampleCaller } from '../../../support/fixtures/sample-caller.ts';
import { sampleEverything, sampleResults } from '../../../support/fixtures/sample-card.ts';

const cardOf = (...blocks: Block[]): Card => ({ title: 'T', summary: 'S', tone: 'plain', blocks });
const blocksOf = (...blocks: Block[]) => renderMessage(cardOf(...blocks)).blocks;

describe('goldens', () => {
  test('one of everything', async () => {
    await expect(sketch(renderMessage(sampleEverything))).toMatchFileSnapshot(
      '../../../golden/slack/everything.txt',
    );
  });

  test('a page of results, with a button to share it', async () => {
    const share = 'search query:"reward model"';
    await expect(sketch(renderMessage(sampleResults, { share, scope: 'search' }))).toMatchFileSnapshot(
      '../../../golden/slack/results.txt',
    );
  });

  test.each([
    ['search', 'search reward model size:3'],
    ['paper', 'paper QuIP#'],
    ['topics', 'topics'],
    ['nothing', 'search qqqqzzzz -a'],
  ])('%s', async (name, line) => {
    const { router } = await seedCore();
    const { card } = await router.answer(line, sampleCaller());
    const message = renderMessage(card);
    expect(problemsOf(message.blocks)).toEqual([]);
    await expect(sketch(message)).toMatchFileSnapshot(`../../../golden/slack/${name}.txt`);
  });
});

describe('untrusted text', () => {
  const hostile = '<!channel> <@U1> @here *b* _i_ ~s~ `c` ```x``` &amp; <https://evil.example|x> :tada:';

  test('is literal in rich text, and escaped in the notification', () => {
    const { text: notification, blocks } = renderMessage({
      ...cardOf({ kind: 'text', line: line(hostile) }),
      summary: hostile,
    });
    expect(blocks[1]).toMatchObject({ elements: [{ elements: [{ type: 'text', text: hostile }] }] });
    expect(notification).not.toMatch(/<[!@#]|<https/);
    expect(notification).toContain('&lt;!channel&gt;');
  });

  test('in an entry is literal, and its style is outside of its link', () => {
    const [, block] = blocksOf({
      kind: 'entries',
      entries: [
        {
          title: line(link('*b* _i_ `c` a|b <x> snake_case', 'https://x.org/1')),
          body: line('> #general @here ~s~ :tada:'),
        },
      ],
    });
    expect(block).toMatchObject({
      text: {
        type: 'mrkdwn',
        text: '1. *<https://x.org/1|∗b∗ ＿i＿ ˋcˋ a¦b &lt;x&gt; snake_case>*\n\u200B&gt; #\u200Bgeneral @\u200Bhere ∼s∼ :\u200Btada:',
      },
    });
  });

  test('in small print is plain text when it has markup', () => {
    const [, hint] = blocksOf({
      kind: 'hint',
      line: line('See ', '*bold*', ' by ', code('help'), ' & more'),
    });
    expect(hint).toMatchObject({
      elements: [
        { type: 'mrkdwn', text: 'See ', verbatim: true },
        { type: 'plain_text', text: '*bold*', emoji: false },
        { type: 'mrkdwn', text: ' by `help` &amp; more', verbatim: true },
      ],
    });
  });

  test('cannot close a link', () => {
    const [, hint] = blocksOf({ kind: 'hint', line: line(link('a> <!channel', 'https://x.org/a|b>c d')) });
    expect(hint).toMatchObject({ elements: [{ type: 'plain_text', text: 'a> <!channel' }] });
    const [, other] = blocksOf({ kind: 'hint', line: line(link('words', 'https://x.org/a|b?q=<c>&d')) });
    expect(other).toMatchObject({ elements: [{ text: '<https://x.org/a%7Cb?q=%3Cc%3E&amp;d|words>' }] });
  });

  test('with an address that is not of a web page is text', () => {
    const [, block] = blocksOf({ kind: 'text', line: line(link('press', 'javascript:alert(1)')) });
    expect(block).toMatchObject({ elements: [{ elements: [{ type: 'text', text: 'press' }] }] });
  });
});

test('times are shown in the reader’s own zone', () => {
  const at = '2026-11-22T09:00:00Z';
  const [, block, hint] = blocksOf(
    { kind: 'text', line: [time(at, 'moment')] },
    { kind: 'hint', line: [time(at, 'time')] },
  );
  expect(block).toMatchObject({
    elements: [{ elements: [{ type: 'date', timestamp: 1795338000, fallback: '2026-11-22 09:00 UTC' }] }],
  });
  expect(hint).toMatchObject({ elements: [{ text: '<!date^1795338000^{time}|09:00 UTC>' }] });
});

describe('too much for one message', () => {
  const entry = (i: number, body = ''): Entry => ({
    title: line(link(`Paper ${i}`, `https://x.org/${i}`)),
    facts: line('2026 · Ada'),
    ...(body !== '' && { body: line(body) }),
    buttons: [{ label: 'Save', line: `save ${i}` }],
  });
  const entries = (count: number, body?: string): Block => ({
    kind: 'entries',
    entries: Array.from({ length: count }, (_, i) => entry(i + 1, body)),
  });
  const next: Block = { kind: 'buttons', buttons: [{ label: 'Next page', line: 'search a page:2' }] };
  const count = (blocks: readonly { type: string }[], type: string) =>
    blocks.filter((each) => each.type === type).length;

  test('20 entries take a block each, with a button beside', () => {
    const blocks = blocksOf(entries(20), next);
    expect([count(blocks, 'section'), count(blocks, 'actions'), blocks.length]).toEqual([20, 1, 22]);
    expect(problemsOf(blocks)).toEqual([]);
  });

  test('a list that can be continued ends earlier, with a button to the rest', () => {
    const blocks = blocksOf({ ...entries(60), more: 'search query:x' } as Block);
    const shown = count(blocks, 'section');
    expect(shown).toBeGreaterThan(40);
    expect(JSON.stringify(blocks.at(-1))).toContain(`search query:x start:${shown + 1}`);
  });

  test('90 entries are counted', () => {
    const blocks = blocksOf(entries(90), next);
    expect(problemsOf(blocks)).toEqual([]);
    expect(JSON.stringify(blocks)).toMatch(/… and \d+ more/);
    expect(JSON.stringify(blocks)).toContain('Next page');
  });

  test('the undocumented limit on characters is kept too', () => {
    const texts = ['w', 'x', 'y', 'z'].map(
      (letter): Block => ({ kind: 'text', line: line(letter.repeat(2_900)) }),
    );
    const blocks = blocksOf(entries(40, 'x'.repeat(5_000)), ...texts, next);
    expect(problemsOf(blocks)).toEqual([]);
    expect(JSON.stringify(blocks)).toMatch(/… and \d+ more/);
  });

  test('a command that is too long for a button is mentioned', () => {
    const blocks = blocksOf({
      kind: 'buttons',
      buttons: [
        { label: 'Long', line: 'x'.repeat(2_001) },
        { label: 'Short', line: 'x' },
      ],
    });
    expect(count(blocks, 'actions')).toBe(1);
    expect(JSON.stringify(blocks)).toContain('too long for Slack');
  });

  test('a very long title, label and heading are cut', () => {
    const long = 'x'.repeat(100_000);
    const { text: said, blocks } = renderMessage({
      title: long,
      summary: long,
      tone: 'plain',
      blocks: [
        { kind: 'heading', text: long },
        { kind: 'buttons', buttons: [{ label: long, line: 'help' }] },
      ],
    });
    expect(problemsOf(blocks)).toEqual([]);
    expect(said.length).toBeLessThanOrEqual(4_000);
  });
});

test('a file is text to copy, and says when its end is missing', () => {
  const fileOf = (name: string, text: string) => blocksOf({ kind: 'file', name, text });
  const [, whole] = fileOf('topics.txt', 'a: *1*\n  b: 2\n');
  expect(whole).toMatchObject({
    elements: [
      { elements: [{ text: 'topics.txt' }] },
      { type: 'rich_text_preformatted', elements: [{ text: 'a: *1*\n  b: 2' }] },
    ],
  });
  const long = fileOf('x', 'a line of some length\n'.repeat(1_000));
  expect(problemsOf(long)).toEqual([]);
  expect(JSON.stringify(long)).toContain('cut off');
});

test('ids are unique and begin with the scope', () => {
  const { blocks } = renderMessage(sampleResults, { scope: 'search.2', share: 'search a' });
  expect(blocks.map(({ block_id }) => block_id)).toEqual(blocks.map((_, i) => `search.2:${i + 1}`));
  const ids = blocks.flatMap((block) => {
    if (block.type === 'actions') return block.elements.map(({ action_id }) => action_id);
    return block.type === 'section' && block.accessory?.type === 'button' ? [block.accessory.action_id] : [];
  });
  expect(ids).toEqual(ids.map((id, i) => `${id?.replace(/:\d+$/, '')}:${i + 1}`));
  expect(ids.at(-1)).toMatch(/^share:/);
});

test('the further buttons of entries are in one menu for each label, and other buttons beside it', () => {
  const paper = (i: number): Entry => ({
    title: line(link(`Paper ${i}`, `https://x.org/${i}`)),
    buttons: [
      { label: 'Save', line: `save ${i}` },
      { label: 'Abstract', line: `paper ${i}` },
    ],
  });
  const list: Block = { kind: 'entries', entries: [paper(1), paper(2)] };
  const more: Block = { kind: 'buttons', buttons: [{ label: '4 more', line: 'digest more:x' }] };
  const row = blocksOf(list, more).at(-1);
  expect(row).toMatchObject({
    type: 'actions',
    elements: [
      {
        type: 'static_select',
        placeholder: { text: 'Abstract …' },
        options: [
          { text: { text: '1. Paper 1' }, value: 'paper 1' },
          { text: { text: '2. Paper 2' }, value: 'paper 2' },
        ],
      },
      { type: 'button', value: 'digest more:x' },
    ],
  });
});

test('menus of more labels than a row holds are in several rows, and other buttons beside the last', () => {
  const paper = (i: number): Entry => ({
    title: line(`Paper ${i}`),
    buttons: [
      { label: 'Save', line: `save ${i}` },
      { label: `Only ${i}`, line: `paper ${i}` },
    ],
  });
  const list: Block = { kind: 'entries', entries: Array.from({ length: 26 }, (_, i) => paper(i)) };
  const more: Block = { kind: 'buttons', buttons: [{ label: '4 more', line: 'digest more:x' }] };
  const blocks = blocksOf(list, more);
  expect(problemsOf(blocks)).toEqual([]);
  const rows = blocks.flatMap((block) => (block.type === 'actions' ? [block.elements] : []));
  expect(rows.map(({ length }) => length)).toEqual([25, 2]);
  expect(rows[1]?.map(({ type }) => type)).toEqual(['static_select', 'button']);
});

test('an entry with a command that no menu holds has its buttons in a row below it', () => {
  const long = `search query:${'x'.repeat(160)}`;
  const entry: Entry = {
    title: line('Topic'),
    buttons: [
      { label: 'Unfollow', line: 'unfollow 1' },
      { label: 'Search', line: long },
    ],
  };
  const blocks = blocksOf({ kind: 'entries', entries: [entry] });
  expect(blocks.at(-1)).toMatchObject({
    type: 'actions',
    elements: [{ value: 'unfollow 1' }, { value: long }],
  });
});

test('a button for a form has an id of its own', () => {
  const buttons = [
    { label: 'Follow', line: 'follow m confirm:yes' },
    { label: 'Change', line: 'follow m', form: true as const },
  ];
  const row = blocksOf({ kind: 'buttons', buttons }).at(-1);
  expect(row).toMatchObject({ elements: [{ action_id: 'run:1' }, { action_id: 'form:2' }] });
});

test('buttons say what they belong to', () => {
  const blocks = blocksOf({
    kind: 'entries',
    entries: [{ title: line(strong('Mamba')), buttons: [{ label: 'Save', line: 'save m', primary: true }] }],
  });
  expect(blocks.at(-1)).toMatchObject({
    accessory: { accessibility_label: 'Save: Mamba', style: 'primary', value: 'save m' },
  });
});
