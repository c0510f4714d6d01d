import type { Atom } from '../language/expression.ts';
import { stem, stopWords, termsOf, tokenize } from '../words/tokens.ts';

/** A word of the query as the index can look for it. */
export interface SearchWord {
  readonly atom: Atom;
  /** As the reader typed it. */
  readonly typed: string;
  /**
   * A text has the word if it has all terms of one of these: for `pre-training`, `pretrain`, or `pre` and `train`. Empty
   * where no text has the word.
   */
  readonly alternatives: readonly (readonly string[])[];
  /** The word of the texts that the typed word was read as, where no text has it as typed. */
  readonly correctedTo?: string;
}

/** What the texts have. */
export interface KnownWords {
  hasTerm(term: string): boolean;
  /** The word of the texts nearest to a mistyped one. */
  nearest(word: string): string | undefined;
}

/** The words of atoms, by what the texts have. Leaves out stop words. */
export function resolveWords(atoms: readonly Atom[], all: KnownWords): SearchWord[] {
  const known = withFewCorrections(all);
  const words: SearchWord[] = [];
  let before: string | undefined;
  for (const atom of atoms) {
    for (const typed of atom.kind === 'phrase' ? atom.text.split(/\s+/) : [atom.text]) {
      const surfaces = tokenize(typed).map((token) => token.surface);
      if (surfaces.every((surface) => termsOf(surface).length === 0)) continue;
      words.push({ atom, typed, ...readSurfaces(surfaces, known) });
      const single = surfaces.length === 1 ? surfaces[0] : undefined;
      joinNeighbours(words, before, single, known);
      before = single;
    }
  }
  return words;
}

/** People mistype a word or two. A text of nothing but unknown words is not worth the time to correct each. */
const maxCorrections = 5;

function withFewCorrections({ hasTerm, nearest }: KnownWords): KnownWords {
  const looked = new Set<string>();
  return { hasTerm, nearest: (word) => (looked.add(word).size > maxCorrections ? undefined : nearest(word)) };
}

function readSurfaces(
  surfaces: readonly string[],
  known: KnownWords,
): Pick<SearchWord, 'alternatives' | 'correctedTo'> {
  const alternatives = alternativesOf(surfaces).filter((terms) => terms.every(known.hasTerm));
  if (alternatives.length > 0) return { alternatives };
  const parts = surfaces.flatMap(termsOf).filter(known.hasTerm);
  if (parts.length > 0) return { alternatives: parts.map((term) => [term]) };
  const near = surfaces.length === 1 ? known.nearest(surfaces[0] as string) : undefined;
  return near === undefined ? { alternatives: [] } : { alternatives: [termsOf(near)], correctedTo: near };
}

function alternativesOf(surfaces: readonly string[]): (readonly string[])[] {
  const [first = '', ...more] = surfaces;
  if (more.length === 0) return termsOf(first).map((term) => [term]);
  return [[stem(surfaces.join(''))], surfaces.flatMap((surface) => termsOf(surface).slice(0, 1))];
}

/** `pre training` is also `pretraining`, where some text writes it like this. */
function joinNeighbours(
  words: SearchWord[],
  before: string | undefined,
  surface: string | undefined,
  known: KnownWords,
): void {
  if (before === undefined || surface === undefined || stopWords.has(before)) return;
  const joined = stem(before + surface);
  if (!known.hasTerm(joined)) return;
  for (const word of words.splice(-2))
    words.push({ ...word, alternatives: [...word.alternatives, [joined]] });
}

/** Whether a text with these terms has the word. */
export const holdsWord = (terms: readonly string[], { alternatives }: SearchWord): boolean =>
  alternatives.some((all) => all.every((term) => terms.includes(term)));

/**
 * Whether a text with these terms has each of the words. Lists of terms that many texts share, as those of candidates, are
 * tested once.
 */
export function holdsEach(words: readonly SearchWord[]) {
  const known = new Map<readonly string[], boolean>();
  return ({ terms }: { readonly terms: readonly string[] }): boolean => {
    const found = known.get(terms);
    if (found !== undefined) return found;
    const holds = words.every((word) => holdsWord(terms, word));
    known.set(terms, holds);
    return holds;
  };
}

/** The most characters between two words of a phrase, none of them letters or digits: `pre training`, `pre - training`. */
const maxGap = 3;

export type TextTest = (folded: string) => boolean;

/**
 * A test for words side by side in a folded text, with up to three other characters between them: `pre training` finds
 * `pre-training` and `pretraining`. Linear in the length of the text.
 */
export function phraseTest(phrase: string): TextTest {
  const [first = '', ...more] = tokenize(phrase).map((token) => token.surface);
  return (folded) => {
    for (let at = folded.indexOf(first); at >= 0; at = folded.indexOf(first, at + 1)) {
      if (isWordAt(folded, at - 1)) continue;
      const end = endOf(more, folded, at + first.length);
      if (end !== undefined && !isWordAt(folded, end)) return true;
    }
    return false;
  };
}

/** Where the words end if the text has them one after the other from `from` on; else undefined. */
function endOf(words: readonly string[], folded: string, from: number): number | undefined {
  let at = from;
  for (const word of words) {
    for (let gap = 0; gap < maxGap && at < folded.length && !isWordAt(folded, at); gap++)
      at += (folded.codePointAt(at) ?? 0) > 0xff_ff ? 2 : 1;
    if (!folded.startsWith(word, at)) return undefined;
    at += word.length;
  }
  return at;
}

/** A table, because compiling a regular expression for each phrase takes longer than testing a day's papers. */
const asciiWords = Array.from({ length: 128 }, (_, code) => /[a-z0-9]/i.test(String.fromCharCode(code)));

function isWordAt(text: string, at: number): boolean {
  const code = text.codePointAt(at);
  if (code === undefined) return false;
  return asciiWords[code] ?? /[\p{L}\p{N}]/u.test(String.fromCodePoint(code));
}
