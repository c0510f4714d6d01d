import stringWidth from 'string-width';
import type { Entry } from '../../../src/cards/card.ts';
import type { ButtonNumbers } from './buttons.ts';
import { renderSpans, shortAddress } from './spans.ts';
import { isVisible, wrapWithIndent } from './wrap.ts';

/** Numbered entries: title, small print, body, buttons. Bodies set the entries apart. */
export function renderEntries(entries: readonly Entry[], start: number, page: ButtonNumbers): string[] {
  const gutter = `${start + entries.length - 1}.`.length;
  const drawn = entries.map((entry, i) => drawEntry(entry, `${start + i}.`.padStart(gutter), page));
  const apart = entries.some((entry) => entry.body !== undefined);
  return drawn.flatMap((rows, i) => (apart && i > 0 ? ['', ...rows] : rows));
}

function drawEntry(entry: Entry, number: string, page: ButtonNumbers): string[] {
  const { ink, width } = page;
  const indent = ' '.repeat(number.length + 1);
  const title = wrapWithIndent(
    ink.strong(renderSpans(entry.title, ink, 'hidden')),
    width,
    `${ink.small(number)} `,
    indent,
  );
  const below = drawBelow(entry, width - indent.length, page);
  return [...title, ...below.flatMap((text) => wrapWithIndent(text, width, indent))];
}

/** What stands below a title: the buttons end the small print where one row holds both, else the entry. */
function drawBelow(entry: Entry, room: number, page: ButtonNumbers): string[] {
  const { ink } = page;
  const facts = ink.small(renderSpans(entry.facts ?? [], ink, 'hidden').trim());
  const body = renderSpans(entry.body ?? [], ink, 'hidden').trim();
  // Without colour a title cannot be clicked: its address stands beside the buttons.
  const address = ink.color ? undefined : shortAddress(entry.title);
  const buttons = [
    ...(address === undefined ? [] : [address]),
    ...page.press(entry.buttons ?? [], room),
  ].join(' · ');
  const together = [facts, buttons].filter(isVisible).join(' · ');
  const rows = !isVisible(body) && stringWidth(together) <= room ? [together] : [facts, body, buttons];
  return rows.filter(isVisible);
}
