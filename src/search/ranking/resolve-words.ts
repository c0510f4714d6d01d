import type { WeightedTerm } from '../index/collection.ts';
import { type Atom, atomGroups, type Expression } from '../language/expression.ts';
import { makeJoinedTerm } from '../words/expressions.ts';
import { findExpressions } from '../words/query-expressions.ts';
import { partsOf, stopWords, termsOf, tokenize } from '../words/tokens.ts';

/** A word of the query as the index can look for it. */
export interface SearchWord {
  readonly atom: Atom;
  /** As the reader typed it. */
  readonly typed: string;
  /**
   * A text has the word if it has all terms of one of these: for `speech2text`, `speech2text`, or `speech` and `text`. Empty
   * where no text has the word.
   */
  readonly alternatives: readonly (readonly string[])[];
  /** What adds to a text's score. Words of one expression score once, so that all but the first have none. */
  readonly scored: readonly WeightedTerm[];
  /** The word of the texts that the typed word was read as, too. */
  readonly correctedTo?: string;
  /** Some texts have the typed word, too. */
  readonly isThere?: true;
  /** It is a part of a compound or of an acronym's long form, and has its term. */
  readonly isPart?: true;
}

/** What the texts have. */
export interface KnownWords {
  hasTerm(term: string): boolean;
  /** The word of the texts nearest to a mistyped one: to one that no text has, or that is far rarer than its neighbour. */
  nearest(word: string): string | undefined;
}

/** The words of clauses, by what the texts have. Leaves out stop words. What `NOT` excludes is resolved by itself. */
export const resolveClauses = (clauses: readonly Expression[], all: KnownWords): SearchWord[] =>
  atomGroups(clauses).flatMap((atoms) => resolveWords(atoms, all));

/** The words of atoms that are looked for together. */
export function resolveWords(atoms: readonly Atom[], all: KnownWords): SearchWord[] {
  const known = withFewCorrections(all);
  const units = atoms.flatMap(unitsOf);
  const inExpression = expressionsOf(units);
  const words: SearchWord[] = [];
  for (const [i, { atom, typed, surface }] of units.entries()) {
    const own = { atom, typed };
    const found = inExpression.get(i);
    const neighbour = units[i - 1];
    const joined = neighbour && joinedWith(neighbour, units[i] as Unit);
    const isJoined = joined !== undefined && known.hasTerm(joined);
    if (found !== undefined) {
      words.push({ ...own, ...found });
    } else if (termsOf(surface).length > 0) words.push({ ...own, ...readSurface(surface, known) });
    else if (isJoined)
      words.push({ ...own, alternatives: [[joined]], scored: [{ term: joined, weight: 1 }] });
    if (isJoined) joinLast(words, joined, neighbour);
  }
  return words;
}

/** A word of an atom. */
interface Unit {
  readonly atom: Atom;
  readonly typed: string;
  readonly surface: string;
  readonly hyphenated: boolean;
}

const unitsOf = (atom: Atom): Unit[] =>
  tokenize(atom.text).map(({ surface, start, end, hyphenated }) => ({
    atom,
    typed: atom.kind === 'phrase' ? atom.text.slice(start, end) : atom.text,
    surface,
    hyphenated,
  }));

type Read = Pick<SearchWord, 'alternatives' | 'scored' | 'correctedTo' | 'isThere' | 'isPart'>;

/** The units that belong to expressions. A phrase is looked for as it is written. */
function expressionsOf(units: readonly Unit[]): ReadonlyMap<number, Read> {
  const read = new Map<number, Read>();
  const free = units.flatMap(({ atom }, i) => (atom.kind === 'word' && atom.field === undefined ? [i] : []));
  for (const { term, isSure, places } of findExpressions(free.map((i) => (units[i] as Unit).surface)))
    for (const [k, place] of places.entries()) {
      const at = free[place] as number;
      const own = termsOf((units[at] as Unit).surface);
      const score = k === 0 ? [{ term, weight: 1 }] : [];
      read.set(
        at,
        isSure
          ? { alternatives: [[term]], scored: score, isPart: true }
          : {
              alternatives: [...own.map((each) => [each]), [term]],
              scored: [...own.map((each) => ({ term: each, weight: 1 })), ...score],
            },
      );
    }
  return read;
}

