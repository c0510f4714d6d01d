import type { createDocuments } from './documents.ts';
import { type Found, rowIn } from './found.ts';
import type { createGroups } from './groups.ts';
import type { Postings } from './postings/postings.ts';
import type { Run } from './postings/segment.ts';

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
  /** Among the terms that are looked for together. */
  readonly place: number;
  /** Its rarity, times its weight in the query. */
  readonly weight: number;
  /** Whether it finds texts; else it only adds to the scores of texts that other terms find. */
  readonly finds: boolean;
}

/** Finds texts and scores them, one term after the other. */
export function createScorer(
  postings: Postings,
  documents: Pick<ReturnType<typeof createDocuments>, 'texts'>,
  found: Found,
  groups: ReturnType<typeof createGroups>,
) {
  /** By length: the part of the formula that depends on the length of a text. */
  let norms = new Float64Array(0);
  let normsOf = -1;

  function setNorms(): void {
    const { meanLength, longest } = documents.texts();
    if (normsOf === meanLength && norms.length > longest) return;
    normsOf = meanLength;
    norms = new Float64Array(longest + 1);
    const { k, b } = bm25;
    for (let length = 0; length <= longest; length++) norms[length] = k * (1 - b + (b * length) / meanLength);
  }

  /** @param isGrouped whether texts move to the group with the term, too */
  function addRun(
    { postings: list, from, to }: Run,
    weight: number,
    isGrouped: boolean,
    sums: Float64Array,
  ): void {
    const { bits, firstRows, lengths, groups: groupOf } = found;
    const factor = weight * (bm25.k + 1);
    const norm = norms;
    for (let i = from; i < to; i++) {
      const posting = list[i] as number;
      const slot = posting >>> 8;
      const word = bits[slot >>> 5] as number;
      if ((word & (1 << slot)) === 0) continue;
      const row = rowIn(word, slot, firstRows[slot >>> 5] as number);
      if (isGrouped) groupOf[row] = groups.withTerm(groupOf[row] as number);
      const times = posting & 255;
      sums[row] =
        (sums[row] as number) + (factor * times) / (times + (norm[lengths[row] as number] as number));
    }
  }

  function score(terms: readonly ScoredTerm[], isGrouped: boolean, sums: Float64Array): void {
    setNorms();
    const finding = terms.filter(({ finds }) => finds);
    const adding = terms.filter(({ finds }) => !finds);
    for (const { number } of finding) for (const run of postings.runs(number)) found.addRun(run);
    found.makeRows();
    for (const { number, place, weight } of [...finding, ...adding]) {
      groups.lookFor(place);
      for (const run of postings.runs(number)) addRun(run, weight, isGrouped, sums);
    }
  }

  return {
    /**
     * Finds every text with at least one of the terms that find texts, and scores it by BM25.
     * @param isGrouped false keeps no account of which terms each text has, which is faster where there are many
     */
    find(terms: readonly ScoredTerm[], isGrouped: boolean): void {
      found.clear();
      score(terms, isGrouped, found.scores);
    },
    /** Adds to the scores of the texts that are found; and finds others, without terms, that have a term that finds texts. */
    addScores(terms: readonly ScoredTerm[]): void {
      const { scores, more } = found;
      score(terms, false, more);
      for (let row = 0; row < found.size; row++) {
        scores[row] = (scores[row] as number) + (more[row] as number);
        more[row] = 0;
      }
    },
  };
}
