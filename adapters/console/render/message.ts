import type { Button, Card, Line } from '../../../src/cards/card.ts';
import { cleanText } from '../../../src/cards/text.ts';
import { type Canvas, renderBlock } from './block.ts';
import { createColors } from './colors.ts';
import { renderSpans, wrapWithIndent } from './spans.ts';

interface RenderOptions {
  /** Columns, at least {@link minWidth}. */
  readonly width: number;
  readonly color: boolean;
}

interface RenderedMessage {
  /** Rows joined by `\n`, without one at the end. */
  readonly text: string;
  /** By what is typed to press each: `2`, or `2b`. */
  readonly buttons: ReadonlyMap<string, Button>;
}

/** In columns. */
const minWidth = 20;

/** Any card as text for a terminal: no row is wider than the width, no escape comes from the card. */
export function renderMessage(card: Card, { width, color }: RenderOptions): RenderedMessage {
  const canvas: Canvas = {
    width: Math.max(width, minWidth),
    colors: createColors(color),
    buttons: new Map(),
    lastNumber: 0,
  };
  const rows = renderTitle(card, canvas);
  let isHeading = false;
  for (const block of card.blocks) {
    const blockRows = renderBlock(block, canvas);
    if (blockRows.length === 0) continue;
    // A heading belongs to what follows it.
    if (!isHeading && rows.length > 0) rows.push('');
    rows.push(...blockRows);
    isHeading = block.kind === 'heading';
  }
  return { text: rows.join('\n'), buttons: canvas.buttons };
}

function renderTitle({ title, tone }: Card, { colors, width }: Canvas): string[] {
  const text = cleanText(title).trim();
  if (text === '') return [];
  return tone === 'warning'
    ? wrapWithIndent(colors.warning(text), width, `${colors.warning('!')} `)
    : wrapWithIndent(colors.strong(text), width);
}

interface LineOptions {
  /** Columns. */
  readonly width: () => number;
  readonly color: boolean;
}

/** Lines outside a card, each wrapped, with an empty row after the last; nothing when there are none. */
export function renderLines(lines: readonly Line[], { width, color }: LineOptions): string {
  if (lines.length === 0) return '';
  const colors = createColors(color);
  return `${lines.flatMap((line) => wrapWithIndent(renderSpans(line, colors), width())).join('\n')}\n\n`;
}

/** In characters. An echo only has to be recognised, and input may be a megabyte long. */
const maxEcho = 200;

/** What was typed, behind the sign of the prompt. */
export function renderEcho(typed: string, { width, color }: LineOptions): string {
  const colors = createColors(color);
  const cut = typed.length > maxEcho ? `${typed.slice(0, maxEcho)}…` : typed;
  return wrapWithIndent(colors.strong(cleanText(cut).trim()), width(), colors.key('> ')).join('\n');
}

/** The label of a pressed button. Its line holds ids that nobody types. */
export const renderPressed = ({ label }: Button, { width, color }: LineOptions): string =>
  wrapWithIndent(createColors(color).small(cleanText(label)), width(), '→ ').join('\n');
