import SearchableMap from 'minisearch/SearchableMap';
import { scanWords } from '../words/scan-words.ts';
import { createNameScores, type FoundNames } from './name-scores.ts';
import { numberOfWord } from './terms/number-of-word.ts';
import { createWordTable } from './terms/word-table.ts';

/** See `createNames`. */
export type Names = ReturnType<typeof createNames>;

/** Bits for how often a name has a word. */
const timesBits = 6;
const maxTimes = 2 ** timesBits - 1;

/**
 * Of minisearch (https://lucaong.github.io/minisearch/): BM25+ (Lv and Zhai 2011), and what a word counts for that a typed one
 * begins, or that is some edits away.
 */
const bm25 = { k: 1.2, b: 0.7, d: 0.5 };
const weights = { prefix: 0.375, fuzzy: 0.45 };

/** A typed word, and how it is looked for besides as it is. */
export interface TypedWord {
  readonly word: string;
  /** As the beginning of words, too. */
  readonly prefix: boolean;
  /** With so many letters inserted, left out or replaced, too. */
  readonly edits?: number;
}

interface WeighedWord {
  readonly number: number;
  readonly weight: number;
}

/**
 * Names by their words: minisearch's dictionary finds the words that begin like a typed one or are nearly it, and its scores put
 * the names in order. Its index keeps an entry of a `Map` for each word of each name, which takes ten times the memory of the lists
 * here, and goes through its dictionary for each of these words, which took a fifth of the time to build the index of all papers.
 */
export function createNames() {
  const table = createWordTable();
  const dictionary = new SearchableMap<number>();
  /** By word: the names that have it, and how often, as one number. In no order. */
  const holders: number[][] = [];
  /** By name: how many different words it has. */
  const lengths: number[] = [];
  let size = 0;
  /** Of all names. Exact, so that scores do not depend on names that were removed. */
  let length = 0;

  const scores = createNameScores();

  function addScores(
    word: number,
    weight: number,
    weightOf: (name: number) => number,
    isWanted: (name: number) => boolean,
  ): void {
    const held = holders[word] as readonly number[];
    const rarity = Math.log(1 + (size - held.length + 0.5) / (held.length + 0.5));
    const meanLength = length / (size || 1);
    const { k, b, d } = bm25;
    for (const packed of held) {
      const name = packed >>> timesBits;
      if (!isWanted(name)) continue;
      const own = weightOf(name);
      if (own === 0) continue;
      const times = packed & maxTimes;
      const norm = k * (1 - b + (b * (lengths[name] as number)) / meanLength);
      scores.add(name, weight * own * rarity * (d + (times * (k + 1)) / (times + norm)));
    }
  }

  /** The words that a typed one may mean, the surest first, and how much each counts. */
  function* wordsLike({ word, prefix, edits = 0 }: TypedWord): Generator<WeighedWord> {
    const own = table.find(word);
    if (own !== undefined) yield { number: own, weight: 1 };
    if (prefix) yield* wordsFrom(word);
    const near = edits > 0 ? dictionary.fuzzyGet(word, edits) : [];
    for (const [other, [number, distance]] of near) {
      if (other === word || (prefix && other.startsWith(word))) continue;
      yield { number, weight: (weights.fuzzy * other.length) / (other.length + distance) };
    }
  }

  /** The longer words that a typed one begins. */
  function* wordsFrom(word: string): Generator<WeighedWord> {
    for (const [other, number] of dictionary.atPrefix(word)) {
      const more = other.length - word.length;
      if (more > 0) yield { number, weight: (weights.prefix * other.length) / (other.length + 0.3 * more) };
    }
  }

  function learn(word: number): void {
    if (word < holders.length) return;
    holders.push([]);
    dictionary.set(table.text(word), word);
  }

  return {
    /** The numbers of the words of a text, in order. */
    read(text: string): Uint32Array {
      const scanned = scanWords(text);
      const words = new Uint32Array(scanned.length);
      for (let i = 0; i < words.length; i++) {
        const word = numberOfWord(table, text, scanned, i);
        learn(word);
        words[i] = word;
      }
      return words;
    },
    /** The word with a number. */
    word: table.text,
    /** How many words there are. */
    size: table.size,
    /** The numbers of the words that begin with these letters. */
    beginningWith: (letters: string): Iterable<number> => dictionary.atPrefix(letters).values(),
    /**
     * @param name its number, below 2 ** 25; not in use
     * @param words as they were read
     */
    add(name: number, words: Uint32Array): void {
      lengths[name] = 0;
      size++;
      for (const word of words) {
        const held = holders[word] as number[];
        const last = held.at(-1);
        // A name that has the word already was the last to be added to its list.
        if (last === undefined || last >>> timesBits !== name) {
          held.push(name * 2 ** timesBits + 1);
          lengths[name] = (lengths[name] as number) + 1;
          length++;
        } else held[held.length - 1] = last + ((last & maxTimes) < maxTimes ? 1 : 0);
      }
    },
    /** Takes back an `add`. */
    remove(name: number, words: Uint32Array): void {
      size--;
      for (const word of new Set(words)) {
        const held = holders[word] as number[];
        const at = held.findIndex((packed) => packed >>> timesBits === name);
        const last = held.pop() as number;
        if (at < held.length) held[at] = last;
        length--;
      }
    },
    /**
     * The names that have each of some words, or any of them.
     * @param typed different words
     * @param weightOf what the score of a name is multiplied by; names with 0 are left out
     */
    find(typed: readonly TypedWord[], needs: 'each' | 'any', weightOf: (name: number) => number): FoundNames {
      scores.clear(lengths.length);
      const isWanted = needs === 'each' ? scores.hasAllBefore : () => true;
      for (const each of typed) {
        scores.nextWord();
        for (const { number, weight } of wordsLike(each)) addScores(number, weight, weightOf, isWanted);
      }
      return scores.found((count) => needs === 'any' || count === typed.length);
    },
  };
}
