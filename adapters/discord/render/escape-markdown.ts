/**
 * Everything that Discord reads inside a line. discord.js's escapeMarkdown leaves masked links, mentions and
 * timestamps; `<` begins the latter two, `[` the first.
 */
const inline = /[\\*_~`|[\]<]/g;
/** Headings, small print, lists and quotes count at a line's start only. */
const lineStart = /^(\s*)([#>+-]|\d+(?=[.)]))/;
/** Without a character that could end an autolink or mean anything in Markdown, but for `_`. */
const bareUrl = /\bhttps?:\/\/[\w.~:/?#@!$&+,;=%-]*[\w/#=-]/g;

/** `@everyone` pings through `allowed_mentions` only, but would still be drawn as if it did. */
const calm = (text: string): string => text.replace(/@(?=everyone|here)/gi, '@\u200B');

const escapePlain = (text: string): string =>
  calm(text.replace(inline, '\\$&').replace(/(\w):(?=\/\/)/g, '$1\\:'));

/** Raw, clean text as Markdown that shows the same characters. Bare web addresses stay clickable. */
export function escapeText(text: string): string {
  let done = '';
  let from = 0;
  for (const match of text.matchAll(bareUrl)) {
    if (!URL.canParse(match[0])) continue;
    done += `${escapePlain(text.slice(from, match.index))}<${match[0]}>`;
    from = match.index + match[0].length;
  }
  return done + escapePlain(text.slice(from));
}

/** The label of a masked link. Discord draws no link whose label looks like an address. */
export const escapeLabel = (text: string): string => escapePlain(text.replace(/https?:\/\//gi, ''));

/** Text inside backticks knows no escape; the backtick itself is replaced by its look-alike. */
export const escapeCode = (text: string): string => calm(text.replaceAll('`', 'ˋ'));

/** For the first characters of a line, escaped already: `# x` is no heading, `1. x` no list. */
export const escapeStart = (line: string): string =>
  line.replace(lineStart, (_all, space: string, mark: string) =>
    /\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
  );
