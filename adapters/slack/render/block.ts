import type { types } from '@slack/bolt';
import { line, strong } from '../../../src/cards/builders.ts';
import type { Block, Card, Fact, Line } from '../../../src/cards/card.ts';
import type { FileBlock } from '../../../src/cards/split-file.ts';
import { cleanLines, cleanText, clipText } from '../../../src/cards/text.ts';
import { renderButtons } from './buttons.ts';
import { renderChart } from './chart.ts';
import { type MenuOption, renderEntries, renderMenus } from './entries.ts';
import { limits, textLimits } from './limits.ts';
import type { BlockGroup, BodyLength, SlackBlock } from './payload.ts';
import { isBlank, renderHint, renderSpans } from './spans.ts';

/** A card's blocks as groups of Slack's, from top to bottom. The menus of all entries follow the last block of entries. */
export function renderBlocks({ blocks }: Card, body: BodyLength, charts: boolean): BlockGroup[] {
  const last = blocks.findLastIndex(({ kind }) => kind === 'entries');
  const menu: MenuOption[] = [];
  const groups = blocks.flatMap((block, i) => {
    if (block.kind !== 'entries') return renderBlock(block, charts);
    const own = renderEntries(block, body);
    menu.push(...own.menu);
    return i === last ? [...own.groups, ...menuRows(menu)] : own.groups;
  });
  return groups.reduce(joinRows, []);
}

const menuRows = (menu: readonly MenuOption[]): BlockGroup[] => {
  const menus = renderMenus(menu);
  return Array.from({ length: Math.ceil(menus.length / limits.buttons) }, (_, i) => ({
    blocks: [{ type: 'actions', elements: menus.slice(i * limits.buttons, (i + 1) * limits.buttons) }],
  }));
};

/** Buttons right below menus are in their row. */
function joinRows(before: readonly BlockGroup[], group: BlockGroup): BlockGroup[] {
  const [above] = before.at(-1)?.blocks ?? [];
  const [row, ...rest] = group.blocks;
  const isMenuRow = above?.type === 'actions' && above.elements[0]?.type === 'static_select';
  if (!isMenuRow || row?.type !== 'actions') return [...before, group];
  if (above.elements.length + row.elements.length > limits.buttons) return [...before, group];
  const joined = { ...above, elements: [...above.elements, ...row.elements] };
  return [...before.slice(0, -1), { blocks: [joined, ...rest] }];
}

/** A block as groups of Slack's blocks; none for a block with nothing to see. */
function renderBlock(block: Exclude<Block, { kind: 'entries' }>, charts: boolean): BlockGroup[] {
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
      return charts && block.chart ? groupOf([renderChart(block.chart)]) : renderList(block.items);
    case 'facts':
      return renderFacts(block.facts);
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
