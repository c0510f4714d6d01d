import { defined } from '../../defined.ts';

/** Where the parts of a word begin that endings are looked for in. At its end or behind it for a part that has no letters. */
interface Regions {
  /** After the first other letter that follows a vowel. */
  readonly r1: number;
  /** The same, from `r1` on. */
  readonly r2: number;
}

interface Ending {
  readonly letters: string;
  /** What takes its place. */
  readonly to: string;
  /** Letters of which one has to be before it; default: any. */
  readonly after?: string;
}

/** Endings by their last letter, the longer ones first. */
type Endings = ReadonlyMap<string, readonly Ending[]>;

/** @param lines of a replacement, a colon, and the endings that it replaces; with a letter of `[…]` before them */
function endings(lines: string): Endings {
  const all = lines.split('\n').flatMap((line) => {
    const [to = '', from = ''] = line.trim().split(':');
    return from.split(' ').map((each): Ending => {
      const [, after, letters = ''] = /^(?:\[(\w+)\])?(\w+)$/.exec(each) ?? [];
      return { letters, to, ...defined({ after }) };
    });
  });
  all.sort((a, b) => b.letters.length - a.letters.length);
  const lastLetters = new Set(all.map(({ letters }) => letters.slice(-1)));
  return new Map(
    Array.from(lastLetters, (last) => [last, all.filter(({ letters }) => letters.endsWith(last))]),
  );
}

const step2 = endings(`tion:tional
  ence:enci
  ance:anci
  able:abli
  ent:entli
  ize:izer ization
  ate:ational ation ator
  al:alism aliti alli
  ful:fulness fulli
  ous:ousli ousness
  ive:iveness iviti
  ble:biliti bli
  less:lessli
  og:[l]ogi
  :[cdeghkmnrt]li`);
const step3 = endings(`tion:tional
  ate:ational
  al:alize
  ic:icate iciti ical
  :ful ness`);
const step4 = endings(':al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize [st]ion');

const exceptions: ReadonlyMap<string, string> = new Map(
  `skis ski skies sky dying die lying lie tying tie idly idl gently gentl ugly ugli early earli only onli singly singl
  sky sky news news howe howe atlas atlas cosmos cosmos bias bias andes andes`
    .split(/\s+/)
    .flatMap((word, i, all) => (i % 2 === 0 ? [[word, all[i + 1] ?? word] as const] : [])),
);
const exceptionsWithoutS = new Set('inning outing canning herring earring proceed exceed succeed'.split(' '));

/** By code. A y that is no vowel is written as a capital. */
const vowels = Uint8Array.from({ length: 128 }, (_, code) =>
  'aeiouy'.includes(String.fromCharCode(code)) ? 1 : 0,
);
const isVowel = (word: string, at: number): boolean => vowels[word.charCodeAt(at)] === 1;

function hasVowel(word: string, end: number): boolean {
  for (let at = 0; at < end; at++) if (isVowel(word, at)) return true;
  return false;
}

/** Where the part begins that is after the first other letter that follows a vowel. */
function regionFrom(word: string, from: number): number {
  let at = from;
  while (at < word.length && !isVowel(word, at)) at++;
  while (at < word.length && isVowel(word, at)) at++;
  return at + 1;
}

function regionsOf(word: string): Regions {
  const [start] = /^(?:gener|commun|arsen)/.exec(word) ?? [];
  const r1 = start?.length ?? regionFrom(word, 0);
  return { r1, r2: regionFrom(word, r1) };
}

/** Whether a word ends with a short syllable: `hop`, `at`, but not `how`. */
function endsShort(word: string): boolean {
  const last = word.length - 1;
  if (last === 0) return isVowel(word, 0);
  if (isVowel(word, last) || !isVowel(word, last - 1)) return false;
  return last === 1 || (!isVowel(word, last - 2) && !/[wxY]$/.test(word));
}

/** Replaces the longest of the endings, where it begins at a place or after it. */
function replaceEnding(word: string, all: Endings, from: number): string {
  const found = all.get(word.charAt(word.length - 1))?.find(({ letters }) => word.endsWith(letters));
  if (found === undefined) return word;
  const { letters, to, after } = found;
  const at = word.length - letters.length;
  return at >= from && (after === undefined || after.includes(word.charAt(at - 1)))
    ? word.slice(0, at) + to
    : word;
}

/** Plurals. */
function step1a(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ied') || word.endsWith('ies')) return word.slice(0, word.length > 4 ? -2 : -1);
  if (!word.endsWith('s') || word.endsWith('us') || word.endsWith('ss')) return word;
  return hasVowel(word, word.length - 2) ? word.slice(0, -1) : word;
}

/** `-ed` and `-ing`, with `-ly` after them. */
function step1b(word: string, { r1 }: Regions): string {
  const [ending] = /(?:eed|ed|ing)(?:ly)?$/.exec(word) ?? [];
  if (ending === undefined) return word;
  const at = word.length - ending.length;
  if (ending.startsWith('ee')) return at >= r1 ? word.slice(0, at + 2) : word;
  if (!hasVowel(word, at)) return word;
  const rest = word.slice(0, at);
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (/([bdfgmnprt])\1$/.test(rest)) return rest.slice(0, -1);
  return rest.length <= r1 && endsShort(rest) ? `${rest}e` : rest;
}

function step1c(word: string): string {
  const last = word.length - 1;
  return last > 1 && /[yY]$/.test(word) && !isVowel(word, last - 1) ? `${word.slice(0, last)}i` : word;
}

/** An e or a second l at the end. */
function step5(word: string, { r1, r2 }: Regions): string {
  const last = word.length - 1;
  const rest = word.slice(0, last);
  if (word.endsWith('e')) return last >= r2 || (last >= r1 && !endsShort(rest)) ? rest : word;
  return word.endsWith('ll') && last >= r2 ? rest : word;
}

/**
 * The stem of an English word, by the Snowball project's algorithm: https://snowballstem.org/algorithms/english/stemmer.html, as it
 * was before its third version (Porter 2001). A test compares it with `wink-porter2-stemmer`, which takes six times as long.
 * @param word letters from a to z
 */
export function porter2(word: string): string {
  if (word.length < 3) return word;
  const exception = exceptions.get(word);
  if (exception !== undefined) return exception;
  const hasY = word.includes('y');
  const marked = hasY ? word.replace(/^y|(?<=[aeiou])y/g, 'Y') : word;
  const regions = regionsOf(marked);
  const singular = step1a(marked);
  if (exceptionsWithoutS.has(singular)) return singular;
  const plain = step1c(step1b(singular, regions));
  const short = replaceEnding(plain, step2, regions.r1);
  const shorter = replaceEnding(short, step3, regions.r1);
  const withoutAtive =
    shorter.endsWith('ative') && shorter.length - 5 >= regions.r2 ? shorter.slice(0, -5) : shorter;
  const stem = step5(replaceEnding(withoutAtive, step4, regions.r2), regions);
  return hasY ? stem.toLowerCase() : stem;
}
