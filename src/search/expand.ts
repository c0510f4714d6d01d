import { bestOf, byScore, type Candidate, type Collection } from './collection.ts';
import type { WeightedTerm } from './minisearch.ts';

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
 * without any word of the query keeps an empty `terms`.
 */
export function rankExpanded(words: readonly WeightedTerm[], collection: Collection): Candidate[] {
  const first = collection.find(words);
  if (first.length < minHits) return first.sort(byScore);
  const typed = new Set(words.map(({ term }) => term));
  const related = collection.find(commonTerms(bestOf(first, feedbackDocuments), typed, collection));
  const added = new Map(related.map(({ document, score }) => [document, score]));
  const ranked = first.map(({ document, score, terms }) => {
    const more = added.get(document) ?? 0;
    added.delete(document);
    return { document, score: score + more, terms };
  });
  for (const [document, score] of added) ranked.push({ document, score, terms: [] });
  return ranked.sort(byScore);
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
