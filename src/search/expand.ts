import type { Candidate, Collection } from './collection.ts';
import type { WeightedTerm } from './minisearch.ts';

/** Chosen on the tuning half of the judged queries (`npm run quality`). */
const feedbackDocuments = 10;
const expansionTerms = 10;
const expansionWeight = 0.3;
/** Fewer hits than this are a name or a very special thing: they are the answer, and their relatives are not. */
const minHits = 3;

/**
 * Ranks again with the words that the best hits have in common (pseudo-relevance feedback: Rocchio 1971; Lavrenko
 * and Croft 2001), so that "stop thinking too long" also finds what is written as "overthinking". What comes in
 * without any word of the query keeps an empty `terms`.
 */
export function rankExpanded(words: readonly WeightedTerm[], collection: Collection): Candidate[] {
  const first = collection.rank(words);
  if (first.length < minHits) return first;
  const typed = new Set(words.map(({ term }) => term));
  const ranked = collection.rank([...words, ...commonTerms(first, typed, collection)]);
  return ranked.map((each) => ({
    ...each,
    terms: new Set([...each.terms].filter((term) => typed.has(term))),
  }));
}

/** Terms of the best hits by their summed share of each hit's text, weighted by the hit's score. */
function commonTerms(
  hits: readonly Candidate[],
  typed: ReadonlySet<string>,
  collection: Collection,
): WeightedTerm[] {
  const sums = new Map<string, number>();
  const best = hits[0]?.score ?? 1;
  for (const { document, score } of hits.slice(0, feedbackDocuments)) {
    for (const { term, weight } of collection.tellingTerms(document)) {
      if (!typed.has(term)) sums.set(term, (sums.get(term) ?? 0) + (score / best) * weight);
    }
  }
  const top = [...sums].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, expansionTerms);
  const most = top[0]?.[1] ?? 1;
  return top.map(([term, sum]) => ({ term, weight: (expansionWeight * sum) / most }));
}
