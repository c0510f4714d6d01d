import type { types } from '@slack/bolt';
import { plainText } from '../../../src/cards/builders.ts';
import type { Line, Span } from '../../../src/cards/card.ts';
import { cleanText, clipText } from '../../../src/cards/text.ts';
import { limits } from './limits.ts';
import type { SlackBlock } from './payload.ts';
import { dateFormats, fallbackOf, secondsOf } from './spans.ts';
import { cleanUrl, escapeText } from './text.ts';

type Element = types.MrkdwnElement | types.PlainTextElement;

/**
 * Small print of at most `max` characters. A context block takes no rich text, and mrkdwn has no escape for `*`, `_`, `~`
 * and backticks: text with one of them becomes a plain-text element.
 */
export function renderHint(line: Line, max: number): SlackBlock[] {
  const elements = joined(line.map(renderSpan).filter(({ text }) => text !== ''));
  const fitting = elements.length <= limits.contextElements ? elements : [plain(line)];
  const shown = total(fitting) <= max ? fitting : [cut(plain(line), max)];
  return shown.every(({ text }) => text.trim() === '') ? [] : [{ type: 'context', elements: shown }];
}

const marks = /[*_~`>]|:[\w+-]+:/;

function renderSpan(span: Span): Element {
  switch (span.kind) {
    case 'text':
      return textElement(span);
    case 'link':
      return linkElement(span);
    case 'time':
      return timeElement(span);
    default:
      return span satisfies never;
  }
}

function textElement({ text: raw, style }: Span & { kind: 'text' }): Element {
  const text = cleanText(raw);
  if (text.trim() === '') return mrkdwn(text === '' ? '' : ' ');
  if (text.includes('`') || (marks.test(text) && style !== 'code')) return plainElement(text);
  return mrkdwn(style === 'code' ? `\`${escapeText(text.trim())}\`` : escapeText(text));
}

function linkElement({ text: raw, url }: Span & { kind: 'link' }): Element {
  const text = cleanText(raw).trim();
  const address = cleanUrl(url);
  if (address === undefined || text === '' || marks.test(text) || text.includes('|'))
    return plainElement(text);
  return mrkdwn(`<${escapeText(address)}|${escapeText(text)}>`);
}

function timeElement({ at, show }: Span & { kind: 'time' }): Element {
  const seconds = secondsOf(at);
  if (seconds === undefined) return plainElement(cleanText(at));
  return mrkdwn(`<!date^${seconds}^${dateFormats[show]}|${fallbackOf(seconds, show)}>`);
}

/** `verbatim`: Slack makes no links of channel names and bare addresses. */
const mrkdwn = (text: string): Element => ({ type: 'mrkdwn', text, verbatim: true });
const plainElement = (text: string): Element => ({ type: 'plain_text', text, emoji: false });
const plain = (line: Line): Element => plainElement(cleanText(plainText(line)).trim());
const cut = (element: Element, max: number): Element => ({ ...element, text: clipText(element.text, max) });
const total = (elements: readonly Element[]) => elements.reduce((sum, { text }) => sum + text.length, 0);

/** Joins neighbours of one kind, because Slack puts a gap between elements. */
function joined(elements: readonly Element[]): Element[] {
  const result: Element[] = [];
  for (const element of elements) {
    const last = result.at(-1);
    if (last?.type === element.type) result[result.length - 1] = { ...last, text: last.text + element.text };
    else result.push(element);
  }
  return result.filter(({ text }) => text.trim() !== '');
}
