import {
  eachExpression,
  isCompound,
  isVersion,
  makeJoinedTerm,
  textOfUnit,
  unitCount,
  unitOf,
  versionTerm,
} from '../../words/expressions.ts';
import { type ScannedWords, scanWords } from '../../words/scan-words.ts';
import { titleWeight } from '../../words/terms.ts';
import { makeStem, readParts, readTerms, stopWords } from '../../words/tokens.ts';
import { grown } from '../column.ts';
import type { TermNumbers } from '../document.ts';
import { numberOfWord } from './number-of-word.ts';
import { createPairTerms } from './pair-terms.ts';
import type { WordTable } from './word-table.ts';

/** A text by numbers. Valid until the next one is read. */
export interface ReadText {
  readonly terms: TermNumbers;
  /** The different surface forms, in the order in which they come, and how often the text has each: by number. */
  readonly surfaces: Uint32Array;
  readonly times: Uint32Array;
}

/** What is known of a surface form: bits. The number of the unit of expressions that it is, is above them. */
const isKnown = 1;
const isStop = 2;
const isNumberOfVersion = 4;
const hasMoreTerms = 8;
const unitShift = 4;

/** Counters by number, which are emptied by going through what was counted. */
function createTally<Counts extends Uint16Array | Uint32Array>(make: (length: number) => Counts) {
  let counts: Uint32Array = new Uint32Array(0);
  let counted: Uint32Array = new Uint32Array(0);
  let taken = make(0);
  let size = 0;
  return {
    add(number: number, times: number): void {
      if (number >= counts.length) counts = grown(counts, number + 1);
      const known = counts[number] as number;
      counts[number] = known + times;
      if (known > 0) return;
      if (size === counted.length) counted = grown(counted, size + 1);
      counted[size++] = number;
    },
    /** What was counted, in the order in which it came, and how often. Starts again, and is valid until then. */
    take(): { readonly numbers: Uint32Array; readonly times: Counts } {
      const length = size;
      if (taken.length < length) taken = make(counted.length);
      for (let i = 0; i < length; i++) {
        const number = counted[i] as number;
        taken[i] = counts[number] as number;
        counts[number] = 0;
      }
      size = 0;
      return { numbers: counted.subarray(0, length), times: taken.subarray(0, length) as Counts };
    },
  };
}

/**
 * Reads texts as `countTerms` does, but by numbers: what is made of a word is looked up in arrays by the word's number, and no
 * object or string is made for a word that came before.
 * @param terms gets the terms of all texts that are read
 * @param surfaces gets their surface forms
 */
export function createTextReader(terms: Pick<WordTable, 'number'>, surfaces: WordTable) {
  /** By surface form: what is known of it, and its first term, plus 1; beside each other, because both are asked for each word. */
  let known: Uint32Array = new Uint32Array(0);
  const moreTerms = new Map<number, readonly number[]>();
  const joinedTerms = createPairTerms();

  const ofText = createTally((length) => new Uint16Array(length));
  const inText = createTally((length) => new Uint32Array(length));
  /** By the unit of an expression: the number of its term, plus 1; 0 for one that no text had. */
  const expressionTerms = new Uint32Array(unitCount + 1);
  /** The words of a part in order: their numbers, the units of expressions that they are, and what is known of them. */
  let words: Uint32Array = new Uint32Array(0);
  let units: Uint32Array = new Uint32Array(0);
  let stops: Uint32Array = new Uint32Array(0);

  function learn(word: number): number {
    const surface = surfaces.text(word);
    const own = readTerms(surface);
    const [first, ...more] = [...own, ...readParts(surface)].map(terms.number);
    if (more.length > 0) moreTerms.set(word, more);
    known = grown(known, 2 * word + 2);
    known[2 * word + 1] = (first ?? -1) + 1;
    // The first term of a word is its stem, where it has terms.
    known[2 * word] =
      isKnown |
      (stopWords.has(surface) ? isStop : 0) |
      (isVersion(surface) ? isNumberOfVersion : 0) |
      (more.length > 0 ? hasMoreTerms : 0) |
      (unitOf(own[0] ?? makeStem(surface)) << unitShift);
    return known[2 * word] as number;
  }

  function makeRoom(length: number): void {
    words = grown(words, length);
    units = grown(units, length);
    stops = grown(stops, length);
  }

  /** The number of the term that two words have together; -1 for none. */
  function joinedTermOf(first: number, second: number, hyphenated: boolean): number {
    // A number with a hyphen before it is read otherwise than without.
    return joinedTerms(hyphenated ? first * 2 : first * 2 + 1, second, () => {
      const make = hyphenated ? makeJoinedTerm : versionTerm;
      const term = make(surfaces.text(first), surfaces.text(second));
      return term === undefined ? -1 : terms.number(term);
    });
  }

  function termOfExpression(unit: number): number {
    const term = expressionTerms[unit] as number;
    if (term > 0) return term - 1;
    const made = terms.number(textOfUnit(unit));
    expressionTerms[unit] = made + 1;
    return made;
  }

  /** Reads the words of a part in order, and counts them and their own terms. */
  function readWords(text: string, scanned: ScannedWords, weight: number): void {
    const { length } = scanned;
    makeRoom(length);
    for (let i = 0; i < length; i++) {
      const word = numberOfWord(surfaces, text, scanned, i);
      const isOf = known[2 * word] || learn(word);
      const first = known[2 * word + 1] as number;
      inText.add(word, 1);
      if (first > 0) ofText.add(first - 1, weight);
      if (isOf & hasMoreTerms) for (const term of moreTerms.get(word) ?? []) ofText.add(term, weight);
      words[i] = word;
      units[i] = isOf >>> unitShift;
      stops[i] = isOf & isStop;
    }
  }

  function countJoinedTerms({ length, hyphenated: hyphens }: ScannedWords, weight: number): void {
    for (let i = 1; i < length; i++) {
      const hyphenated = hyphens[i] === 1;
      const word = words[i] as number;
      if (!hyphenated && !((known[2 * word] as number) & isNumberOfVersion)) continue;
      if (hyphenated && isCompound(units[i - 1] as number, units[i] as number)) continue;
      const term = joinedTermOf(words[i - 1] as number, word, hyphenated);
      if (term >= 0) ofText.add(term, weight);
    }
  }

  function readPart(text: string, weight: number): void {
    const scanned = scanWords(text);
    readWords(text, scanned, weight);
    eachExpression(units, stops, scanned.length, (unit) => ofText.add(termOfExpression(unit), weight));
    countJoinedTerms(scanned, weight);
  }

  return (title: string, body: string): ReadText => {
    readPart(title, titleWeight);
    readPart(body, 1);
    const { numbers: terms, times: counts } = ofText.take();
    const { numbers: surfaces, times } = inText.take();
    return { terms: { terms, counts }, surfaces, times };
  };
}
