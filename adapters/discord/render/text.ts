import { webAddress } from '../../../src/cards/text.ts';
import { parseUrl } from '../../../src/parse-url.ts';

/**
 * Everything with a meaning inside a line: `[` begins a masked link, `<` a mention or timestamp, both of which
 * discord.js's escapeMarkdown leaves as they are.
 */
const inlineMarkup = /[\\*_~`|[\]<]/g;
/** Headings, small print, lists and quotes, which begin a line. */
const startMarkup = /^(\s*)([#>+-]|\d+(?=[.)]))/;
/** Without characters that could end an autolink or have a meaning in Markdown, except `_`. */
const bareUrl = /\bhttps?:\/\/[\w.~:/?#@!$&+,;=%-]*[\w/#=-]/g;

/** `allowed_mentions` keeps `@everyone` from pinging; this keeps it from looking like a ping. */
const breakMentions = (text: string): string => text.replace(/@(?=everyone|here)/gi, '@\u200B');

const escapeWords = (text: string): string =>
  breakMentions(text.replace(inlineMarkup, '\\$&').replace(/(\w):(?=\/\/)/g, '$1\\:'));

/** Clean text as Markdown that shows the same characters. Bare web addresses stay clickable. */
export function escapeText(text: string): string {
  let escaped = '';
  let from = 0;
  for (const match of text.matchAll(bareUrl)) {
    const end = match.index + match[0].length;
    // An address whose end was cut off leads elsewhere.
    if (parseUrl(match[0]) === undefined || text[end] === '…') continue;
    escaped += `${escapeWords(text.slice(from, match.index))}<${match[0]}>`;
    from = end;
  }
  return escaped + escapeWords(text.slice(from));
}

/** The label of a masked link. Discord shows no link when the label looks like an address. */
export const escapeLabel = (text: string): string => escapeWords(text.replace(/https?:\/\//gi, ''));

/** Text between backticks, where nothing can be escaped: a backtick becomes a similar character. */
export const escapeCode = (text: string): string => breakMentions(text.replaceAll('`', 'ˋ'));

/** Escapes the start of a line that is escaped already: `# x` is not a heading, `1. x` not a list. */
export const escapeStart = (line: string): string =>
  line.replace(startMarkup, (_all, space: string, markup: string) =>
    /\d/.test(markup) ? `${space}${markup}\\` : `${space}\\${markup}`,
  );

/** The address, safe inside a masked link, which it could end or give a style; undefined when not a web address. */
export const cleanUrl = (url: string): string | undefined =>
  webAddress(url)?.replace(
    /[()`|*\\]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
