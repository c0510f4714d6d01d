import type { Button, Card } from '../../../src/cards/card.ts';
import { cleanText } from '../../../src/cards/text.ts';
import { renderBlock } from './block.ts';
import type { Canvas } from './canvas.ts';
import { createColors } from './colors.ts';
import { wrapWithIndent } from './wrap.ts';

export interface RenderOptions {
  /** Columns, at least {@link minWidth}. */
  readonly width: number;
  readonly color: boolean;
  /** The number of the first button; default 1. */
  readonly firstButton?: number;
}

export interface RenderedMessage {
  /** Rows joined by `\n`, without one at the end. */
  readonly text: string;
  /** In the order of their numbers. */
  readonly buttons: readonly Button[];
}

/** In columns. */
const minWidth = 20;

/** Any card as text for a terminal: no row is wider than the width, no escape comes from the card. */
export function renderMessage(card: Card, { width, color, firstButton = 1 }: RenderOptions): RenderedMessage {
  const canvas: Canvas = {
    width: Math.max(width, minWidth),
    colors: createColors(color),
    firstButton,
    buttons: [],
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
