import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../../../adapters/console/render/message.ts';
import { line, link } from '../../../../src/cards/builders.ts';
import type { Block, Card } from '../../../../src/cards/card.ts';
import { sampleEverything, sampleResults } from '../../../support/fixtures/sample-card.ts';

const cardOf = (...blocks: Block[]): Card => ({ title: 'T', summary: 'T', tone: 'plain', blocks });
const plain = (card: Card, width: number) => renderMessage(card, { width, color: false }).text;
const colored = (card: Card, width: number) => renderMessage(card, { width, color: true }).text;
/** Makes escapes visible. */
const visible = (rows: string) => rows.replaceAll('\u001B', '␛').replaceAll('\u0007', '␇');
const firstThree: Card = {
  ...sampleResults,
  blocks: sampleResults.blocks.map((block) =>
    block.kind === 'entries' ? { ...block, entries: block.entries.slice(2, 5) } : block,
  ),
};

describe('every block', () => {
  test('at 80 columns', () => {
    expect(plain(sampleEverything, 80)).toMatchInlineSnapshot(`
      "! Robust Reward Model Training

      By Ada Lovelace, in Notes, see the page (https://example.org/a)

      Abstract
      │ Traditional reward models cannot tell what a prompt asks from what a response
      │ merely looks like, so they learn to like length and format.

      Published  Tue 28 May 2024, 09:05 (UTC)
      Seen       Tue 28 May 2024 at 09:05 (UTC)
      Page       https://arxiv.org/abs/2405.1
      A label that is far too long: and its value

      • Type \`help\` for the commands
      • A second item that goes on so long that it needs another row

       9. First
          With a body that says what it is.
          [9] Open

      10. Second
          30 notes · example.org/2

      [11] Similar  [12] Save

      Type a number in brackets to press its button."
    `);
  });

  test('at 30 columns', () => {
    expect(plain(sampleEverything, 30)).toMatchInlineSnapshot(`
      "! Robust Reward Model Training

      By Ada Lovelace, in Notes, see
      the page
      (https://example.org/a)

      Abstract
      │ Traditional reward models
      │ cannot tell what a prompt
      │ asks from what a response
      │ merely looks like, so they
      │ learn to like length and
      │ format.

      Published: Tue 28 May 2024,
        09:05 (UTC)
      Seen: Tue 28 May 2024 at
        09:05 (UTC)
      Page:
        https://arxiv.org/abs/2405.1
      A label that is far too
        long: and its value

      • Type \`help\` for the commands
      • A second item that goes on
        so long that it needs
        another row

       9. First
          With a body that says what
          it is.
          [9] Open

      10. Second
          30 notes · example.org/2

      [11] Similar  [12] Save

      Type a number in brackets to
      press its button."
    `);
  });

  test('in color', () => {
    expect(visible(colored(sampleEverything, 80))).toMatchInlineSnapshot(`
      "␛[1m␛[33m!␛[39m␛[22m ␛[1m␛[33mRobust Reward Model Training␛[39m␛[22m

      By ␛[1mAda Lovelace␛[22m, in ␛[3mNotes␛[23m, see ␛]8;;https://example.org/a␇␛[4mthe page␛[24m␛]8;;␇

      ␛[1mAbstract␛[22m
      ␛[2m│␛[22m Traditional ␛[1m␛[33mreward␛[39m␛[22m models cannot tell what a prompt asks from what a response
      ␛[2m│␛[22m merely looks like, so they learn to like length and format.

      ␛[2mPublished␛[22m  Tue 28 May 2024, 09:05 (UTC)
      ␛[2mSeen␛[22m       Tue 28 May 2024 at 09:05 (UTC)
      ␛[2mPage␛[22m       ␛]8;;https://arxiv.org/abs/2405.1␇␛[4marxiv.org/abs/2405.1␛[24m␛]8;;␇
      ␛[2mA label that is far too long:␛[22m and its value

      • Type ␛[36mhelp␛[39m for the commands
      • A second item that goes on so long that it needs another row

      ␛[2m 9.␛[22m ␛[1mFirst␛[22m
          With a body that says ␛[1m␛[33mwhat␛[39m␛[22m it is.
          ␛[36m[9]␛[39m ␛[2mOpen␛[22m

      ␛[2m10.␛[22m ␛[1m␛]8;;https://example.org/2␇␛[4mSecond␛[24m␛]8;;␇␛[22m
          ␛[2m30 notes␛[22m

      ␛[36m[11]␛[39m ␛[1mSimilar␛[22m  ␛[36m[12]␛[39m ␛[2mSave␛[22m

      ␛[2mType a number in brackets to press its button.␛[22m"
    `);
  });
});

