import type { Line, Span, TextStyle, TimeStyle } from '../../../src/cards/card.ts';
import { cleanText, clipText } from '../../../src/cards/text.ts';
import type { RichTextElement } from './payload.ts';
import { cleanUrl } from './text.ts';

type Style = NonNullable<RichTextElement['style']>;

/** Slack fills these in on the reader's device, in the reader's zone. */
export const dateFormats: Record<TimeStyle, string> = {
  date: '{date_short}',
  time: '{time}',
  moment: '{date_short_pretty} at {time}',
  relative: '{ago}',
};

const styles: Record<TextStyle, Style> = {
  strong: { bold: true },
  match: { bold: true },
  emphasis: { italic: true },
  code: { code: true },
};

/**
 * A line as rich text of at most `max` characters. Slack takes its text literally: `*`, backticks and `<!channel>` in it
 * do nothing.
 */
export function renderSpans(line: Line, max: number, base: Style = {}): RichTextElement[] {
  const elements: RichTextElement[] = [];
  let left = max;
  for (const span of line) {
    const element = renderSpan(span, left, base);
    if (element === undefined) continue;
    elements.push(element);
    left -= lengthOf(element);
    if (left <= 0) break;
  }
  return elements;
}

function renderSpan(span: Span, left: number, base: Style): RichTextElement | undefined {
  switch (span.kind) {
    case 'text':
      return textElement(span.text, left, { ...base, ...(span.style && styles[span.style]) });
    case 'link':
      return linkElement(span, left, base);
    case 'time':
      return dateElement(span, left, base);
    default:
      return span satisfies never;
  }
}

function textElement(raw: string, left: number, style: Style): RichTextElement | undefined {
  const text = clipText(cleanText(raw), left);
  return text === '' ? undefined : { type: 'text', text, ...(hasStyle(style) && { style }) };
}

function linkElement(
  { text: raw, url }: Span & { kind: 'link' },
  left: number,
  style: Style,
): RichTextElement | undefined {
  const address = cleanUrl(url);
  if (address === undefined) return textElement(raw, left, style);
  const text = clipText(cleanText(raw).trim() || address, left);
  return { type: 'link', url: address, text, ...(hasStyle(style) && { style }) };
}

function dateElement(
  { at, show }: Span & { kind: 'time' },
  left: number,
  style: Style,
): RichTextElement | undefined {
  const seconds = secondsOf(at);
  if (seconds === undefined) return textElement(at, left, style);
  const fallback = fallbackOf(seconds, show);
  return {
    type: 'date',
    timestamp: seconds,
    format: dateFormats[show],
    fallback,
    ...(hasStyle(style) && { style }),
  };
}

/** Seconds since 1970; undefined when the text is no instant. */
export function secondsOf(at: string): number | undefined {
  const ms = Date.parse(at);
  return Number.isFinite(ms) && ms >= 0 ? Math.floor(ms / 1_000) : undefined;
}

/** An instant in UTC, for clients and notifications that cannot show it in the reader's zone. */
export function fallbackOf(seconds: number, show: TimeStyle): string {
  const iso = new Date(seconds * 1_000).toISOString();
  const [day, clock] = [iso.slice(0, 10), `${iso.slice(11, 16)} UTC`];
  return show === 'date' ? day : show === 'time' ? clock : `${day} ${clock}`;
}

/** Whether a line has nothing to see. */
export const isBlank = (line: Line): boolean =>
  line.every((span) => span.kind === 'text' && cleanText(span.text).trim() === '');

const hasStyle = (style: Style) => Object.keys(style).length > 0;

const lengthOf = (element: RichTextElement): number =>
  'text' in element
    ? (element.text?.length ?? 0)
    : 'fallback' in element
      ? (element.fallback?.length ?? 0)
      : 0;
