import { plainText } from '../../../src/cards/builders.ts';
import type { Line, Span, TimeStyle } from '../../../src/cards/card.ts';
import { clipLine } from '../../../src/cards/dense.ts';
import { cleanText, isVisible } from '../../../src/cards/text.ts';
import { cleanUrl, escapeCode, escapeLabel, escapeStart, escapeText } from './text.ts';

interface SpanOptions {
  /** Characters of text before escaping, default 1,500. Longer text ends in `…`. */
  readonly max?: number;
  /** The whole line is bold; styles inside it are left out, since they would end the bold. */
  readonly bold?: boolean;
  /** Links with a longer address become text. Default 512 characters. */
  readonly maxUrl?: number;
  /** Markdown that begins the line. */
  readonly prefix?: string;
}

/** A line as Discord's Markdown; empty when there is nothing to see. */
export function renderSpans(line: Line, options: SpanOptions = {}): string {
  const { max = 1_500, bold = false, maxUrl = 512, prefix = '' } = options;
  const markdown = clipLine(line, max)
    .map((span) => renderSpan(span, bold, maxUrl))
    .reduce(joinStyles, '')
    .trim();
  if (!line.some(isSeen) || markdown === '') return '';
  if (!bold) return prefix + escapeStart(markdown);
  return `**${prefix}${prefix === '' ? escapeStart(markdown) : markdown}**`;
}

const isSeen = (span: Span): boolean =>
  span.kind === 'time' || span.kind === 'command'
    ? plainText([span]).trim() !== ''
    : isVisible(span.text) || (span.kind === 'link' && isVisible(span.url));

/** The text of a line, for labels, in which Markdown has no meaning. */
export const plainLine = (line: Line): string => cleanText(plainText(line)).trim();

/** Parts the stars or backticks of two neighbouring spans, which Discord would read as one longer run. */
const joinStyles = (before: string, next: string): string =>
  /[*`]$/.test(before) && !before.endsWith('\\*') && /^[*`]/.test(next)
    ? `${before}\u200B${next}`
    : before + next;

function renderSpan(span: Span, bold: boolean, maxUrl: number): string {
  switch (span.kind) {
    case 'text':
      return renderText(span, bold);
    case 'link':
      return renderLink(span.text, span.url, maxUrl);
    case 'time':
      return renderTime(span.at, span.show);
    case 'channel':
      return /^\d{1,20}$/.test(span.id) ? `<#${span.id}>` : escapeText(span.text);
    case 'command':
      return mention.test(span.line)
        ? span.line
        : renderText({ kind: 'text', text: cleanText(span.line), style: 'code' }, bold);
    default:
      return span satisfies never;
  }
}

/** A command that can be clicked, as `createTyped` writes it. */
const mention = /^<\/[a-z-]{1,32}(?: [a-z-]{1,32})?:\d{1,20}>$/;

const delimiters = { emphasis: '*', strong: '**', match: '**' };

function renderText({ text, style }: Span & { kind: 'text' }, bold: boolean): string {
  if (style === 'code') return wrap(text, '`', escapeCode);
  return style === undefined || bold ? escapeText(text) : wrap(text, delimiters[style], escapeText);
}

/** Keeps white space outside of the style: Discord would show the stars of `** a **`. */
function wrap(text: string, delimiter: string, escapeInner: (text: string) => string): string {
  const inner = text.trim();
  if (!isVisible(inner)) return text;
  const start = text.slice(0, text.indexOf(inner));
  return `${start}${delimiter}${escapeInner(inner)}${delimiter}${text.slice(start.length + inner.length)}`;
}

function renderLink(text: string, address: string, maxUrl: number): string {
  const url = cleanUrl(address);
  if (url === undefined || url.length > maxUrl) return escapeText(text);
  return isVisible(text) ? `[${escapeLabel(text)}](${url})` : `<${url}>`;
}

const styles: Readonly<Record<TimeStyle, string>> = { date: 'D', time: 't', moment: 'f', relative: 'R' };
/** 9999-12-31, the last date that makes sense to a reader. */
const maxSeconds = 253_402_300_799;

/** A timestamp, which Discord shows in each reader's own zone and language. */
function renderTime(at: string, show: TimeStyle): string {
  const seconds = Math.floor(Date.parse(at) / 1_000);
  const isValid = seconds >= 0 && seconds <= maxSeconds;
  return isValid ? `<t:${seconds}:${styles[show]}>` : escapeText(cleanText(at));
}
