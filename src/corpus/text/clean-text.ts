import { defined } from '../../defined.ts';
import type { Paper } from '../paper.ts';
import { type CleanRule, cleanRules } from './clean-rules.ts';
import { urlSource } from './find-links.ts';
import { isPlainText, plainCharacters } from './plain-text.ts';

/** Text that still changes after so many passes is not prose (`{{{{…}}}}`). */
const maxPasses = 8;

const urlInText = new RegExp(urlSource);

/** A link with the word that `\href{…}{code}` left at its end. */
const gluedLinkWord = new RegExp(String.raw`${urlSource}\{(\w{1,40})\}`, 'g');

/**
 * Text for reading and indexing: `tidyText`, without debris of LaTeX and HTML. Links stay as they are.
 *
 * Total and idempotent, in linear time; the result is at most four times as long as `raw`. Text that still changes
 * after eight passes is only tidied.
 */
export function cleanText(raw: string): string {
  const tidy = tidyText(raw);
  let text = tidy;
  for (let pass = 0; pass < maxPasses; pass++) {
    if (isPlainText(text)) return text;
    const changed = applyRules(text);
    if (changed === text) return text;
    const next = tidyText(changed);
    if (next === text) return text;
    text = next;
  }
  return tidy;
}

/** Scripts whose letters change their shape, or what a word means, with a joiner or non-joiner between them. */
const joinedScripts =
  'Arab Syrc Mand Mong Nkoo Phag Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr Tibt Bali Java'
    .split(' ')
    .map((script) => String.raw`\p{scx=${script}}`)
    .join('');

/**
 * Joiners (U+200D) and non-joiners (U+200C), with the first of a row as a group where Unicode gives it a meaning: a joiner
 * between the parts of an emoji (UTS 51), and both inside a word of a script that joins (Unicode 16, 9.2 and 12.1).
 */
const joiners = new RegExp(
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])(\u200d)\u200d*(?=\p{Extended_Pictographic})` +
    String.raw`|(?<=[${joinedScripts}])([\u200c\u200d])[\u200c\u200d]*(?=[${joinedScripts}])|[\u200c\u200d]+`,
  'gu',
);

/** What a text must have for `tidyText` to change it. Most texts have nothing of the kind, and need no more than this look. */
const untidy = new RegExp(`[^${plainCharacters}]|^ | {2}| $`);

/**
 * One space between words, NFC, without halves of surrogate pairs and characters that nobody sees. Joiners inside an emoji,
 * and inside words of scripts that join, stay.
 *
 * The order matters: a tab is both white space and a control character, and `\s` matches the zero-width U+FEFF.
 */
export function tidyText(text: string): string {
  if (!untidy.test(text)) return text;
  const seen = text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '');
  // Looking at the script of each letter takes far longer than everything else here.
  const joined = /[\u200c\u200d]/.test(seen) ? seen.replace(joiners, '$1$2') : seen;
  return joined
    .replace(/(?:[^\S ]|\u0085| (?=[\s\u0085]))[\s\u0085]*/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .normalize('NFC')
    .replace(/ {2,}/g, ' ')
    .trim();
}

function applyRules(text: string): string {
  const rules = cleanRules.filter(([when]) => when.some((needle) => text.includes(needle)));
  const joined = text.includes('{') ? text.replace(gluedLinkWord, '$1 ($2)') : text;
  if (rules.length === 0) return joined;
  return outsideLinks(
    joined,
    (prose) => applyTo(prose, rules),
    (link) => link.replace(/\\(?=[_%&#~])/g, ''),
  );
}

/** Changes the text between links with one function, and links with another. Default: links stay as they are. */
export function outsideLinks(
  text: string,
  change: (prose: string) => string,
  changeLink = (link: string): string => link,
): string {
  if (!/https?:|www\.|\.(?:com|org|co|io)\b/.test(text)) return change(text);
  return text
    .split(urlInText)
    .map((part, index) => (index % 2 === 1 ? changeLink(part) : change(part)))
    .join('');
}

// `replace` takes a string or a function, and TypeScript has no overload for either of them.
const applyTo = (text: string, rules: readonly CleanRule[]): string =>
  rules.reduce((result, [, find, put]) => result.replace(find, put as string), text);

/** Title and abstract, cleaned for reading and indexing; `raw` has the original where cleaning changed it. */
export function paperText(title: string, abstract: string): Pick<Paper, 'title' | 'abstract' | 'raw'> {
  const text = { title: cleanText(title), abstract: cleanText(abstract) };
  const raw = defined({
    title: title === text.title ? undefined : title,
    abstract: abstract === text.abstract ? undefined : abstract,
  });
  return { ...text, ...defined({ raw: Object.keys(raw).length > 0 ? raw : undefined }) };
}

const excerptLength = 80;

/**
 * The first 80 characters for a report, on one line, without control characters. The result is a copy: a slice would
 * keep the whole page in memory.
 */
export function excerpt(text: string): string {
  const plain = text
    .slice(0, excerptLength * 4)
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}\ufffd]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return Buffer.from([...plain].slice(0, excerptLength).join('')).toString();
}

/** Whether the text is HTML. It must begin without white space and without an XML declaration. */
export const beginsAsWebPage = (text: string): boolean =>
  /^<(?:!doctype\s+html|html|head|body)\b/i.test(text);
