import stringWidth from 'string-width';
import type { Block, Button, Card, Fact } from '../../../src/cards/card.ts';
import { cleanText } from '../../../src/cards/safe-text.ts';
import type { Line } from '../../../src/cards/span.ts';
import { type ButtonNumbers, createButtonNumbers } from './buttons.ts';
import { createColors } from './colors.ts';
import { renderEntries } from './entries.ts';
import { renderSpans } from './spans.ts';
import { isVisible, wrapWithIndent } from './wrap.ts';

export interface RenderOptions {
  /** Columns; fewer than {@link minWidth} are taken as that many. */
  readonly width: number;
  readonly color: boolean;
  /** The number of the first button; default 1. */
  readonly firstButton?: number;
}

export interface Rendered {
  /** Rows joined by `\n`, without one at the end. */
  readonly text: string;
  /** In the order of their numbers. */
  readonly buttons: readonly Button[];
}

export const minWidth = 20;
/** A label wider than this does not push the values of the other facts to the right. */
const maxLabel = 16;
const narrow = 40;

/** A card as text for a terminal. Total: any card gives rows no wider than the width, free of foreign escapes. */
export function renderMessage(card: Card, options: RenderOptions): Rendered {
  const page = createButtonNumbers({
    width: Math.max(options.width, minWidth),
    ink: createColors(options.color),
    firstButton: options.firstButton ?? 1,
  });
  const rows = drawTitle(card, page);
  let spaced = true;
  for (const block of card.blocks) {
    const drawn = drawBlock(block, page);
    if (drawn.length === 0) continue;
    if (spaced && rows.length > 0) rows.push('');
    rows.push(...drawn);
    // A heading belongs to what follows it.
    spaced = block.kind !== 'heading';
  }
  return { text: rows.join('\n'), buttons: page.buttons };
}

function drawTitle({ title, tone }: Card, { ink, width }: ButtonNumbers): string[] {
  const text = cleanText(title).trim();
  if (text === '') return [];
  return tone === 'warning'
    ? wrapWithIndent(ink.warning(text), width, `${ink.warning('!')} `)
    : wrapWithIndent(ink.strong(text), width);
}

function drawBlock(block: Block, page: ButtonNumbers): string[] {
  const { ink, width } = page;
  switch (block.kind) {
    case 'heading':
      return drawText(ink.strong(cleanText(block.text)), width);
    case 'text':
      return drawText(renderSpans(block.line, ink), width);
    case 'quote':
      return drawText(renderSpans(block.line, ink), width, `${ink.small('│')} `);
    case 'hint':
      return drawText(ink.small(renderSpans(block.line, ink)), width);
    case 'list':
      return drawList(block.items, page);
    case 'entries':
      return renderEntries(block.entries, block.start ?? 1, page);
    case 'facts':
      return drawFacts(block.facts, page);
    case 'buttons':
      return block.buttons.length === 0
        ? []
        : wrapWithIndent(page.press(block.buttons, width).join('  '), width);
    case 'file':
      return [ink.small(cleanText(block.name)), ...block.text.split('\n').map(cleanText)];
    default:
      return block satisfies never;
  }
}

/** Text without a visible letter draws nothing, not an empty row. */
function drawText(painted: string, width: number, first = '', rest = first): string[] {
  return isVisible(painted) ? wrapWithIndent(painted, width, first, rest) : [];
}

const drawList = (items: readonly Line[], { ink, width }: ButtonNumbers): string[] =>
  items.flatMap((item) => drawText(renderSpans(item, ink), width, '• ', '  '));

/** Labels and values in two columns; on a narrow screen a value follows its label. */
function drawFacts(facts: readonly Fact[], { ink, width }: ButtonNumbers): string[] {
  const labelled = facts.map((fact) => ({
    label: cleanText(fact.label),
    value: renderSpans(fact.value, ink),
  }));
  const widths = labelled.map(({ label }) => stringWidth(label));
  const column = Math.max(0, ...widths.filter((columns) => columns <= maxLabel)) + 2;
  return labelled.flatMap(({ label, value }) => {
    const gap = column - stringWidth(label);
    return width < narrow || gap < 2
      ? wrapWithIndent(`${ink.small(`${label}:`)} ${value}`, width, '', '  ')
      : wrapWithIndent(value, width, ink.small(label) + ' '.repeat(gap), ' '.repeat(column));
  });
}
