import { editDistance } from '../../edit-distance.ts';
import { squeeze, stem, stopWords, tokenize } from '../words/tokens.ts';

/**
 * How a text names a title, the surest first:
 *
 * | kind        | the text                                                              |
 * |-------------|-----------------------------------------------------------------------|
 * | `whole`     | is the title, or holds it, as a reference does                        |
 * | `name`      | is what the title calls its subject: what is before its colon, or in brackets |
 * | `beginning` | begins the title, and may be cut off inside a word                    |
 * | `row`       | is some words of the title side by side                               |
 * | `words`     | has only words of the title                                           |
 * | `near`      | has most of its words, mistyped perhaps or with others between them, or is their initials |
 */
export const likenessKinds = ['whole', 'name', 'beginning', 'row', 'words', 'near'] as const;
type LikenessKind = (typeof likenessKinds)[number];

/** How surely a text names a title. */
export interface Likeness {
  readonly kind: LikenessKind;
  /** The share of the text's telling words that the title has, from 0 to 1; mistyped ones count less. */
  readonly share: number;
}

/** A text as it is compared with titles. */
export interface TypedTitle {
  readonly letters: string;
  readonly words: readonly string[];
  /** Those that are no stop words, or all where there are no others. */
  readonly telling: readonly string[];
}

/** A title as somebody types it: its letters, its words, and those that tell it from others. */
export function readTyped(text: string): TypedTitle {
  const words = tokenize(text).map(({ surface }) => surface);
  const telling = words.filter((word) => !stopWords.has(word));
  return { letters: squeeze(text), words, telling: telling.length > 0 ? telling : words };
}

/** The shortest title that is recognised inside a longer text, in letters: a shorter one may be there by chance. */
const minInside = 16;
const minShare = 0.75;
/** With a word too many, such as `lattice quantizer QuIP`; only where no other title shares as much. */
const looseShare = 0.6;

/** How a text names a title; undefined where it does not. Total. */
export function titleLikeness(typed: TypedTitle, title: string): Likeness | undefined {
  const letters = squeeze(title);
  if (typed.letters === '' || letters === '') return undefined;
  if (letters === typed.letters) return { kind: 'whole', share: 1 };
  const words = tokenize(title).map(({ surface }) => surface);
  if (letters.length >= minInside && ` ${typed.words.join(' ')} `.includes(` ${words.join(' ')} `))
    return { kind: 'whole', share: letters.length / typed.letters.length };
  const names = namesIn(title).map(squeeze);
  if (names.includes(typed.letters)) return { kind: 'name', share: 1 };
  if (typed.letters.length >= 5 && letters.startsWith(typed.letters)) return { kind: 'beginning', share: 1 };
  const likeness = byWords(typed, words);
  if (likeness !== undefined && likeness.kind !== 'near') return likeness;
  return nearlyNamed(typed, letters, names) ?? likeness ?? byInitials(typed, words);
}

/** In words. Longer texts are abstracts, which say many names. */
const maxNearlyNamed = 8;

/** The beginning of a title, mistyped, or its name of one word among others: `the AWQ method`. */
function nearlyNamed(typed: TypedTitle, letters: string, names: readonly string[]): Likeness | undefined {
  if (isNearlyBeginning(typed.letters, letters)) return { kind: 'near', share: 0.99 };
  if (typed.words.length > maxNearlyNamed) return undefined;
  const isNamed = typed.telling.some((word) => word.length >= 3 && names.includes(word));
  return isNamed ? { kind: 'near', share: minShare } : undefined;
}

function byInitials(
  { words: [word = '', ...more] }: TypedTitle,
  words: readonly string[],
): Likeness | undefined {
  return more.length === 0 && isInitials(word, initialsOf(words))
    ? { kind: 'near', share: minShare }
    : undefined;
}

/** In letters; of shorter beginnings, mistyped ones are those of many titles. */
const minBeginning = 10;

/** Whether a text is the beginning of a title with a letter in ten mistyped, left out or put in. */
function isNearlyBeginning(typed: string, letters: string): boolean {
  const most = Math.min(3, Math.floor(typed.length / minBeginning));
  if (most === 0 || typed.length > letters.length + most) return false;
  for (let extra = -most; extra <= most; extra++)
    if (isWithin(typed, letters.slice(0, typed.length + extra), most)) return true;
  return false;
}

/** What a title calls its subject: before the subtitle, and in brackets. */
function namesIn(title: string): string[] {
  const [head = ''] = title.split(/\s*[:—–]\s+|[?!.]\s+|\s+-+\s+/u, 1);
  const inBrackets = [...title.matchAll(/[([]([^()[\]]{2,40})[)\]]/g)].map(([, inside = '']) => inside);
  return head === title ? inBrackets : [head, ...inBrackets];
}

function byWords({ words: all, telling }: TypedTitle, words: readonly string[]): Likeness | undefined {
  if (telling.length === 0) return undefined;
  const joined = ` ${words.join(' ')}`;
  const inRow = all.length > 1 ? joined.includes(` ${all.join(' ')}`) : joined.includes(` ${all[0]} `);
  if (inRow) return { kind: 'row', share: 1 };
  const stems = new Set(words.map(stem));
  const known = telling.filter((word) => stems.has(stem(word)));
  if (known.length === telling.length) return { kind: 'words', share: 1 };
  const last = all.at(-1) ?? '';
  const shares = telling.map((word) => (stems.has(stem(word)) ? 1 : wordShare(word, words, word === last)));
  const share = shares.reduce((sum, each) => sum + each, 0) / telling.length;
  return share >= (telling.length > 2 ? looseShare : minShare) ? { kind: 'near', share } : undefined;
}

/** How much of a word is in the title: mistyped, cut off, or joined with its neighbour. */
function wordShare(word: string, words: readonly string[], isLast: boolean): number {
  if (isLast && word.length >= 3 && words.some((each) => each.startsWith(word))) return 0.95;
  if (words.some((each, i) => each + (words[i + 1] ?? '') === word)) return 0.95;
  const allowed = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  return allowed > 0 && words.some((each) => isWithin(word, each, allowed)) ? 0.9 : 0;
}

const isWithin = (a: string, b: string, allowed: number): boolean => editDistance(a, b, allowed) <= allowed;

/** `slmt` for `Scaling Laws for Machine Translation`: the first letters of the telling words. */
export const initialsOf = (words: readonly string[]): string =>
  words
    .filter((word) => !stopWords.has(word))
    .map((word) => word.charAt(0))
    .join('');

/** Whether a word may be the initials of a title, or of its beginning. Two letters are too many titles'. */
export const isInitials = (word: string, initials: string): boolean =>
  word.length >= 3 && word.length <= 8 && (word.length === 3 ? initials === word : initials.startsWith(word));
