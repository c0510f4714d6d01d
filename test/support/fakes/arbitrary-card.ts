import fc from 'fast-check';
import type { Block, Button, Card, Entry, Line, Span } from '../../../src/cards/card.ts';

/** Pieces that have broken renderers: escapes, bidi, markup, mentions, wide letters, clusters, endless words. */
const NASTY = [
  '\u001B[31mred\u001B[0m',
  '\u001B]8;;https://evil.example\u0007click\u001B]8;;\u0007',
  '\u001B[2J\u001B[H',
  '\u009B1A',
  '\u0007\b\r',
  'a\nb\r\nc\u2028d\u2029e\u0085f\u000Bg',
  '\u202Egnp.exe\u202C',
  '\u2066iso\u2069\u200F\u061C',
  '\uD83D',
  '\uDE00',
  '强化学习中的奖励模型',
  'ｶﾞｷﾞｸﾞ',
  '한국어 \u1112\u1161\u11AB',
  '👩‍👩‍👧‍👦🇯🇵🏴󠁧󠁢󠁥󠁮󠁧󠁿❤️1️⃣',
  'Z̴̡͚a̵l̷g̶o̸',
  'नमस्ते',
  '\u00A0 \u3000\t ',
  '\u00AD\u200B\u200D\uFEFF',
  '@everyone @here <!channel> <@U123> <@&42> <#C1|x>',
  '*bold* _it_ ~no~ `code` ```block``` > quote # head || spoiler ||',
  '[text](https://evil.example) <https://evil.example|x> &amp; & < >',
  '$x^2 + \\alpha$ · - • │ [1] → \\',
  'Supercalifragilisticexpialidocious'.repeat(3),
  '',
];

/** A short text: plain words, any Unicode at all, or one of the pieces that have broken renderers. */
export const arbitraryText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.lorem({ maxCount: 12, mode: 'words' }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...NASTY), { maxLength: 4 }).map((parts) => parts.join(' ')),
  },
);

const arbitraryUrl = fc.oneof(
  { weight: 3, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      'javascript:alert(1)',
      'https://x.org/\u001B[31m|>)',
      'https://x.org/a b',
      'nonsense',
    ),
  },
);

const arbitraryInstant = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
  },
  { weight: 1, arbitrary: fc.constantFrom('', '2024-05-28', 'yesterday', '\u001B[31m') },
);

export const arbitrarySpan: fc.Arbitrary<Span> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('text' as const),
      text: arbitraryText,
      style: fc.constantFrom('strong', 'emphasis', 'code', 'match'),
    },
    { requiredKeys: ['kind', 'text'] },
  ),
  fc.record({ kind: fc.constant('link' as const), text: arbitraryText, url: arbitraryUrl }),
  fc.record({
    kind: fc.constant('time' as const),
    at: arbitraryInstant,
    show: fc.constantFrom('date', 'time', 'moment', 'relative'),
  }),
);

export const arbitraryLine: fc.Arbitrary<Line> = fc.array(arbitrarySpan, { maxLength: 5 });

export const arbitraryButton: fc.Arbitrary<Button> = fc.record(
  {
    label: arbitraryText.map((text) => text.slice(0, 30)),
    line: arbitraryText,
    primary: fc.constant(true as const),
  },
  { requiredKeys: ['label', 'line'] },
);

const arbitraryButtons = fc.array(arbitraryButton, { maxLength: 6 });

export const arbitraryEntry: fc.Arbitrary<Entry> = fc.record(
  { title: arbitraryLine, facts: arbitraryLine, body: arbitraryLine, buttons: arbitraryButtons },
  { requiredKeys: ['title'] },
);

export const arbitraryBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: arbitraryText }),
  fc.record({
    kind: fc.constantFrom('text' as const, 'quote' as const, 'hint' as const),
    line: arbitraryLine,
  }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(arbitraryLine, { maxLength: 6 }) }),
  fc.record(
    {
      kind: fc.constant('entries' as const),
      entries: fc.array(arbitraryEntry, { maxLength: 12 }),
      start: fc.integer({ min: 1, max: 10_000 }),
    },
    { requiredKeys: ['kind', 'entries'] },
  ),
  fc.record({
    kind: fc.constant('facts' as const),
    facts: fc.array(fc.record({ label: arbitraryText, value: arbitraryLine }), { maxLength: 12 }),
  }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: arbitraryButtons }),
);

/** Any card that the types allow, hostile text and far too much of it included. */
export const arbitraryCard: fc.Arbitrary<Card> = fc.record({
  title: arbitraryText,
  summary: arbitraryText,
  tone: fc.constantFrom('plain', 'empty', 'warning'),
  blocks: fc.array(arbitraryBlock, { maxLength: 8 }),
});

/** The buttons of a card in reading order: what a renderer must show, each once. */
export const buttonsOf = (card: Card): readonly Button[] =>
  card.blocks.flatMap((block) => {
    if (block.kind === 'buttons') return block.buttons;
    return block.kind === 'entries' ? block.entries.flatMap((entry) => entry.buttons ?? []) : [];
  });