/** People mistype a word or two. A text of nothing but unknown words is not worth the time to correct each. */
const maxCorrections = 5;

function withFewCorrections({ hasTerm, nearest }: KnownWords): KnownWords {
  const looked = new Set<string>();
  return { hasTerm, nearest: (word) => (looked.add(word).size > maxCorrections ? undefined : nearest(word)) };
}

function readSurface(surface: string, known: KnownWords): Read {
  const parts = partsOf(surface);
  const isPair = parts.length > 1;
  const all = [...termsOf(surface).map((term) => [term]), ...(isPair ? [parts] : [])];
  const alternatives = all.filter((terms) => terms.every(known.hasTerm));
  // Numbers are never mistyped words: 2025 is not 2022.
  const near = /\d/.test(surface) ? undefined : known.nearest(surface);
  const isNew = near !== undefined && termsOf(near).some((term) => !all.some(([own]) => own === term));
  if (!isNew) return { alternatives, scored: weigh(alternatives) };
  const both = [...alternatives, ...termsOf(near).map((term) => [term])];
  const isThere = alternatives.length > 0 && { isThere: true as const };
  return { alternatives: both, scored: weigh(both), correctedTo: near, ...isThere };
}

const weigh = (alternatives: readonly (readonly string[])[]): WeightedTerm[] =>
  [...new Set(alternatives.flat())].map((term) => ({ term, weight: 1 }));

/** The term of two neighbouring words as one: `pre training` is `pretraining`, where some text writes it like this. */
function joinedWith(before: Unit, { surface, hyphenated, atom }: Unit): string | undefined {
  const isBoundary = before.atom.kind !== atom.kind || before.atom.field !== atom.field;
  if (isBoundary || stopWords.has(before.surface) || stopWords.has(surface)) return undefined;
  if (!hyphenated && before.surface.length + surface.length < 4) return undefined;
  return makeJoinedTerm(before.surface, surface);
}

/** How much a compound that is on no list counts beside its words: a hyphen may be a matter of chance. */
const joinedWeight = 0.5;

/** Lets the last word, and its neighbour before it, be found as one word too. */
function joinLast(words: SearchWord[], joined: string, before: Unit | undefined): void {
  const last = words.at(-1);
  if (last === undefined || last.isPart) return;
  const pair =
    words.at(-2)?.typed === before?.typed && !words.at(-2)?.isPart ? words.splice(-2) : words.splice(-1);
  for (const [i, word] of pair.entries()) {
    const has = word.alternatives.some(([term]) => term === joined);
    words.push({
      ...word,
      alternatives: has ? word.alternatives : [...word.alternatives, [joined]],
      scored: i === 0 && !has ? [...word.scored, { term: joined, weight: joinedWeight }] : word.scored,
    });
  }
}

/** Whether a text with these terms has the word. */
export const holdsWord = (terms: readonly string[], { alternatives }: SearchWord): boolean =>
  alternatives.some((all) => all.every((term) => terms.includes(term)));

/** Makes something of a list of terms once for all texts that share the list, as candidates do. */
export function onceForEach<Made>(make: (terms: readonly string[]) => Made) {
  const known = new Map<readonly string[], Made>();
  return (terms: readonly string[]): Made => {
    const found = known.get(terms);
    if (found !== undefined) return found;
    const made = make(terms);
    known.set(terms, made);
    return made;
  };
}

/** Whether a text with these terms has each of the words. */
export function holdsEach(words: readonly SearchWord[]) {
  const holds = onceForEach((terms) => words.every((word) => holdsWord(terms, word)));
  return ({ terms }: { readonly terms: readonly string[] }): boolean => holds(terms);
}

/** The most characters between two words of a phrase, none of them letters or digits: `pre training`, `pre - training`. */
const maxGap = 3;

/** Whether a text has a phrase. @param folded the text, in lower case and without accents */
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
