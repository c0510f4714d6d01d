import type { WeightedTerm } from '../index/minisearch.ts';

/** The terms that say the most; more of them cost time and change a ranking little. */
const maxTerms = 40;

export interface TellingTerm extends WeightedTerm {
  /** tf·idf as a share of the text: the squares of all weights sum to 1. */
  readonly weight: number;
  /** The dampened count, for use as the weight of a query term. */
  readonly count: number;
}

/**
 * The terms of a text, given with how often they stand in it, with the highest tf·idf (Salton and Buckley 1988, tf dampened by its logarithm). A term of
 * this text alone finds nothing else and is left out.
 */
export function tellingTerms(
  counts: ReadonlyMap<string, number>,
  frequency: (term: string) => number,
  documents: number,
): TellingTerm[] {
  const weighted = [...counts]
    .filter(([term]) => frequency(term) > 1)
    .map(([term, n]) => ({
      term,
      count: 1 + Math.log(n),
      weight: (1 + Math.log(n)) * Math.log(documents / frequency(term)),
    }))
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .slice(0, maxTerms);
  const norm = Math.hypot(...weighted.map(({ weight }) => weight)) || 1;
  return weighted.map((each) => ({ ...each, weight: each.weight / norm }));
}
