import type { Candidate, Collection } from '../index/collection.ts';
import type { WeightedTerm } from '../index/minisearch.ts';
import { rarestTerms } from './candidate-terms.ts';
import { bestOf } from './order.ts';

/** Chosen on the tuning half of the judged queries (`npm run quality`). */
const feedbackDocuments = 10;
const expansionTerms = 10;
const expansionWeight = 0.3;
/** In a large corpus: a word of more texts than this tells little, and each of them would be a hit. */
const maxHolders = 10_000;
/** Fewer hits than this are a name or a very special thing: they are the answer, and their relatives are not. */
const minHits = 3;

/**
 * Ranks again with the words that the best hits have in common (pseudo-relevance feedback: Rocchio 1971; Lavrenko
 * and Croft 2001), so that "stop thinking too long" also finds what is written as "overthinking". What comes in
 * without any word of the query keeps an empty `terms`. In no order.
 * @param needed terms of which every text that is asked for holds one; undefined where nothing is needed
 */
export function rankExpanded(
  words: readonly WeightedTerm[],
  collection: Collection,
  needed: ReadonlySet<string> | undefined,
): readonly Candidate[] {
  const rarest = rarestTerms(words, collection.holders);
  const first = collection.find(words, rarest && (needed ?? rarest));
  if (first.length < minHits) return first;
  const typed = new Set(words.map(({ term }) => term));
  const common = commonTerms(bestOf(first, feedbackDocuments), typed, collection);
  const candidateTerms = needed === undefined ? rarestTerms(common, collection.holders) : new Set<string>();
  const added = new Map<number, Candidate>();
  for (const each of collection.find(common, candidateTerms, first)) added.set(each.slot, each);
  const ranked = first.map((each) => {
    const more = added.get(each.slot);
    if (more === undefined) return each;
    added.delete(each.slot);
    return { ...each, score: each.score + more.score };
  });
  for (const each of added.values()) ranked.push({ ...each, terms: [] });
  return ranked;
}

/** Terms of the best hits by their summed share of each hit's text, weighted by the hit's score. */
function commonTerms(
  hits: readonly Candidate[],
  typed: ReadonlySet<string>,
  collection: Collection,
): WeightedTerm[] {
  const sums = new Map<string, number>();
  const best = hits[0]?.score ?? 1;
  for (const { document, score } of hits) {
    for (const { term, weight } of collection.tellingTerms(document)) {
      if (!typed.has(term) && collection.holders(term) <= maxHolders)
        sums.set(term, (sums.get(term) ?? 0) + (score / best) * weight);
    }
  }
  const top = [...sums].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, expansionTerms);
  const most = top[0]?.[1] ?? 1;
  return top.map(([term, sum]) => ({ term, weight: (expansionWeight * sum) / most }));
}
