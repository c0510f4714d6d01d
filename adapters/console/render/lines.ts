import type { Line } from '../../../src/cards/card.ts';
import { cleanText } from '../../../src/cards/text.ts';
import { createColors } from './colors.ts';
import { renderSpans } from './spans.ts';
import { wrapWithIndent } from './wrap.ts';

interface LineOptions {
  /** Columns. */
  readonly width: number;
  readonly color: boolean;
}

/** Lines outside a card, each wrapped, with an empty row after the last; nothing when there are none. */
export function renderLines(lines: readonly Line[], { width, color }: LineOptions): string {
  if (lines.length === 0) return '';
  const colors = createColors(color);
  return `${lines.flatMap((line) => wrapWithIndent(renderSpans(line, colors), width)).join('\n')}\n\n`;
}

/** In characters. An echo only has to be recognised, and input may be a megabyte long. */
const maxEcho = 200;

/** What was typed, behind the sign of the prompt. */
export function renderEcho(typed: string, { width, color }: LineOptions): string {
  const colors = createColors(color);
  const cut = typed.length > maxEcho ? `${typed.slice(0, maxEcho)}…` : typed;
  return wrapWithIndent(colors.strong(cleanText(cut).trim()), width, colors.key('> ')).join('\n');
}

/** The command line of a pressed button, so that people learn to type it. */
export const renderPressed = (line: string, { width, color }: LineOptions): string =>
  wrapWithIndent(createColors(color).small(cleanText(line)), width, '→ ').join('\n');
