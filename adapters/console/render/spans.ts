import type { Line, Span, TextStyle } from '../../../src/cards/card.ts';
import { cleanText, webAddress } from '../../../src/cards/text.ts';
import type { Colors } from './colors.ts';
import { renderTime } from './time.ts';

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
    case 'time':
      return cleanText(renderTime(span.at, span.show));
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
