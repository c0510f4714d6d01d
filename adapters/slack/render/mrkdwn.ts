import { plainText } from '../../../src/cards/builders.ts';
import type { Line, Span } from '../../../src/cards/card.ts';
import { clipLine } from '../../../src/cards/dense.ts';
import { cleanText } from '../../../src/cards/text.ts';
import { cleanUrl, commandText, dateToken, escapeText, isChannelId } from './spans.ts';

/** Slack has no escape for its marks; these look like them and mean nothing. */
const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: '＿', '~': '∼' };
/** At the edge of a word, where a mark may begin or end a style. In `snake_case` it does neither. */
const marksAtEdges = /(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu;
/** What Slack would make a link or a mention of by itself: `#general`, `@here`, `https://…`. */
const madeLinks = /(?<![\p{L}\p{N}])[#@](?=[\p{L}\p{N}])|:(?=\/\/)/gu;
const emojiName = /:(?=[a-z0-9+_'-]+:)/gi;

/**
 * Text for `mrkdwn` that shows itself: nothing in it is bold, a link, a mention, a quote or an emoji. Marks that cannot pair
 * stay what they are.
 */
function literal(value: string): string {
  const text = cleanText(value)
    .replaceAll('`', 'ˋ')
    .replace(emojiName, ':\u200B')
    .replace(madeLinks, '$&\u200B')
    .replace(/^(\s*)>/, '$1\u200B>');
  const count = (mark: string) => text.split(mark).length - 1;
  return escapeText(
    text.replace(marksAtEdges, (mark) => (count(mark) > 1 ? (lookAlikes[mark] ?? mark) : mark)),
  );
}

/** A line as `mrkdwn` of at most `max` characters before escaping. @param isTitle bold, with its links */
export function renderMrkdwn(line: Line, max: number, isTitle = false): string {
  const shown = clipLine(line, max);
  return shown
    .map((span, i) => renderSpan(span, isTitle, isApart(shown[i - 1], plainText([span]), shown[i + 1])))
    .join('')
    .trim();
}

/** Whether a style may be put around a text: Slack sees no mark right beside a letter. */
function isApart(before: Span | undefined, text: string, after: Span | undefined): boolean {
  const ends = /[\p{L}\p{N}*_~`]$/u.test(before === undefined ? '' : plainText([before]));
  const begins = /^[\p{L}\p{N}*_~`]/u.test(after === undefined ? '' : plainText([after]));
  return !ends && !begins && /^\S(?:.*\S)?$/su.test(text);
}

function renderSpan(span: Span, isTitle: boolean, isApart: boolean): string {
  switch (span.kind) {
    case 'text':
      return renderText(span, isTitle, isApart);
    case 'link':
      return renderLink(span.text, span.url, isTitle && isApart);
    case 'time':
      return dateToken(span) ?? literal(span.at);
    case 'channel':
      return isChannelId(span.id) ? `<#${span.id}>` : literal(span.text);
    case 'command':
      return `\`${escapeText(cleanText(commandText(span.line)).trim().replaceAll('`', 'ˋ'))}\``;
    default:
      return span satisfies never;
  }
}

function renderText({ text, style }: Span & { kind: 'text' }, isTitle: boolean, isApart: boolean): string {
  const shown = literal(text);
  const inner = shown.trim();
  if (inner === '' || !isApart) return shown;
  if (style === 'code') return `\`${escapeText(text.trim().replaceAll('`', 'ˋ'))}\``;
  if (isTitle || style === 'strong' || style === 'match') return `*${inner}*`;
  return style === 'emphasis' ? `_${inner}_` : shown;
}

/** The style is outside of the link: inside of its label it makes the link dead on Android. */
function renderLink(text: string, url: string, isBold: boolean): string {
  const address = cleanUrl(url);
  const label = literal(text).trim().replaceAll('|', '¦');
  if (address === undefined) return isBold && label !== '' ? `*${label}*` : literal(text);
  const link = `<${escapeText(address)}|${label === '' ? literal(address) : label}>`;
  return isBold ? `*${link}*` : link;
}
