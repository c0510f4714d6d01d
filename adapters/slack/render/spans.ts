import type { types } from '@slack/bolt';
import { plainText } from '../../../src/cards/builders.ts';
import type { Line, Span, TextStyle, TimeStyle } from '../../../src/cards/card.ts';
import { cleanText, clipText, webAddress } from '../../../src/cards/text.ts';
import { limits } from './limits.ts';

type RichText = types.RichTextElement;
type Style = NonNullable<RichText['style']>;
type SmallPrint = types.MrkdwnElement | types.PlainTextElement;

/** For `mrkdwn` and `text`: Slack decodes nothing else (docs.slack.dev, formatting message text). */
export const escapeText = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Slack fills these in on the reader's device, in the reader's zone. */
const dateFormats: Record<TimeStyle, string> = {
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
export function renderSpans(line: Line, max: number, base: Style = {}): RichText[] {
  const elements: RichText[] = [];
  let left = max;
  for (const span of line) {
    const element = richElement(span, left, base);
    if (element === undefined) continue;
    elements.push(element);
    left -= lengthOf(element);
    if (left <= 0) break;
  }
  return elements;
}

function richElement(span: Span, left: number, base: Style): RichText | undefined {
  switch (span.kind) {
    case 'text':
      return richTextOf(span.text, left, { ...base, ...(span.style && styles[span.style]) });
    case 'link':
      return richLink(span, left, base);
    case 'time':
      return richDate(span, left, base);
    case 'channel':
      return isChannelId(span.id)
        ? { type: 'channel', channel_id: span.id, ...withStyle(base) }
        : richTextOf(span.text, left, base);
    case 'command':
      return richTextOf(commandText(span.line), left, { ...base, code: true });
    default:
      return span satisfies never;
  }
}

const withStyle = (style: Style) => (Object.keys(style).length > 0 ? { style } : {});

function richTextOf(raw: string, left: number, style: Style): RichText | undefined {
  const text = clipText(cleanText(raw), left);
  return text === '' ? undefined : { type: 'text', text, ...withStyle(style) };
}

function richLink({ text: raw, url }: Span & { kind: 'link' }, left: number, style: Style) {
  const address = cleanUrl(url);
  if (address === undefined) return richTextOf(raw, left, style);
  const text = clipText(cleanText(raw).trim() || address, left);
  return { type: 'link' as const, url: address, text, ...withStyle(style) };
}

function richDate({ at, show }: Span & { kind: 'time' }, left: number, style: Style) {
  const seconds = secondsOf(at);
  if (seconds === undefined) return richTextOf(at, left, style);
  const [format, fallback] = [dateFormats[show], fallbackOf(seconds, show)];
  return { type: 'date' as const, timestamp: seconds, format, fallback, ...withStyle(style) };
}

function lengthOf(element: RichText): number {
  if ('text' in element) return element.text?.length ?? 0;
  return 'fallback' in element ? (element.fallback?.length ?? 0) : 0;
}

/**
 * Small print of at most `max` characters. A context block takes no rich text, and mrkdwn has no escape for `*`, `_`, `~`
 * and backticks: text with one of them becomes a plain-text element.
 */
export function renderHint(line: Line, max: number): types.ContextBlock[] {
  const elements = joined(line.map(smallPrint).filter(({ text }) => text !== ''));
  const whole = plain(cleanText(plainText(line.map(asTyped))).trim());
  const fitting = elements.length <= limits.contextElements ? elements : [whole];
  const length = fitting.reduce((sum, { text }) => sum + text.length, 0);
  const shown = length <= max ? fitting : [{ ...whole, text: clipText(whole.text, max) }];
  return shown.every(({ text }) => text.trim() === '') ? [] : [{ type: 'context', elements: shown }];
}

const asTyped = (span: Span): Span =>
  span.kind === 'command' ? { kind: 'text', text: commandText(span.line) } : span;

/** How a command line is typed in Slack, in direct messages too. */
export const commandText = (line: string): string => `/papers ${line}`;

/** Of a channel; direct messages have no name to show. */
export const isChannelId = (id: string): boolean => /^[CG][A-Z0-9]{1,30}$/.test(id);

const marks = /[*_~`>]|:[\w+-]+:/;

function smallPrint(span: Span): SmallPrint {
  switch (span.kind) {
    case 'text':
      return smallText(span);
    case 'link':
      return smallLink(span);
    case 'time':
      return smallDate(span);
    case 'channel':
      return isChannelId(span.id) ? mrkdwn(`<#${span.id}>`) : smallText({ kind: 'text', text: span.text });
    case 'command':
      return smallText({ kind: 'text', text: commandText(span.line), style: 'code' });
    default:
      return span satisfies never;
  }
}

