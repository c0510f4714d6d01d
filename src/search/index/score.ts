import type { Column } from './column.ts';
import type { Postings } from './postings/postings.ts';

/**
 * BM25 (Robertson and Zaragoza 2009, §3). A word that a text repeats counts for more, and a long text loses less, than with the
 * usual 1.2 and 0.75: in collections of titles with and without abstracts, long texts were too far down.
 */
const bm25 = { k: 2, b: 0.6 };

/**
 * How telling a term is, above 0 also for a term that most texts have (Lucene's form).
 * @param holders how many of the texts have it
 */
export const rarity = (texts: number, holders: number): number =>
  Math.log(1 + (texts - holders + 0.5) / (holders + 0.5));

/** A term to look for. */
export interface ScoredTerm {
  readonly number: number;
  /** Its rarity, times its weight in the query. */
  readonly weight: number;
  /** Whether it finds texts; else it only adds to the scores of texts that other terms find. */
  readonly finds: boolean;
}

/** The texts that were found, with their scores, and which of the terms each has. Valid until the next scoring. */
export interface Scored {
  /** In no order. May contain removed texts. */
  readonly slots: Uint32Array;
  /** By slot. */
  readonly scores: Float64Array;
  /** By slot, a bit for each term: 32 terms in each array. */
  readonly held: readonly Uint32Array[];
  isKnown(slot: number): boolean;
}

interface Texts {
  readonly slots: number;
  readonly meanLength: number;
  readonly longest: number;
}

/**
 * Adds up scores in arrays with a place for each text, which are kept: making them takes longer than most queries.
 * @param lengths how many different terms each text has, by slot
 */
export function createScorer(postings: Postings, lengths: Column<Uint16Array>) {
  let scores = new Float64Array(0);
  let found = new Uint32Array(0);
  let state = new Uint8Array(0);
  let held: Uint32Array[] = [];
  /** By length: the part of the formula that depends on the length of a text. */
  let norms = new Float64Array(0);
  let normsOf = -1;
  /** Slots whose values are not 0. */
  let used = 0;
  let marked: Iterable<number> = [];

  function reset(slots: number, words: number): void {
    for (let i = 0; i < used; i++) {
      const slot = found[i] as number;
      scores[slot] = 0;
      state[slot] = 0;
      for (const each of held) each[slot] = 0;
    }
    for (const slot of marked) state[slot] = 0;
    used = 0;
    marked = [];
    if (scores.length < slots) {
      const length = Math.ceil(slots * 1.25);
      scores = new Float64Array(length);
      found = new Uint32Array(length);
      state = new Uint8Array(length);
      held = [];
    }
    while (held.length < words) held.push(new Uint32Array(scores.length));
  }

  function setNorms(meanLength: number, longest: number): void {
    if (normsOf === meanLength && norms.length > longest) return;
    normsOf = meanLength;
    norms = new Float64Array(longest + 1);
    const { k, b } = bm25;
    for (let length = 0; length <= longest; length++) norms[length] = k * (1 - b + (b * length) / meanLength);
  }

  function addRun(
    list: Uint32Array,
    from: number,
    to: number,
    weight: number,
    bit: number,
    has: Uint32Array,
    finds: boolean,
  ): void {
    const length = lengths.values;
    const factor = weight * (bm25.k + 1);
    let count = used;
    for (let i = from; i < to; i++) {
      const posting = list[i] as number;
      const slot = posting >>> 8;
      const was = state[slot] as number;
      if (was < isFound) {
        if (!finds && was === 0) continue;
        state[slot] = was + isFound;
        found[count++] = slot;
      }
      const times = posting & 255;
      has[slot] = (has[slot] as number) | bit;
      scores[slot] =
        (scores[slot] as number) + (factor * times) / (times + (norms[length[slot] as number] as number));
    }
    used = count;
  }

  return {
    /**
     * Scores every text with at least one of the terms that find texts, by BM25.
     * @param texts the number of slots, and the mean and the highest of the lengths
     * @param known slots of texts that the other terms may find too
     */
    score(terms: readonly ScoredTerm[], texts: Texts, known: Iterable<number>): Scored {
      reset(texts.slots, Math.ceil(terms.length / 32));
      setNorms(texts.meanLength, texts.longest);
      marked = known;
      for (const slot of known) state[slot] = isKnown;
      for (const finds of [true, false])
        for (const [i, term] of terms.entries()) {
          if (term.finds !== finds) continue;
          const has = held[i >>> 5] as Uint32Array;
          for (const { postings: list, from, to } of postings.runs(term.number))
            addRun(list, from, to, term.weight, 1 << (i & 31), has, finds);
        }
      return { slots: found.subarray(0, used), scores, held, isKnown: (slot) => state[slot] !== isFound };
    },
  };
}

/** A text may be both. */
const isKnown = 1;
const isFound = 2;
