import type { types } from '@slack/bolt';
import { line, plainText, strong } from '../../../src/cards/builders.ts';
import type { Block, Entry, Fact, Line } from '../../../src/cards/card.ts';
import type { FileBlock } from '../../../src/cards/split-file.ts';
import { cleanLines, cleanText, clipText } from '../../../src/cards/text.ts';
import { renderButtons } from './buttons.ts';
import { textLimits } from './limits.ts';
import { isBlank, renderHint, renderSpans } from './spans.ts';

/** The blocks that Paperboy uses. Their ids are set when the message is put together. */
export type SlackBlock =
  | types.HeaderBlock
  | types.RichTextBlock
  | types.ContextBlock
  | types.DividerBlock
  | types.ActionsBlock;

/** Blocks that are shown together or left out together. */
export interface BlockGroup {
  readonly blocks: readonly SlackBlock[];
  /** One of several alike, which may be left out and counted. */
  readonly item?: true;
  /** Belongs to the group that follows. */
  readonly heading?: true;
  /** The card's title. */
  readonly title?: true;
}

/**
 * | density | an entry takes |
 * |---|---|
 * | `roomy` | a block of text, one of small print, one of buttons |
 * | `tight` | a block of text, one of buttons |
 * | `brief` | the same, without its body |
 */
export type Density = 'roomy' | 'tight' | 'brief';

/** A block as groups of Slack's blocks; none for a block with nothing to see. */
export function renderBlock(block: Block, density: Density): BlockGroup[] {
  switch (block.kind) {
    case 'heading':
      return section([strong(cleanText(block.text).trim())], textLimits.title).map((group) => ({
        ...group,
        heading: true,
      }));
    case 'text':
      return section(block.line, textLimits.text);
    case 'quote':
      return isBlank(block.line)
        ? []
        : rich({ type: 'rich_text_quote', elements: renderSpans(block.line, textLimits.text) });
    case 'hint':
      return groupOf(renderHint(block.line, textLimits.hint));
    case 'list':
      return renderList(block.items);
    case 'facts':
      return renderFacts(block.facts);
    case 'entries':
      return block.entries.map((entry, i) => renderEntry(entry, (block.start ?? 1) + i, density));
    case 'buttons':
      return groupOf(renderButtons(block.buttons));
    case 'file':
      return renderFile(block);
    default:
      return block satisfies never;
  }
}

const groupOf = (blocks: readonly SlackBlock[]): BlockGroup[] => (blocks.length === 0 ? [] : [{ blocks }]);

const rich = (...elements: types.RichTextBlockElement[]): BlockGroup[] => [
  { blocks: [{ type: 'rich_text', elements }] },
];

const section = (spans: Line, max: number): BlockGroup[] =>
  isBlank(spans) ? [] : rich({ type: 'rich_text_section', elements: renderSpans(spans, max) });

const maxItems = 40;
/** Characters that the items of a list share. */
const listText = 4_000;

function renderList(items: readonly Line[]): BlockGroup[] {
  const filled = items.filter((item) => !isBlank(item));
  const over = filled.length - maxItems;
  const shown = over > 0 ? [...filled.slice(0, maxItems), line(`… and ${over} more`)] : filled;
  if (shown.length === 0) return [];
  const max = Math.min(textLimits.item, Math.floor(listText / shown.length));
  const elements = shown.map((item) => ({
    type: 'rich_text_section' as const,
    elements: renderSpans(item, max),
  }));
  return rich({ type: 'rich_text_list', style: 'bullet', elements });
}

const newline = { type: 'text' as const, text: '\n' };

function renderFacts(facts: readonly Fact[]): BlockGroup[] {
  const rows = facts.slice(0, maxItems).map(({ label, value }): Line => {
    const name = clipText(cleanText(label).trim(), textLimits.label);
    return [strong(name === '' ? '' : `${name}: `), ...value];
  });
  const elements = rows
    .filter((row) => !isBlank(row))
    .flatMap((row, i) => [...(i === 0 ? [] : [newline]), ...renderSpans(row, textLimits.item)]);
  return elements.length === 0 ? [] : rich({ type: 'rich_text_section', elements });
}

/** A numbered entry, which is a group of its own. */
function renderEntry(entry: Entry, number: number, density: Density): BlockGroup {
  const { title, facts = [], body = [], buttons = [] } = entry;
  const lines = [
    line(`${number}. `, ...title),
    density === 'brief' ? [] : body,
    density === 'roomy' ? [] : facts,
  ];
  const elements = lines
    .filter((each) => !isBlank(each))
    .flatMap((each, i) =>
      i === 0
        ? renderSpans(each, textLimits.title, { bold: true })
        : [newline, ...renderSpans(each, each === facts ? textLimits.facts : textLimits.body)],
    );
  // For people who hear the buttons read out one by one.
  const about = cleanText(plainText(title)).trim();
  return {
    item: true,
    blocks: [
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] },
      ...(density === 'roomy' ? renderHint(facts, textLimits.facts) : []),
      ...renderButtons(buttons, about),
    ],
  };
}

/** Where the bot may not upload files, the message holds the text, to be copied. */
function renderFile({ name, text }: FileBlock): BlockGroup[] {
  const content = clipLines(text, textLimits.file);
  if (content.trim() === '') return [];
  const isCut = content.length < cleanLines(text).trimEnd().length;
  const parts: types.RichTextBlockElement[] = [
    { type: 'rich_text_section', elements: renderSpans([strong(name)], textLimits.title) },
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text: content }] },
  ];
  const hint = line('The end is cut off: it is too much for one Slack message.');
  return groupOf([
    { type: 'rich_text', elements: name.trim() === '' ? parts.slice(1) : parts },
    ...(isCut ? renderHint(hint, 100) : []),
  ]);
}

/** Text of several lines; above `max` characters whole lines at its end are left out. */
function clipLines(value: string, max: number): string {
  const whole = cleanLines(value);
  if (whole.length <= max) return whole;
  const end = whole.lastIndexOf('\n', max);
  return end > 0 ? whole.slice(0, end) : clipText(whole, max);
}