describe('results', () => {
  test('at 100 columns', () => {
    expect(plain(firstThree, 100)).toMatchInlineSnapshot(`
      "Papers for reward model

      636 papers, best first. reward model

      1. RRM: Robust Reward Model Training Mitigates Reward Hacking
         Sun 26 May 2024 · Barbara Liskov, Leslie Lamport · Stanford
         arxiv.org/abs/2405.10754 · [1] Abstract · [1b] Similar
      2. 强化学习中的奖励模型：面向大型语言模型的综述与展望
         Sat 25 May 2024 · Ada Lovelace, Alan Turing and 4 more · Stanford
         arxiv.org/abs/2405.11131 · [2] Abstract · [2b] Similar
      3. DPO 🚀 or PPO?
         Fri 24 May 2024 · Grace Hopper · Stanford
         arxiv.org/abs/2405.11508 · [3] Abstract · [3b] Similar

      [4] Next page  [5] Follow this

      Narrow it: \`search reward model after:2024-01\`."
    `);
  });

  test('at 40 columns', () => {
    expect(plain(firstThree, 40)).toMatchInlineSnapshot(`
      "Papers for reward model

      636 papers, best first. reward model

      1. RRM: Robust Reward Model Training
         Mitigates Reward Hacking
         Sun 26 May 2024 · Barbara Liskov,
         Leslie Lamport · Stanford
         arxiv.org/abs/2405.10754 ·
         [1] Abstract · [1b] Similar
      2. 强化学习中的奖励模型：面向大型语言模
         型的综述与展望
         Sat 25 May 2024 · Ada Lovelace, Alan
         Turing and 4 more · Stanford
         arxiv.org/abs/2405.11131 ·
         [2] Abstract · [2b] Similar
      3. DPO 🚀 or PPO?
         Fri 24 May 2024 · Grace Hopper ·
         Stanford
         arxiv.org/abs/2405.11508 ·
         [3] Abstract · [3b] Similar

      [4] Next page  [5] Follow this

      Narrow it: \`search reward model
      after:2024-01\`."
    `);
  });

  test('take two rows each when titles can be clicked', () => {
    const rows = colored(sampleResults, 100).split('\n');
    const from = rows.findIndex((row) => row.includes('Tülu'));
    expect(rows.slice(from, from + 6).filter((row) => row.includes('[4m'))).toHaveLength(3);
  });
});

describe('links', () => {
  test('without color, the address follows the text, or replaces it', () => {
    const named = line('See ', link('the page', 'https://example.org/a'), '.');
    const bare = line(link('example.org/a', 'https://example.org/a'));
    expect(plain(cardOf({ kind: 'text', line: named }), 80)).toContain(
      'See the page (https://example.org/a).',
    );
    expect(plain(cardOf({ kind: 'text', line: bare }), 80)).toMatch(/^https:\/\/example.org\/a$/m);
  });

  test('of titles show their address only when it is short', () => {
    const entries = ['2405.1', 'x'.repeat(40)].map((id) => ({
      title: [link('A', `https://arxiv.org/abs/${id}`)],
    }));
    expect(plain(cardOf({ kind: 'entries', entries }), 80)).toBe('T\n\n1. A\n   arxiv.org/abs/2405.1\n2. A');
  });

  test('to anything but a web page are text', () => {
    const card = cardOf({ kind: 'text', line: line(link('press me', 'javascript:alert(1)')) });
    expect(plain(card, 80)).toBe('T\n\npress me');
    expect(colored(card, 80)).not.toContain('javascript');
  });

  test('on two rows have the same address on both', () => {
    const card = cardOf({
      kind: 'text',
      line: line(link('a link of some more words', 'https://example.org/')),
    });
    expect(colored(card, 20).split(']8;;https://example.org/\u0007')).toHaveLength(3);
  });
});

