/** BM25+ (Lv and Zhai 2011), with the parameters that minisearch has, which found names before. */
const bm25 = { k: 1.2, b: 0.7, d: 0.5 };

/** How a word counts in names. */
interface WordWeight {
  readonly weight: number;
  /** How many names have it. */
  readonly holders: number;
}

/** How many names there are, and how many different words they have on average. */
interface NameCounts {
  readonly size: number;
  readonly meanLength: number;
}

/**
 * Adds what a word is worth in a name.
 * @param length how many different words the name has
 * @param times how often it has the word
 * @param own what the name is worth
 */
export type AddScore = (name: number, length: number, times: number, own: number) => void;

/**
 * Adds up the scores of names, in arrays with a place for each name. The words that were typed come in rounds; for each, names
 * may have several words, such as some that begin with it.
 */
export function createNameScores() {
  let scores = new Float64Array(0);
  /** In how many rounds a name had a word, and the last of them, plus 1. */
  let rounds = new Uint16Array(0);
  let lastRound = new Uint16Array(0);
  let found: number[] = [];

  return {
    /** Starts again. @param names the number of names that ever were */
    clear(names: number): void {
      for (const name of found) {
        scores[name] = 0;
        rounds[name] = 0;
        lastRound[name] = 0;
      }
      found = [];
      if (scores.length >= names) return;
      const length = Math.ceil(names * 1.25);
      scores = new Float64Array(length);
      rounds = new Uint16Array(length);
      lastRound = new Uint16Array(length);
    },
    /**
     * The names that had a word in some round, in no order: their numbers, their scores, and the number of these rounds.
     */
    found: (): readonly number[] => found,
    score: (name: number): number => scores[name] as number,
    rounds: (name: number): number => rounds[name] as number,
    /** A function that adds what a word is worth in one name. */
    adder(round: number, { weight, holders }: WordWeight, { size, meanLength }: NameCounts): AddScore {
      const { k, b, d } = bm25;
      const factor = weight * Math.log(1 + (size - holders + 0.5) / (holders + 0.5));
      return (name, length, times, own) => {
        if (lastRound[name] !== round + 1) {
          if (rounds[name] === 0) found.push(name);
          rounds[name] = (rounds[name] as number) + 1;
          lastRound[name] = round + 1;
        }
        const part = d + (times * (k + 1)) / (times + k * (1 - b + (b * length) / meanLength));
        scores[name] = (scores[name] as number) + own * factor * part;
      };
    },
  };
}
