import { isAfterName, type ReadName } from '../names/split-name.ts';
import { readLatex } from '../text/clean-latex.ts';
import { tidyText } from '../text/clean-text.ts';

/** The last item of a list that leaves names out. */
const others = /^(?:and )?(?:others|et\.? al\.?|…|\.\.\.)$/i;

/** What a name must have for anything to be read in it. Nearly all are Latin letters with single blanks, and need only this look. */
const unplain = /[^A-Za-z\u00c0-\u02af .'-]|''|--| {2}|^ | $/;

/**
 * A name for reading: `Smith, John` as `John Smith`, with its family name where commas or braces tell it. Empty where nothing is left.
 * `cleanText` is not for names: it would read `ell` and `leq` in `Güell` and `Cleque` as LaTeX.
 */
export function readName(raw: string): ReadName {
  if (!unplain.test(raw)) return { name: raw };
  const name = plainName(raw);
  if (isBraced(raw)) return { name, ...(/\s/.test(name) && { family: name }) };
  const [family = '', given = '', more, ...rest] = name.split(/\s*,\s*/);
  // `Roe, Sr., Ann`, as BibTeX writes a suffix; in any other order it is left alone.
  if (more !== undefined) {
    const isSuffix = rest.length === 0 && more !== '' && !isAfterName(more) && given.length <= longestSuffix;
    return isSuffix ? { name: `${more} ${family}, ${given}`, family } : { name };
  }
  if (given !== '' && !isDegree(family, given)) return { name: `${given} ${family}`, family };
  // `Ada {Degli Antoni}`: BibTeX takes a last word in braces for the family name.
  const [, group] = /\s(\{[^{}]*\s[^{}]*\})\s*$/.exec(raw) ?? [];
  return { name, ...(group !== undefined && { family: withoutSuffix(plainName(group)) }) };
}

/** `Lin, M. D.` has initials, where `Ada Lin, M. D.` has a degree. */
const isDegree = (before: string, after: string): boolean =>
  isAfterName(after) && (/\s/.test(before) || !/^m\.? ?(?:d|sc)\.?$/i.test(after));

const withoutSuffix = (family: string): string => {
  const words = family.split(/[\s,]+/);
  return words.length > 1 && isAfterName(words.at(-1) ?? '') ? words.slice(0, -1).join(' ') : family;
};

function plainName(raw: string): string {
  const plain = readLatex(raw)
    .replace(/[{}]/g, '')
    .replace(/~/g, ' ')
    .replace(/-{2,3}/g, '–')
    .replace(/''|``/g, '"');
  return tidyText(plain).replace(/^[\s,;\\]+|[\s,;\\]+$/g, '');
}

/** Whether one pair of braces is around the whole: BibTeX takes such a name as it is. */
function isBraced(raw: string): boolean {
  const text = raw.trim();
  if (!text.startsWith('{') || !text.endsWith('}')) return false;
  let depth = 0;
  for (const [brace] of text.slice(0, -1).matchAll(/(?<!\\)[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (depth === 0) return false;
  }
  return true;
}

/** In characters: `Esq.`, `S.J.`, `3rd`. */
const longestSuffix = 6;

/** Whether an item of a list of authors says that there are others, as `and others` of BibTeX does. */
export const isOthers = (name: string): boolean => others.test(name.trim().replace(/^\{(.*)\}$/, '$1'));

/**
 * Whether two lists of authors may be of one paper: the longer list has more than half of the shorter one, which may
 * have been cut off. `unknown` where a list is empty. Two names agree if family name and first initial are equal, or if
 * they have the same words in any order, without case and accents.
 */
export function compareAuthors(
  a: readonly string[] = [],
  b: readonly string[] = [],
): 'agree' | 'differ' | 'unknown' {
  const [shorter, longer] = (a.length <= b.length ? [a, b] : [b, a]).map((names) =>
    names.map(nameKeys).filter((keys) => keys.length > 0),
  );
  if (!shorter?.length || !longer?.length) return 'unknown';
  const known = new Set(longer.flat());
  const shared = shorter.filter((keys) => keys.some((key) => known.has(key))).length;
  return 2 * shared > shorter.length ? 'agree' : 'differ';
}

/** Letters that Unicode does not decompose, and both ways to write an umlaut. */
const folded: readonly (readonly [RegExp, string])[] = [
  [/ø/g, 'o'],
  [/ł/g, 'l'],
  [/[đð]/g, 'd'],
  [/ı/g, 'i'],
  [/ß/g, 'ss'],
  [/[æä]|ae/g, 'a'],
  [/œ|oe/g, 'o'],
  [/ue/g, 'u'],
];

/** Two names agree if they share a key. At most two. */
function nameKeys(name: string): readonly string[] {
  const [before = '', after = ''] = name.split(',');
  const familyLast = after === '' || isAfterName(after.trim()) ? before : `${after} ${before}`;
  const words = nameWords(familyLast);
  const last = words.at(-1);
  if (last === undefined) return [];
  const [family, given] = hasInitialsLast(familyLast, words)
    ? [words.at(-2), last]
    : [last, words.length > 1 ? words[0] : ''];
  const inOrder = `${family} ${given?.[0] ?? ''}`;
  return words.every((word) => word.length > 1) && words.length > 1
    ? [inOrder, [...words].sort().join(' ')]
    : [inOrder];
}

/** As in `Smith J` and `Smith JK`. In `JUN YU` the short word is a family name. */
function hasInitialsLast(name: string, words: readonly string[]): boolean {
  const [initials] = /(?<=[\s.])\p{Lu}{1,3}$/u.exec(name.trim().replace(/\.$/, '')) ?? [];
  return initials !== undefined && words.length > 1 && (initials.length === 1 || /\p{Ll}/u.test(name));
}

function nameWords(name: string): readonly string[] {
  let text = name
    .normalize('NFKD')
    .replace(/[\p{M}'’‘`]+/gu, '')
    .toLowerCase();
  for (const [letter, plain] of folded) text = text.replace(letter, plain);
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !/^(?:jr|sr|ii|iii|iv)$/.test(word));
}
