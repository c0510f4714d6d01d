import { cleanText, webAddress } from '../../../src/cards/safe-text.ts';
import type { Line, Span, TextStyle } from '../../../src/cards/span.ts';
import type { Colors } from './colors.ts';
import { renderTime } from './time.ts';

/** Where a link cannot be clicked, its address is either written out after it or left away. */
export type Addresses = 'shown' | 'hidden';

/** A line in ink, still unwrapped. All of it is clean: the only escapes in it are the ink's own. */
export const renderSpans = (line: Line, ink: Colors, addresses: Addresses = 'shown'): string =>
  line.map((span) => paintSpan(span, ink, addresses)).join('');

/** Long addresses (a site's search for a title) say nothing to a reader and drown a list. */
const maxAddress = 40;

/** The address of a line's first link, without the `https://` that everyone can add; nothing when it is long. */
export function shortAddress(line: Line): string | undefined {
  const url = line.map((span) => (span.kind === 'link' ? webAddress(span.url) : undefined)).find(Boolean);
  const address = url?.replace(/^https?:\/\//, '');
  return address !== undefined && address.length <= maxAddress ? address : undefined;
}

function paintSpan(span: Span, ink: Colors, addresses: Addresses): string {
  switch (span.kind) {
    case 'text':
      return paintText(cleanText(span.text), span.style, ink);
    case 'link':
      return paintLink(cleanText(span.text), webAddress(span.url), ink, addresses);
    case 'time':
      return cleanText(renderTime(span.at, span.show));
    default:
      return span satisfies never;
  }
}

function paintText(text: string, style: TextStyle | undefined, ink: Colors): string {
  return style === undefined || text === '' ? text : ink[style](text);
}

function paintLink(text: string, url: string | undefined, ink: Colors, addresses: Addresses): string {
  if (url === undefined) return text;
  if (ink.color) return ink.link(text || url, url);
  if (text === '' || url.includes(text)) return addresses === 'shown' ? url : text || url;
  return addresses === 'shown' ? `${text} (${url})` : text;
}
