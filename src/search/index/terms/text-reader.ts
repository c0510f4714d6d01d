import {
  eachExpression,
  isCompound,
  isVersion,
  makeJoinedTerm,
  unitOf,
  versionTerm,
} from '../../words/expressions.ts';
import { isSpecial, type ScannedWords, scanWords } from '../../words/scan-words.ts';
import { titleWeight } from '../../words/terms.ts';
import { makeStem, readParts, readTerms, stopWords, surfaceOf } from '../../words/tokens.ts';
import { grown } from '../column.ts';
import type { TermNumbers } from '../document.ts';
import { createPairTerms } from './pair-terms.ts';
import type { WordTable } from './word-table.ts';

/** A text by numbers. */
export interface ReadText {
  readonly terms: TermNumbers;
  /** The different surface forms, in the order in which they come, and how often the text has each: by number. */
  readonly surfaces: Uint32Array;
  readonly times: Uint32Array;
}

/** What is known of a surface form: bits. */
const isKnown = 1;
const isStop = 2;
const isNumberOfVersion = 4;
const hasMoreTerms = 8;

/** Counters by number, which are emptied by going through what was counted. */
function createTally() {
  let counts: Uint32Array = new Uint32Array(0);
  let counted: Uint32Array = new Uint32Array(0);
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
    /** Those that were counted, in the order in which they came. Valid until the next one. */
    numbers: () => counted.subarray(0, size),
    /** How often each of `numbers` was counted. */
    copyCounts<Counts extends Uint16Array | Uint32Array>(target: Counts): Counts {
      for (let i = 0; i < size; i++) target[i] = counts[counted[i] as number] as number;
      return target;
    },
    clear(): void {
      for (let i = 0; i < size; i++) counts[counted[i] as number] = 0;
      size = 0;
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
  let flags: Uint32Array = new Uint32Array(0);
  /** By surface form: its first term, plus 1. */
  let firstTerms: Uint32Array = new Uint32Array(0);
  const moreTerms = new Map<number, readonly number[]>();
  let units: Uint32Array = new Uint32Array(0);
  const joinedTerms = createPairTerms();

  const ofText = createTally();
  const inText = createTally();
  /** The words of a part in order: their numbers, the units of expressions that they are, and what is known of them. */
  let words: Uint32Array = new Uint32Array(0);
  let wordUnits: Uint32Array = new Uint32Array(0);
  let stops: Uint32Array = new Uint32Array(0);

  function learn(word: number): number {
    const surface = surfaces.text(word);
    const own = readTerms(surface);
    const [first, ...more] = [...own, ...readParts(surface)].map(terms.number);
    flags = grown(flags, word + 1);
    firstTerms = grown(firstTerms, word + 1);
    units = grown(units, word + 1);
    firstTerms[word] = (first ?? -1) + 1;
    if (more.length > 0) moreTerms.set(word, more);
    // The first term of a word is its stem, where it has terms.
    units[word] = unitOf(own[0] ?? makeStem(surface));
    const known =
      isKnown |
      (stopWords.has(surface) ? isStop : 0) |
      (isVersion(surface) ? isNumberOfVersion : 0) |
      (more.length > 0 ? hasMoreTerms : 0);
    flags[word] = known;
    return known;
  }

  function makeRoom(length: number): void {
    words = grown(words, length);
    wordUnits = grown(wordUnits, length);
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

  /** The number of a word that `scanWords` found in a text. */
  function numberOf(text: string, words: ScannedWords, i: number): number {
    return words.forms[i] === isSpecial
      ? surfaces.number(surfaceOf(text, words, i))
      : surfaces.numberOfPart(words.codes, words.starts[i] as number, words.ends[i] as number);
  }

  function countOwnTerms(word: number, known: number, weight: number): void {
    const first = firstTerms[word] as number;
    if (first > 0) ofText.add(first - 1, weight);
    if (known & hasMoreTerms) for (const term of moreTerms.get(word) ?? []) ofText.add(term, weight);
  }

  /** Reads the words of a part in order, and counts them and their own terms. */
  function readWords(text: string, scanned: ScannedWords, weight: number): void {
    const { length } = scanned;
    makeRoom(length);
    for (let i = 0; i < length; i++) {
      const word = numberOf(text, scanned, i);
      const known = flags[word] || learn(word);
      inText.add(word, 1);
      countOwnTerms(word, known, weight);
      words[i] = word;
      wordUnits[i] = units[word] as number;
      stops[i] = known & isStop;
    }
  }

  function countJoinedTerms({ length, hyphenated: hyphens }: ScannedWords, weight: number): void {
    for (let i = 1; i < length; i++) {
      const hyphenated = hyphens[i] === 1;
      const word = words[i] as number;
      if (!hyphenated && !((flags[word] as number) & isNumberOfVersion)) continue;
      if (hyphenated && isCompound(wordUnits[i - 1] as number, wordUnits[i] as number)) continue;
      const term = joinedTermOf(words[i - 1] as number, word, hyphenated);
      if (term >= 0) ofText.add(term, weight);
    }
  }

  function readPart(text: string, weight: number): void {
    const scanned = scanWords(text);
    readWords(text, scanned, weight);
    eachExpression(wordUnits, stops, scanned.length, (term) => ofText.add(terms.number(term), weight));
    countJoinedTerms(scanned, weight);
  }

  return (title: string, body: string): ReadText => {
    readPart(title, titleWeight);
    readPart(body, 1);
    const terms = ofText.numbers().slice();
    const surfaces = inText.numbers().slice();
    const read: ReadText = {
      terms: { terms, counts: ofText.copyCounts(new Uint16Array(terms.length)) },
      surfaces,
      times: inText.copyCounts(new Uint32Array(surfaces.length)),
    };
    ofText.clear();
    inText.clear();
    return read;
  };
}