describe('hostile text', () => {
  test('cannot move the cursor, forge a row, or reverse letters', () => {
    const title = 'Fine\u001B[2K\u001B[1A\r\nforged\u2028row \u202Etxt.exe\u0007\u009B31m';
    expect(plain(cardOf({ kind: 'entries', entries: [{ title: line(title) }] }), 80)).toBe(
      'T\n\n1. Fine[2K[1A forged row txt.exe31m',
    );
  });

  test('cannot make a link out of its own escapes', () => {
    const title = '\u001B]8;;https://evil.example\u0007click';
    expect(colored(cardOf({ kind: 'text', line: line(title) }), 80)).not.toContain('\u001B]8');
  });
});

describe('layout', () => {
  test('wide letters count two columns', () => {
    const card = cardOf({ kind: 'quote', line: line('强化学习中的奖励模型综述') });
    expect(plain(card, 20)).toBe('T\n\n│ 强化学习中的奖励模\n│ 型综述');
  });

  test('a warning is marked without color too', () => {
    expect(plain({ ...cardOf(), title: 'Mind this', tone: 'warning' }, 80)).toBe('! Mind this');
  });

  test('empty blocks leave no gap', () => {
    const card = cardOf(
      { kind: 'text', line: [] },
      { kind: 'list', items: [] },
      { kind: 'buttons', buttons: [] },
      { kind: 'hint', line: line('End') },
    );
    expect(plain(card, 80)).toBe('T\n\nEnd');
  });

  test('buttons are numbered from 1 on', () => {
    const buttons = [
      { label: 'Abstract', line: 'abstract 1' },
      { label: 'Similar', line: 'similar 1' },
    ];
    const { text, buttons: drawn } = renderMessage(cardOf({ kind: 'buttons', buttons }), {
      width: 80,
      color: false,
    });
    expect(text).toBe('T\n\n[1] Abstract  [2] Similar');
    expect([...drawn.values()]).toEqual(buttons);
  });

  test('the number of an item presses its first button, and a letter the others', () => {
    const buttons = ['Abstract', 'Similar'].map((label) => ({ label, line: label }));
    const list = (start: number, ...titles: string[]): Block => ({
      kind: 'entries',
      start,
      entries: titles.map((title) => ({ title: line(title), buttons })),
    });
    const card = cardOf(list(6, 'Six', 'Seven'), list(1, 'A note'), { kind: 'buttons', buttons });
    expect(plain(card, 80)).toBe(
      [
        'T',
        '',
        '6. Six',
        '   [6] Abstract · [6b] Similar',
        '7. Seven',
        '   [7] Abstract · [7b] Similar',
        '',
        '1. A note',
        '   [8] Abstract · [8b] Similar',
        '',
        '[9] Abstract  [10] Similar',
      ].join('\n'),
    );
  });

  test('a file keeps its blanks, and loses what a terminal would act on', () => {
    const text = 'TY  - JOUR\r\n  [\u001B[2J]\r\nER  - \r\n';
    const rows = plain(cardOf({ kind: 'file', name: 'papers.ris', text }), 80).split('\n');
    expect(rows).toEqual(['T', '', 'papers.ris', 'TY  - JOUR', '  [[2J]', 'ER  -']);
  });
});
