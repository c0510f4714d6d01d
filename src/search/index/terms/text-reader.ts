import { eachExpression, isVersion, joinedInText, unitOf } from '../../words/expressions.ts';
import { hasCapitals, isPlain, scanWords } from '../../words/scan-words.ts';
import { titleWeight } from '../../words/terms.ts';
import { readParts, readTerms, stem, stopWords, surfaceOf } from '../../words/tokens.ts';
import { grown } from '../column.ts';
import type { TermNumbers } from '../document.ts';
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

/** Pairs of words side by side whose common term is remembered. */
const joinedKept = 2 ** 16;

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
    count: (number: number): number => counts[number] as number,
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
  /** Of two words side by side: their numbers, and the number of their common term, plus 1. */
  const joinedFirsts = new Uint32Array(joinedKept).fill(2 ** 32 - 1);
  const joinedSeconds = new Uint32Array(joinedKept);
  const joinedTerms = new Uint32Array(joinedKept);

  const ofText = createTally();
  const ofPart = createTally();
  const inText = createTally();
  /** The words of a part in order: their numbers, the units of expressions that they are, and what is known of them. */
  let words: Uint32Array = new Uint32Array(0);
  let wordUnits: Uint32Array = new Uint32Array(0);
  let stops: Uint32Array = new Uint32Array(0);
  let hyphens: Uint32Array = new Uint32Array(0);

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
    units[word] = unitOf(own[0] ?? stem(surface));
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
    hyphens = grown(hyphens, length);
  }

  /** The number of the term that two words have together; -1 for none. */
  function joinedTermOf(first: number, second: number, hyphenated: boolean): number {
    const at = (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ (hyphenated ? 1 : 0)) >>> 16;
    // A number with a hyphen before it is read otherwise than without.
    const key = hyphenated ? first * 2 : first * 2 + 1;
    if (joinedFirsts[at] !== key || joinedSeconds[at] !== second) {
      const term = joinedInText(surfaces.text(first), surfaces.text(second), hyphenated);
      joinedFirsts[at] = key;
      joinedSeconds[at] = second;
      joinedTerms[at] = term === undefined ? 0 : terms.number(term) + 1;
    }
    return (joinedTerms[at] as number) - 1;
  }

  /** Reads the words of a part in order, and counts them. @returns how many there are */
  function readWords(text: string): number {
    let length = 0;
    scanWords(text, (start, end, hyphenated, form) => {
      const word =
        form === isPlain || form === hasCapitals
          ? surfaces.numberOfPart(text, start, end)
          : surfaces.number(surfaceOf(text, start, end, form));
      const known = flags[word] || learn(word);
      ofPart.add(word, 1);
      if (length === words.length) makeRoom(length + 1);
      words[length] = word;
      wordUnits[length] = units[word] as number;
      stops[length] = known & isStop;
      hyphens[length] = hyphenated ? 1 : 0;
      length++;
    });
    return length;
  }

  function countOwnTerms(weight: number): void {
    for (const word of ofPart.numbers()) {
      const times = ofPart.count(word);
      inText.add(word, times);
      const first = firstTerms[word] as number;
      if (first > 0) ofText.add(first - 1, weight * times);
      if ((flags[word] as number) & hasMoreTerms)
        for (const term of moreTerms.get(word) ?? []) ofText.add(term, weight * times);
    }
    ofPart.clear();
  }

  function countJoinedTerms(length: number, weight: number): void {
    for (let i = 1; i < length; i++) {
      const hyphenated = hyphens[i] === 1;
      const word = words[i] as number;
      if (!hyphenated && !((flags[word] as number) & isNumberOfVersion)) continue;
      const term = joinedTermOf(words[i - 1] as number, word, hyphenated);
      if (term >= 0) ofText.add(term, weight);
    }
  }

  function readPart(text: string, weight: number): void {
    const length = readWords(text);
    countOwnTerms(weight);
    eachExpression(wordUnits, stops, length, (term) => ofText.add(terms.number(term), weight));
    countJoinedTerms(length, weight);
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
