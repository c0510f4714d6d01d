import { grown } from './column.ts';

/** The names that a search of names has found, with their scores. Valid until the next search. */
export interface FoundNames {
  /** Their numbers, in no order. */
  readonly names: readonly number[];
  score(name: number): number;
  /** How many of the typed words each has. */
  count(name: number): number;
}

/**
 * Adds up scores of names, word by word, in arrays with a place for each name: a map of as many entries takes ten times as long. The
 * arrays are kept for the next search.
 */
export function createNameScores() {
  let sums = new Float64Array(0);
  /** By name: the last of the typed words that it has, counted from 1; and how many it has. */
  let latest: Uint32Array = new Uint32Array(0);
  let counts: Uint32Array = new Uint32Array(0);
  let found: number[] = [];
  /** The typed word that is looked for, counted from 1. */
  let word = 0;

  return {
    /** Starts again. @param size above the number of every name */
    clear(size: number): void {
      for (const name of found) {
        sums[name] = 0;
        latest[name] = 0;
        counts[name] = 0;
      }
      found = [];
      word = 0;
      if (sums.length >= size) return;
      latest = grown(latest, size);
      counts = grown(counts, latest.length);
      sums = new Float64Array(latest.length);
    },
    /** From now on scores are for the next of the typed words. */
    nextWord(): void {
      word++;
    },
    /** Whether a name has the word before the one that is looked for, and so each word before. */
    hasAllBefore: (name: number): boolean => (latest[name] as number) >= word - 1,
    add(name: number, score: number): void {
      if (latest[name] === 0) found.push(name);
      if (latest[name] !== word) {
        latest[name] = word;
        counts[name] = (counts[name] as number) + 1;
      }
      sums[name] = (sums[name] as number) + score;
    },
    /** @param isWanted whether a name is among the results */
    found(isWanted: (count: number) => boolean): FoundNames {
      return {
        names: found.filter((name) => isWanted(counts[name] as number)),
        score: (name) => sums[name] as number,
        count: (name) => counts[name] as number,
      };
    },
  };
}
