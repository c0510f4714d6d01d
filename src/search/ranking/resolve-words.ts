import type { KnownWords } from '../index/vocabulary.ts';
import type { Atom, Query } from '../query.ts';
import type { SpellingCorrection } from '../results.ts';
import { stopWords } from '../words/stop-words.ts';
import { stem, termsOf, tokenize } from '../words/tokens.ts';

/** A word of the query as the index can look for it. */
export interface SearchWord {
  readonly atom: Atom;
  /** As the reader typed it. */
  readonly typed: string;
  /**
   * The word stands in a text when all terms of one of these do: `pre-training` is `pretrain`, or `pre` and
   * `train`. Without any, no text holds it.
   */
  readonly alternatives: readonly (readonly string[])[];
  /** The word of the texts that it was read as, when none holds it as typed. */
  readonly correctedTo?: string;
}

/** Surfaces among which no word is near another one: words are taken as they are. */
export const noWords: KnownWords['surfaces'] = { nearest: () => undefined };

/** Reads the words of atoms against what the texts hold. Stop words are passed over. */
export function resolveWords(atoms: readonly Atom[], all: KnownWords): SearchWord[] {
  const known = withFewCorrections(all);
  const words: SearchWord[] = [];
  let before: string | undefined;
  for (const atom of atoms) {
    for (const typed of atom.phrase ? atom.text.split(/\s+/) : [atom.text]) {
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

/** A person mistypes a word or two; a text of nothing but unknown words is not worth the time to look for each. */
const maxCorrections = 5;

function withFewCorrections({ surfaces, hasTerm }: KnownWords): KnownWords {
  const looked = new Set<string>();
  return {
    hasTerm,
    surfaces: {
      nearest: (word) => (looked.add(word).size > maxCorrections ? undefined : surfaces.nearest(word)),
    },
  };
}

export const atomsOf = (query: Query): readonly Atom[] => query.clauses.flatMap((clause) => clause.any);

export const spellingCorrections = (words: readonly SearchWord[]): SpellingCorrection[] =>
  words.flatMap(({ typed, correctedTo }) =>
    correctedTo === undefined ? [] : [{ typed, used: correctedTo }],
  );

function readSurfaces(
  surfaces: readonly string[],
  known: KnownWords,
): Pick<SearchWord, 'alternatives' | 'correctedTo'> {
  const alternatives = alternativesOf(surfaces).filter((terms) => terms.every(known.hasTerm));
  if (alternatives.length > 0) return { alternatives };
  const parts = surfaces.flatMap(termsOf).filter(known.hasTerm);
  if (parts.length > 0) return { alternatives: parts.map((term) => [term]) };
  const near = surfaces.length === 1 ? known.surfaces.nearest(surfaces[0] as string) : undefined;
  return near === undefined ? { alternatives: [] } : { alternatives: [termsOf(near)], correctedTo: near };
}

function alternativesOf(surfaces: readonly string[]): (readonly string[])[] {
  const [first = '', ...more] = surfaces;
  if (more.length === 0) return termsOf(first).map((term) => [term]);
  return [[stem(surfaces.join(''))], surfaces.flatMap((surface) => termsOf(surface).slice(0, 1))];
}

/** `pre training` is also `pretraining`, when some text writes it so. */
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
