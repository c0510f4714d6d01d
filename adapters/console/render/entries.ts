import stringWidth from 'string-width';
import type { Entry } from '../../../src/cards/card.ts';
import { renderButtons } from './buttons.ts';
import type { Canvas } from './canvas.ts';
import { renderSpans, shortAddress } from './spans.ts';
import { isVisible, wrapWithIndent } from './wrap.ts';

/** Numbered entries: title, small print, body, buttons. With bodies, there is an empty row between entries. */
export function renderEntries(entries: readonly Entry[], start: number, canvas: Canvas): string[] {
  const numberWidth = `${start + entries.length - 1}.`.length;
  const rendered = entries.map((entry, i) =>
    renderEntry(entry, `${start + i}.`.padStart(numberWidth), canvas),
  );
  const hasBodies = entries.some((entry) => entry.body !== undefined);
  return rendered.flatMap((rows, i) => (hasBodies && i > 0 ? ['', ...rows] : rows));
}

function renderEntry(entry: Entry, number: string, canvas: Canvas): string[] {
  const { colors, width } = canvas;
  const indent = ' '.repeat(number.length + 1);
  const title = wrapWithIndent(
    colors.strong(renderSpans(entry.title, colors, 'hidden')),
    width,
    `${colors.small(number)} `,
    indent,
  );
  const below = renderBelow(entry, width - indent.length, canvas);
  return [...title, ...below.flatMap((text) => wrapWithIndent(text, width, indent))];
}

/** What is below a title. The buttons share a row with the small print when both fit and there is no body. */
function renderBelow(entry: Entry, room: number, canvas: Canvas): string[] {
  const { colors } = canvas;
  const facts = colors.small(renderSpans(entry.facts ?? [], colors, 'hidden').trim());
  const body = renderSpans(entry.body ?? [], colors, 'hidden').trim();
  // Without colors a title cannot be clicked, so its address is shown beside the buttons.
  const address = colors.enabled ? undefined : shortAddress(entry.title);
  const buttons = [
    ...(address === undefined ? [] : [address]),
    ...renderButtons(entry.buttons ?? [], canvas, room),
  ].join(' · ');
  const together = [facts, buttons].filter(isVisible).join(' · ');
  const rows = !isVisible(body) && stringWidth(together) <= room ? [together] : [facts, body, buttons];
  return rows.filter(isVisible);
}