function smallText({ text: raw, style }: Span & { kind: 'text' }): SmallPrint {
  const text = cleanText(raw);
  if (text.trim() === '') return mrkdwn(text === '' ? '' : ' ');
  if (text.includes('`') || (marks.test(text) && style !== 'code')) return plain(text);
  return mrkdwn(style === 'code' ? `\`${escapeText(text.trim())}\`` : escapeText(text));
}

function smallLink({ text: raw, url }: Span & { kind: 'link' }): SmallPrint {
  const text = cleanText(raw).trim();
  const address = cleanUrl(url);
  if (address === undefined || text === '' || marks.test(text) || text.includes('|')) return plain(text);
  return mrkdwn(`<${escapeText(address)}|${escapeText(text)}>`);
}

function smallDate(span: Span & { kind: 'time' }): SmallPrint {
  const token = dateToken(span);
  return token === undefined ? plain(cleanText(span.at)) : mrkdwn(token);
}

/** An instant in `mrkdwn`, shown in the reader's zone; undefined when the text is no instant. */
export function dateToken({ at, show }: Span & { kind: 'time' }): string | undefined {
  const seconds = secondsOf(at);
  return seconds === undefined
    ? undefined
    : `<!date^${seconds}^${dateFormats[show]}|${fallbackOf(seconds, show)}>`;
}

/** `verbatim`: Slack makes no links of channel names and bare addresses. */
const mrkdwn = (text: string): SmallPrint => ({ type: 'mrkdwn', text, verbatim: true });
const plain = (text: string): SmallPrint => ({ type: 'plain_text', text, emoji: false });

/** Joins neighbours of one kind, because Slack puts a gap between elements. */
function joined(elements: readonly SmallPrint[]): SmallPrint[] {
  const result: SmallPrint[] = [];
  for (const element of elements) {
    const last = result.at(-1);
    if (last?.type === element.type) result[result.length - 1] = { ...last, text: last.text + element.text };
    else result.push(element);
  }
  return result.filter(({ text }) => text.trim() !== '');
}

/** Seconds since 1970; undefined when the text is no instant. */
function secondsOf(at: string): number | undefined {
  const ms = Date.parse(at);
  return Number.isFinite(ms) && ms >= 0 ? Math.floor(ms / 1_000) : undefined;
}

/** An instant in UTC, for clients and notifications that cannot show it in the reader's zone. */
function fallbackOf(seconds: number, show: TimeStyle): string {
  const iso = new Date(seconds * 1_000).toISOString();
  const [day, clock] = [iso.slice(0, 10), `${iso.slice(11, 16)} UTC`];
  return show === 'date' ? day : show === 'time' ? clock : `${day} ${clock}`;
}

/** Slack's limit for the address of a button or link. */
const maxUrl = 3_000;

/** The address, safe inside `<url|label>` too; undefined when no click should follow it, or it is too long. */
export function cleanUrl(url: string): string | undefined {
  const safe = webAddress(url)?.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
  return safe !== undefined && safe.length <= maxUrl ? safe : undefined;
}

/** Whether a line has nothing to see. */
export const isBlank = (line: Line): boolean =>
  line.every((span) => span.kind === 'text' && cleanText(span.text).trim() === '');
