import { once } from '../memoize.ts';
import { parseUrl } from '../parse-url.ts';

/** Controls (ESC among them), and characters that reorder what is read or are not drawn at all. */
const unsafe = /[\p{Cc}\p{Bidi_Control}\u00AD\uFEFF]/gu;

/** A word of combining marks and joiners alone: invisible, but it takes a column of a terminal. */
const invisibleWord = /(?<=^| )[\p{Mn}\p{Me}\p{Cf}\p{Default_Ignorable_Code_Point}]+(?= |$)/gu;

const visible = /[^\p{Z}\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * One line of text that reads in the order in which it is stored. Each run of white space becomes one plain space, half
 * a surrogate pair becomes U+FFFD. Not trimmed, for it may be one span of several.
 */
export const cleanText = (value: string): string =>
  value
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(unsafe, '')
    .replace(invisibleWord, '')
    .toWellFormed();

/** Several lines, each clean but for its indentation; joined by `\n`, without white space at the end. */
export const cleanLines = (value: string): string =>
  value
    .split(/\r\n|[\n\r\u2028\u2029\u0085]/)
    .map((line) => line.replaceAll('\t', '  ').replace(unsafe, '').toWellFormed())
    .join('\n')
    .trimEnd();

/** Whether there is anything to see: Slack and Discord refuse labels of white space. */
export const isVisible = (value: string): boolean => visible.test(value);

const graphemes = once(() => new Intl.Segmenter(undefined, { granularity: 'grapheme' }));

/**
 * At most `max` UTF-16 units, the `…` at the end of a cut text among them. Cuts between words where a space is near,
 * else between graphemes.
 */
export function clipText(value: string, max: number): string {
  if (value.length <= max) return value;
  if (max <= 1) return '…'.slice(0, max);
  const start = value.slice(0, max + 100);
  const end =
    graphemes()
      .segment(start)
      .containing(max - 1)?.index ?? 0;
  const space = start.lastIndexOf(' ', end);
  return `${start.slice(0, space > end * 0.8 ? space : end).trimEnd()}…`;
}

/** A web address in plain ASCII; undefined when it is of another kind, which no click should follow. */
export function webAddress(url: string): string | undefined {
  const { protocol = '', href = '' } = parseUrl(url) ?? {};
  return /^https?:$/.test(protocol) && /^[\x21-\x7E]+$/.test(href) ? href : undefined;
}

/** Made for the first number that needs it: loading the locale takes a hundredth of a second. */
const counts = once(() => new Intl.NumberFormat('en-US'));

/** `10,000`. */
export const formatCount = (count: number): string =>
  count >= 0 && count < 1_000 && Number.isInteger(count) ? String(count) : counts().format(count);

/** With its first letter as a capital. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** `1 paper`, `2 papers`, `10,000 papers`. */
export const plural = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
