import { createColumn, grown } from '../index/column.ts';
import { createPostings } from '../index/postings/postings.ts';
import type { Run } from '../index/postings/segment.ts';
import { createNearWords } from '../index/terms/near-words.ts';
import { createWordTable } from '../index/terms/word-table.ts';
import { type AddScore, createNameScores } from './name-scores.ts';

/** A word that begins with a typed one, or is near it, counts for less the longer or further it is: as in minisearch. */
const beginningWeight = (length: number, more: number) => (0.375 * length) / (length + 0.3 * more);
const nearWeight = (length: number, edits: number) => (0.45 * length) / (length + edits);

/** A typed word. */
export interface TypedWord {
  readonly text: string;
  /** Whether it may be the beginning of a word. */
  readonly isOpen: boolean;
  /** How many letters may be mistyped. */
  readonly edits: number;
}

/** A name that was found. */
export interface FoundName {
  readonly name: number;
  readonly score: number;
}

/** What a name is worth in a search: its scores are multiplied by it. 0 for names that are not looked for. */
export type WeightOf = (name: number) => number;

/** Names, each some words, found by whole words, beginnings and near words. Each has a number, which is not used again. */
export function createNames() {
  const table = createWordTable();
  const nearWords = createNearWords(table);
  /** By name: where its words begin in `row`, how many they are, and how many different ones; 0 for a name that was removed. */
  const starts = createColumn((length) => new Float64Array(length));
  const counts = createColumn((length) => new Uint16Array(length));
  const lengths = createColumn((length) => new Uint16Array(length));
  const postings = createPostings((name) => lengths.values[name] === 0);
  /** The words of all names in order, one name after the other. */
  let row: Uint32Array = new Uint32Array(0);
  let end = 0;
  /** By word: how many names have it. */
  let holders: Uint32Array = new Uint32Array(0);
  let made = 0;
  const there = { size: 0, length: 0 };
  const scores = createNameScores();
  let tidying: Generator<void> | undefined;

  const wordsOf = (name: number): Uint32Array =>
    row.subarray(starts.get(name), starts.get(name) + counts.get(name));

  function hold(words: ReadonlyMap<number, number>, change: 1 | -1): void {
    for (const word of words.keys()) {
      holders = grown(holders, word + 1);
      holders[word] = (holders[word] as number) + change;
    }
    there.size += change;
    there.length += change * words.size;
  }

  const holdersOf = (word: number): number => holders[word] ?? 0;

  /** The words that a typed word stands for: exactly, as its beginning, and mistyped; each once, as it counts most. */
  function* wordsFor({ text, isOpen, edits }: TypedWord): Generator<{ word: number; weight: number }> {
    const exact = table.find(text);
    if (exact !== undefined) yield { word: exact, weight: 1 };
    for (const word of isOpen ? table.withBeginning(text) : []) {
      const { length } = table.text(word);
      yield { word, weight: beginningWeight(length, length - text.length) };
    }
    for (const { number, other, distance } of edits === 0 ? [] : nearWords(text, edits, holdersOf))
      yield { word: number, weight: nearWeight(other.length, distance) };
  }

  /** @param isAll only names that had a word of each round before */
  function scoreRound(round: number, typed: TypedWord, weightOf: WeightOf, isAll: boolean): void {
    const names = { size: there.size, meanLength: there.length / (there.size || 1) };
    const seen = new Set<number>();
    for (const { word, weight } of wordsFor(typed)) {
      if (seen.has(word) || holdersOf(word) === 0) continue;
      seen.add(word);
      const add = scores.adder(round, { weight, holders: holdersOf(word) }, names);
      for (const run of postings.runs(word)) addRun(run, add, weightOf, isAll ? round : 0);
    }
  }

  /** @param rounds only names that had a word in so many */
  function addRun(
    { postings: list, from, to }: Run,
    add: AddScore,
    weightOf: WeightOf,
    rounds: number,
  ): void {
    for (let i = from; i < to; i++) {
      const posting = list[i] as number;
      const name = posting >>> 8;
      const length = lengths.values[name] as number;
      if (length === 0 || scores.rounds(name) < rounds) continue;
      const own = weightOf(name);
      if (own > 0) add(name, length, posting & 255, own);
    }
  }

  function* tidy(): Generator<void> {
    tidying ??= postings.tidy(there.size);
    while (tidying !== undefined && !tidying.next().done) yield;
    tidying = undefined;
  }

  return {
    /** @returns its number, higher than all before it */
    add(texts: readonly string[]): number {
      // Nothing may be added between two steps of tidying.
      if (tidying !== undefined) Array.from(tidy());
      const words = texts.map(table.number);
      const times = new Map<number, number>();
      for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
      row = grown(row, end + words.length);
      row.set(words, end);
      starts.set(made, end);
      counts.set(made, words.length);
      lengths.set(made, times.size);
      end += words.length;
      hold(times, 1);
      postings.add(made, Uint32Array.from(times.keys()), [...times.values()]);
      return made++;
    },
    remove(name: number): void {
      hold(new Map(Array.from(wordsOf(name), (word) => [word, 1])), -1);
      lengths.set(name, 0);
      postings.remove();
    },
    /** Keeps searches fast after many names came; in small steps. */
    tidy,
    /** The words of a name in order, by number. */
    wordsOf,
    /** A word by its number. */
    word: table.text,
    /** Whether the words with some numbers begin with these letters. */
    beginningWith(letters: string): (word: number | undefined) => boolean {
      const words = new Set(table.withBeginning(letters));
      return (word) => word !== undefined && words.has(word);
    },
    /** The number of a word; undefined for one that no name ever had. */
    find: table.find,
    /** Names that have every word, in no order. */
    withAll(typed: readonly TypedWord[], weightOf: WeightOf): FoundName[] {
      scores.clear(made);
      for (const [round, each] of typed.entries()) scoreRound(round, each, weightOf, true);
      return scores
        .found()
        .filter((name) => scores.rounds(name) === typed.length)
        .map((name) => ({ name, score: scores.score(name) }));
    },
    /** Names that have some of the words, in no order. Each word that they have multiplies their score. */
    withSome(typed: readonly TypedWord[], weightOf: WeightOf): FoundName[] {
      scores.clear(made);
      for (const [round, each] of typed.entries()) scoreRound(round, each, weightOf, false);
      return scores.found().map((name) => ({ name, score: scores.score(name) * scores.rounds(name) }));
    },
  };
}
