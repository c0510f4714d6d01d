import { cleanText, clipText, isVisible } from '../../../src/cards/safe-text.ts';
import { type Line, plainText, type Span, type TimeStyle } from '../../../src/cards/span.ts';
import { escapeCode, escapeLabel, escapeStart, escapeText } from './escape-markdown.ts';
import { cleanUrl } from './text.ts';

export interface LineLook {
  /** Characters of text, before escaping; the rest becomes `…`. */
  readonly max?: number;
  /** The whole line is bold; styles inside it would cancel that. */
  readonly bold?: boolean;
  /** Links with a longer address are drawn as their text. */
  readonly longestUrl?: number;
  /** What stands before it on the same line, Markdown already. */
  readonly prefix?: string;
}

/** A line as Discord's Markdown; empty when there is nothing to see. */
export function renderSpans(line: Line, look: LineLook = {}): string {
  const { max = 1_500, bold = false, prefix = '' } = look;
  const shown = clipLine(line, max)
    .map((span) => showSpan(span, bold, look.longestUrl ?? 512))
    .reduce(joinStyles, '')
    .trim();
  if (!line.some(isSeen) || shown === '') return '';
  return bold ? `**${prefix}${prefix === '' ? escapeStart(shown) : shown}**` : prefix + escapeStart(shown);
}

const isSeen = (span: Span): boolean =>
  span.kind === 'time'
    ? span.at.trim() !== ''
    : isVisible(span.text) || (span.kind === 'link' && isVisible(span.url));

/** The words of a line, for places that know no Markdown. */
export const plainLine = (line: Line): string => cleanText(plainText(line)).trim();

function clipLine(line: Line, max: number): Span[] {
  let room = max;
  const kept: Span[] = [];
  for (const span of line) {
    if (room <= 0) break;
    if (span.kind === 'time') kept.push(span);
    else {
      const text = cleanText(span.text);
      kept.push({ ...span, text: clipText(text, room) });
      room -= text.length;
    }
  }
  return kept;
}

/** Two styled spans side by side would read as one longer run of stars. */
const joinStyles = (before: string, next: string): string =>
  /[*`]$/.test(before) && !before.endsWith('\\*') && /^[*`]/.test(next)
    ? `${before}\u200B${next}`
    : before + next;

function showSpan(span: Span, bold: boolean, longestUrl: number): string {
  switch (span.kind) {
    case 'text':
      return showText(span, bold);
    case 'link':
      return showLink(span.text, span.url, longestUrl);
    case 'time':
      return showTime(span.at, span.show);
    default:
      return span satisfies never;
  }
}

function showText({ text, style }: Span & { kind: 'text' }, bold: boolean): string {
  switch (style) {
    case undefined:
      return escapeText(text);
    case 'code':
      return wrap(text, '`', escapeCode);
    case 'emphasis':
      return bold ? escapeText(text) : wrap(text, '*', escapeText);
    case 'strong':
    case 'match':
      return bold ? escapeText(text) : wrap(text, '**', escapeText);
    default:
      return style satisfies never;
  }
}

/** Styles hug their words: `** a **` would show its stars. */
function wrap(text: string, mark: string, protect: (text: string) => string): string {
  const inner = text.trim();
  if (!isVisible(inner)) return text;
  const start = text.slice(0, text.indexOf(inner));
  return `${start}${mark}${protect(inner)}${mark}${text.slice(start.length + inner.length)}`;
}

function showLink(text: string, address: string, longestUrl: number): string {
  const url = cleanUrl(address);
  if (url === undefined || url.length > longestUrl) return escapeText(text);
  return isVisible(text) ? `[${escapeLabel(text)}](${url})` : `<${url}>`;
}

const styles: Readonly<Record<TimeStyle, string>> = { date: 'D', time: 't', moment: 'f', relative: 'R' };
/** 9999-12-31: what lies beyond is no date to a reader. */
const lastSecond = 253_402_300_799;

/** In each reader's own zone and language. */
function showTime(at: string, show: TimeStyle): string {
  const seconds = Math.floor(Date.parse(at) / 1_000);
  const isShown = seconds >= 0 && seconds <= lastSecond;
  return isShown ? `<t:${seconds}:${styles[show]}>` : escapeText(cleanText(at));
}
