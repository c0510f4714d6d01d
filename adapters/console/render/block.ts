import stringWidth from 'string-width';
import type { Block, Button, Entry, Fact } from '../../../src/cards/card.ts';
import { cleanLines, cleanText } from '../../../src/cards/text.ts';
import type { Colors } from './colors.ts';
import { isVisible, keepTogether, renderSpans, shortAddress, wrapWithIndent } from './spans.ts';

/** What the blocks of one card share while it is rendered. */
export interface Canvas {
  /** Columns. */
  readonly width: number;
  readonly colors: Colors;
  /** All buttons rendered so far, by what is typed to press each: `2`, or `2b` for the second button of item 2. */
  readonly buttons: Map<string, Button>;
  /** The numbers of items and buttons up to this one are taken. */
  lastNumber: number;
}

/** The rows of a block; none for a block with nothing to see. */
export function renderBlock(block: Block, canvas: Canvas): string[] {
  const { colors, width } = canvas;
  switch (block.kind) {
    case 'heading':
      return renderText(colors.strong(cleanText(block.text)), width);
    case 'text':
      return renderText(renderSpans(block.line, colors), width);
    case 'quote':
      return renderText(renderSpans(block.line, colors), width, `${colors.small('│')} `);
    case 'hint':
      return renderText(colors.small(renderSpans(block.line, colors)), width);
    case 'list':
      return block.items.flatMap((item) => renderText(renderSpans(item, colors), width, '• ', '  '));
    case 'entries':
      return renderEntries(block.entries, block.start ?? 1, canvas);
    case 'facts':
      return renderFacts(block.facts, canvas);
    case 'buttons': {
      // In a terminal, lines are changed by typing.
      const buttons = block.buttons.filter(({ form }) => form !== true);
      return buttons.length === 0
        ? []
        : wrapWithIndent(
            buttons.map((each) => renderButton(`${++canvas.lastNumber}`, each, canvas, width)).join('  '),
            width,
          );
    }
    case 'file':
      return [colors.small(cleanText(block.name)), ...cleanLines(block.text).split('\n')];
    default:
      return block satisfies never;
  }
}

function renderText(styled: string, width: number, first = '', rest = first): string[] {
  return isVisible(styled) ? wrapWithIndent(styled, width, first, rest) : [];
}

/** In columns. A label wider than this does not push the values of the other facts to the right. */
const maxLabelWidth = 16;
/** In columns. On a narrower screen a value follows its label instead of starting a column. */
const twoColumnsWidth = 40;

function renderFacts(facts: readonly Fact[], { colors, width }: Canvas): string[] {
  const rows = facts.map((fact) => ({
    label: cleanText(fact.label),
    value: renderSpans(fact.value, colors),
  }));
  const widths = rows.map(({ label }) => stringWidth(label)).filter((each) => each <= maxLabelWidth);
  const column = Math.max(0, ...widths) + 2;
  return rows.flatMap(({ label, value }) => {
    const gap = column - stringWidth(label);
    return width < twoColumnsWidth || gap < 2
      ? wrapWithIndent(`${colors.small(`${label}:`)} ${value}`, width, '', '  ')
      : wrapWithIndent(value, width, colors.small(label) + ' '.repeat(gap), ' '.repeat(column));
  });
}

/**
 * Numbered entries: title, body, small print, buttons. With bodies, there is an empty row between entries. Typing the
 * number of an entry presses its first button; in a second list, whose numbers are taken, buttons have the next ones.
 */
function renderEntries(entries: readonly Entry[], start: number, canvas: Canvas): string[] {
  const numberWidth = `${start + entries.length - 1}.`.length;
  const hasBodies = entries.some((entry) => entry.body !== undefined);
  const firstKey = Math.max(start, canvas.lastNumber + 1);
  canvas.lastNumber = firstKey + entries.length - 1;
  return entries.flatMap((entry, i) => {
    const rows = renderEntry(entry, `${start + i}.`.padStart(numberWidth), firstKey + i, canvas);
    return hasBodies && i > 0 ? ['', ...rows] : rows;
  });
}

function renderEntry(entry: Entry, number: string, key: number, canvas: Canvas): string[] {
  const { colors, width } = canvas;
  const indent = ' '.repeat(number.length + 1);
  const title = colors.strong(renderSpans(entry.title, colors, 'hidden'));
  const below = renderBelow(entry, key, width - indent.length, canvas);
  return [
    ...wrapWithIndent(title, width, `${colors.small(number)} `, indent),
    ...below.flatMap((text) => wrapWithIndent(text, width, indent)),
  ];
}

/** What is below a title. The buttons share a row with the small print when both fit and there is no body. */
function renderBelow(entry: Entry, key: number, room: number, canvas: Canvas): string[] {
  const { colors } = canvas;
  const facts = colors.small(renderSpans(entry.facts ?? [], colors, 'hidden').trim());
  const body = renderSpans(entry.body ?? [], colors, 'hidden').trim();
  // Without colors a title cannot be clicked, so its address is shown beside the buttons.
  const address = colors.enabled ? undefined : shortAddress(entry.title);
  const buttons = [
    ...(address === undefined ? [] : [address]),
    ...(entry.buttons ?? []).map((each, i) => renderButton(`${key}${letterOf(i)}`, each, canvas, room)),
  ].join(' · ');
  const together = [facts, buttons].filter(isVisible).join(' · ');
  const rows = !isVisible(body) && stringWidth(together) <= room ? [together] : [body, facts, buttons];
  return rows.filter(isVisible);
}

/** Columns that a separator takes at the end of a row. */
const separatorWidth = 2;

/** Of the buttons of one item: none for the first, then b, c and so on. */
const letterOf = (i: number): string => (i === 0 ? '' : String.fromCharCode('a'.charCodeAt(0) + i));

/** A button with what is typed to press it. It stays on one row when it fits into `room` columns. */
function renderButton(typed: string, button: Button, canvas: Canvas, room: number): string {
  canvas.buttons.set(typed, button);
  const label = cleanText(button.label).trim() || cleanText(button.line).trim();
  const { key, strong, small } = canvas.colors;
  const text = `${key(`[${typed}]`)} ${button.primary ? strong(label) : small(label)}`;
  return stringWidth(`[${typed}] ${label}`) + separatorWidth <= room ? keepTogether(text) : text;
}
