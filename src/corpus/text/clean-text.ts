import { type CleanRule, cleanRules } from './clean-rules.ts';
import { urlSource } from './url-pattern.ts';

/** Text that does not settle in so many passes is no prose (`{{{{…}}}}`). */
const maxPasses = 8;

const urlInText = new RegExp(urlSource);

/** A link and the word that `\href{…}{code}` left on it. */
const gluedLinkWord = new RegExp(String.raw`${urlSource}\{(\w{1,40})\}`, 'g');

/**
 * Text for reading and indexing: no debris of LaTeX or HTML, no control or zero-width characters, one space between
 * words, NFC. Links are left as they are.
 *
 * Total and idempotent, in linear time; the result is at most four times as long as `raw`. Text that the rules keep
 * changing gets the white space and NFC only.
 */
export function cleanText(raw: string): string {
  const plain = tidyText(raw);
  let text = plain;
  for (let pass = 0; pass < maxPasses; pass++) {
    const changed = applyRules(text);
    if (changed === text) return text;
    const next = tidyText(changed);
    if (next === text) return text;
    text = next;
  }
  return plain;
}

/**
 * One space between words, NFC, nothing that cannot be seen, no halves of surrogate pairs.
 *
 * White space before control characters, because a tab is both; `\s` would take the zero-width U+FEFF for a space.
 */
export function tidyText(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/(?:[^\S ]|\u0085| (?=[\s\u0085]))[\s\u0085]*/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .normalize('NFC')
    .replace(/ {2,}/g, ' ')
    .trim();
}

function applyRules(text: string): string {
  const rules = cleanRules.filter((rule) => rule.when.some((needle) => text.includes(needle)));
  const joined = text.includes('{') ? text.replace(gluedLinkWord, '$1 ($2)') : text;
  if (rules.length === 0) return joined;
  return outsideLinks(
    joined,
    (piece) => applyTo(piece, rules),
    (link) => link.replace(/\\(?=[_%&#~])/g, ''),
  );
}

/** Changes a text but for its links, which have rules of their own. */
export function outsideLinks(
  text: string,
  change: (piece: string) => string,
  changeLink = (link: string): string => link,
): string {
  if (!/https?:|www\.|\.(?:com|org|co|io)\b/.test(text)) return change(text);
  return text
    .split(urlInText)
    .map((piece, index) => (index % 2 === 1 ? changeLink(piece) : change(piece)))
    .join('');
}

function applyTo(text: string, rules: readonly CleanRule[]): string {
  let result = text;
  for (const rule of rules) {
    result =
      typeof rule.put === 'string'
        ? result.replace(rule.find, rule.put)
        : result.replace(rule.find, rule.put);
  }
  return result;
}
