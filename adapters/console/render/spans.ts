import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import type { Line, Span, TextStyle } from '../../../src/cards/card.ts';
import { cleanText, webAddress } from '../../../src/cards/text.ts';
import { zoneCity } from '../../../src/topics/calendar/in-words.ts';
import { describeDate, wallAt } from '../../../src/topics/calendar/local-date.ts';
import type { Colors } from './colors.ts';

/** Whether a link's address is shown after its text where the link cannot be clicked. */
type Addresses = 'shown' | 'hidden';

/** A line as styled text, not wrapped yet. No escape in it comes from the line. */
export const renderSpans = (line: Line, colors: Colors, addresses: Addresses = 'shown'): string =>
  line.map((span) => renderSpan(span, colors, addresses)).join('');

/** In characters. A longer address (a site's search for a title) would only clutter a list. */
const maxAddress = 40;

/** The address of a line's first link, without `https://`; undefined when it is long. */
export function shortAddress(line: Line): string | undefined {
  const url = line.map((span) => (span.kind === 'link' ? webAddress(span.url) : undefined)).find(Boolean);
  const address = url?.replace(/^https?:\/\//, '');
  return address !== undefined && address.length <= maxAddress ? address : undefined;
}

function renderSpan(span: Span, colors: Colors, addresses: Addresses): string {
  switch (span.kind) {
    case 'text':
      return renderText(cleanText(span.text), span.style, colors);
    case 'link':
      return renderLink(cleanText(span.text), webAddress(span.url), colors, addresses);
    case 'channel':
      return cleanText(span.text);
    case 'command':
      return renderText(cleanText(span.line), 'code', colors);
    case 'time':
      return cleanText(renderTime(span));
    default:
      return span satisfies never;
  }
}

function renderText(text: string, style: TextStyle | undefined, colors: Colors): string {
  return style === undefined || text === '' ? text : colors[style](text);
}

function renderLink(text: string, url: string | undefined, colors: Colors, addresses: Addresses): string {
  if (url === undefined) return text;
  if (colors.enabled) return colors.link(text || url, url);
  if (text === '' || url.includes(text)) return addresses === 'shown' ? url : text || url;
  return addresses === 'shown' ? `${text} (${url})` : text;
}

/** `Mon 30 Nov 2026, 09:00 (Berlin)`. Text in a terminal cannot change later, so `relative` is the date. */
function renderTime({ at, show, zone = 'UTC' }: Extract<Span, { kind: 'time' }>): string {
  const instant = Date.parse(at);
  if (Number.isNaN(instant)) return at;
  const wall = wallAt(zone, instant);
  const date = describeDate(wall.slice(0, 10));
  const clock = `${wall.slice(11, 16)} (${zoneCity(zone)})`;
  switch (show) {
    case 'date':
    case 'relative':
      return date;
    case 'time':
      return clock;
    case 'moment':
      return `${date}, ${clock}`;
    default:
      return show satisfies never;
  }
}

/** Keeps two words on one row, and is a space again in the result. Clean text has no such space of its own. */
const noBreakSpace = '\u00A0';

/** Whether styled text has anything to see besides spaces and styles. */
export const isVisible = (styled: string): boolean => stringWidth(styled.replaceAll(' ', '')) > 0;

/** Text that stays on one row. */
export const keepTogether = (text: string): string => text.replaceAll(' ', noBreakSpace);

/**
 * Wraps styled text to rows of at most `width` columns. The first row begins with `first`, the others with `rest`, by
 * default as many spaces. A middle dot may end a row, but does not begin one.
 */
export function wrapWithIndent(
  text: string,
  width: number,
  first = '',
  rest = ' '.repeat(stringWidth(first)),
): string[] {
  const room = Math.max(width - Math.max(stringWidth(first), stringWidth(rest)), 2);
  return wrapAnsi(text.replaceAll(' · ', `${noBreakSpace}· `), room, { hard: true })
    .replaceAll(noBreakSpace, ' ')
    .split('\n')
    .map((row, i) => `${i === 0 ? first : rest}${row}`.trimEnd());
}
