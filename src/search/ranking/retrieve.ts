import type { Candidate, Candidates, Collection } from '../index/collection.ts';
import type { PaperFacts } from '../index/facts.ts';
import { type Expression, isNeeded } from '../language/expression.ts';
import { atomsOf, type Query } from '../query.ts';
import type { Filter } from '../words/filters.ts';
import type { RelatedTerms } from '../words/related-terms.ts';
import { fold } from '../words/tokens.ts';
import { minHits, rankExpanded } from './expand.ts';
import { matchTest } from './match-query.ts';
import { phraseTest, type SearchWord } from './resolve-words.ts';

/**
 * The candidates with all that a query needs and nothing that it excludes. Does not apply the line's filters.
 * @param near what may be wanted although it has no word of the query, the nearest first
 */
export function retrieve(
  query: Query,
  words: readonly SearchWord[],
  collection: Collection,
  related: RelatedTerms,
  near: readonly Candidate[] = [],
): Candidates {
  const found = findCandidates(query, words, collection, related);
  if (found.size >= minHits) found.add(near.slice(0, nearHits).map(({ slot }) => slot));
  if (query.clauses.some(isNeeded)) found.keep(matchTest(query, words, collection));
  return found;
}

function findCandidates(
  query: Query,
  words: readonly SearchWord[],
  collection: Collection,
  related: RelatedTerms,
): Candidates {
  if (words.length > 0) {
    const needed = neededTerms(query.clauses, words, collection);
    const ranked = rankExpanded(words, collection, needed, related);
    // A text may have none of the words where a filter or an exclusion is enough.
    if (needed === undefined && query.clauses.every(isNeeded)) ranked.add(collection.slots());
    return ranked;
  }
  const all = collection.everything();
  const atoms = atomsOf(query);
  if (atoms.length === 0) return all;
  // Only stop words ("what is this"): they are looked for side by side, in titles.
  const inTitle = phraseTest(atoms.map(({ text }) => text).join(' '));
  all.keep(({ slot }) => inTitle(fold(collection.textOf(slot).title)));
  return all;
}

/**
 * Leaves the candidates that pass all filters. Notes have no date, organisation, authors or links, so a filter on any of those leaves
 * papers only.
 * @returns the number of papers without a date that only a date filter keeps out
 */
export function applyFilters(
  candidates: Candidates,
  filters: readonly Filter[],
  { facts }: Pick<Collection, 'facts'>,
): number {
  if (filters.length === 0) return 0;
  const places = filters.flatMap((filter) => (filter.kind === 'in' ? [filter.value] : []));
  const keeping = filters.filter((filter) => filter.kind === 'keep');
  const needDate = keeping.some((filter) => filter.needsDate);
  const wouldKeep = (paper: PaperFacts) => keeping.every((filter) => filter.needsDate || filter.keeps(paper));
  let undated = 0;
  candidates.keep(({ kind, slot }) => {
    if (places.some((place) => place !== `${kind}s`)) return false;
    if (keeping.length === 0) return true;
    if (kind === 'note') return false;
    const paper = facts(slot);
    if (needDate && paper.published === undefined && wouldKeep(paper)) undated++;
    return keeping.every((filter) => filter.keeps(paper));
  });
  return undated;
}

/** Of the nearest texts, so many are hits without a word of the query. On the judged queries none that is further away is relevant. */
const nearHits = 20;

/**
 * The smallest set of terms such that every text matching the needed clauses contains at least one; undefined if no clause
 * is needed, or a filter or an exclusion is enough for one.
 */
function neededTerms(
  clauses: readonly Expression[],
  words: readonly SearchWord[],
  { holders }: Collection,
): ReadonlySet<string> | undefined {
  const count = (terms: readonly string[]) => terms.reduce((sum, term) => sum + holders(term), 0);
  const rarest = (lists: readonly (readonly string[])[]) =>
    lists.length === 0 ? undefined : lists.reduce((a, b) => (count(b) < count(a) ? b : a));
  const ofWord = ({ alternatives }: SearchWord) =>
    alternatives.flatMap((all) => rarest(all.map((term) => [term])) ?? []);
  const ofExpression = (each: Expression): readonly string[] | undefined => {
    switch (each.kind) {
      case 'word':
      case 'phrase':
        // An atom of stop words only has no terms.
        return rarest(words.filter((word) => word.atom === each).map(ofWord));
      case 'all':
        return rarest(
          each.of.flatMap((part) => [ofExpression(part) ?? []]).filter((terms) => terms.length > 0),
        );
      case 'any': {
        const lists = each.of.map(ofExpression);
        return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
      }
      default:
        return undefined;
    }
  };
  const lists = clauses.filter(isNeeded).flatMap((clause) => {
    const terms = ofExpression(clause);
    return terms === undefined ? [] : [terms];
  });
  const best = rarest(lists);
  return best && new Set(best);
}
