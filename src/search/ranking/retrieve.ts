import type { Candidate, Collection, WeightedTerm } from '../index/collection.ts';
import type { PaperFacts } from '../index/facts.ts';
import { type Expression, isNeeded } from '../language/expression.ts';
import { atomsOf, type Query } from '../query.ts';
import type { Filter } from '../words/filters.ts';
import { fold } from '../words/tokens.ts';
import { closenessTo, shareStem, typedForms } from './closeness.ts';
import { matchTest, weigh } from './match-query.ts';
import { bestOf } from './order.ts';
import { phraseTest, type SearchWord } from './resolve-words.ts';

/**
 * The candidates with all that a query needs and nothing that it excludes, in no order. Does not apply the line's filters.
 * @param near what may be wanted although it has no word of the query, the nearest first
 */
export function retrieve(
  query: Query,
  words: readonly SearchWord[],
  collection: Collection,
  near: readonly Candidate[] = [],
): readonly Candidate[] {
  const matches = matchTest(query, words, collection);
  const found = findCandidates(query, words, collection);
  const known = new Set(found.map(({ slot }) => slot));
  const more = found.length < minHits ? [] : near.slice(0, nearHits).filter(({ slot }) => !known.has(slot));
  return [...found, ...more].filter(matches);
}

function findCandidates(
  query: Query,
  words: readonly SearchWord[],
  collection: Collection,
): readonly Candidate[] {
  if (words.length > 0) {
    const needed = neededTerms(query.clauses, words, collection);
    const ranked = rankExpanded(words, collection, needed);
    return needed === undefined && query.clauses.every(isNeeded) ? withOthers(ranked, collection) : ranked;
  }
  const all = [...collection.all()];
  const atoms = atomsOf(query);
  if (atoms.length === 0) return all;
  // Only stop words ("what is this"): they are looked for side by side, in titles.
  const inTitle = phraseTest(atoms.map(({ text }) => text).join(' '));
  return all.filter(({ slot }) => inTitle(fold(collection.document(slot).item.title)));
}

/** A text may have none of the words where a filter or an exclusion is enough. */
function withOthers(ranked: readonly Candidate[], collection: Collection): readonly Candidate[] {
  const found = new Set(ranked.map(({ slot }) => slot));
  return ranked.concat([...collection.all()].filter(({ slot }) => !found.has(slot)));
}

/**
 * The candidates that pass all filters; and the number of papers without a date that only a date filter keeps out. Notes
 * have no date, organisation, authors or links, so a filter on any of those leaves papers only.
 */
export function applyFilters(
  candidates: readonly Candidate[],
  filters: readonly Filter[],
  { facts }: Pick<Collection, 'facts'>,
): { readonly kept: readonly Candidate[]; readonly undated: number } {
  if (filters.length === 0) return { kept: candidates, undated: 0 };
  const places = filters.flatMap((filter) => (filter.kind === 'in' ? [filter.value] : []));
  const keeping = filters.filter((filter) => filter.kind === 'keep');
  const inPlace = ({ kind }: Candidate) =>
    places.every((place) => place === `${kind}s`) && (kind === 'paper' || keeping.length === 0);
  const keeps = (each: Candidate) =>
    each.kind === 'note' || keeping.every((filter) => filter.keeps(facts(each.slot)));
  const wouldKeep = (paper: PaperFacts) => keeping.every((filter) => filter.needsDate || filter.keeps(paper));
  const isUndated = ({ kind, slot }: Candidate) =>
    kind === 'paper' && facts(slot).published === undefined && wouldKeep(facts(slot));
  const placed = candidates.filter(inPlace);
  const undated = keeping.some((filter) => filter.needsDate) ? placed.filter(isUndated).length : 0;
  return { kept: placed.filter(keeps), undated };
}

/** These three were chosen on the tuning half of the judged queries (`npm run quality`). */
const feedbackDocuments = 10;
const expansionTerms = 10;
const expansionWeight = 0.3;
/** In a large corpus, a word of more texts tells little, and each of them would be a hit. */
const maxHolders = 10_000;
/** Of the nearest texts, so many are hits without a word of the query. On the judged queries none that is further away is relevant. */
const nearHits = 20;
/** Fewer hits are a name or a very special thing: they are the answer, and related papers are not. */
const minHits = 3;

/**
 * Ranks again with the words that the best hits have in common (pseudo-relevance feedback: Rocchio 1971; Lavrenko
 * and Croft 2001), so that "stop thinking too long" also finds "overthinking". Candidates without any word of the query
 * have empty `terms`. In no order.
 * @param needed every wanted text has one of these terms; undefined where nothing is required
 */
function rankExpanded(
  all: readonly SearchWord[],
  collection: Collection,
  needed: ReadonlySet<string> | undefined,
): readonly Candidate[] {
  const words = weigh(all);
  const rarest = rarestTerms(words, collection);
  const first = collection.find(words, rarest && (needed ?? rarest));
  if (first.length < minHits) return first;
  const typed = new Set(words.map(({ term }) => term));
  const telling = feedbackFrom(first, all, collection);
  if (telling.length === 0) return first;
  const common = commonTerms(telling, typed, collection);
  const candidateTerms = needed === undefined ? rarestTerms(common, collection) : new Set<string>();
  return collection.addScores(first, common, candidateTerms);
}

/**
 * The best hits that hold words in the form in which they were typed: others have only the stem, as `compute-optimal` has that
 * of `optimizers`, and would lead elsewhere.
 */
function feedbackFrom(
  first: readonly Candidate[],
  words: readonly SearchWord[],
  collection: Collection,
): readonly Candidate[] {
  if (shareStem(typedForms(words))) return [];
  const closeness = closenessTo(words);
  return bestOf(first, feedbackDocuments).filter(
    (each) => closeness(each, collection.foldedText(each.slot)).exact > 0,
  );
}

/** Terms of the best hits, by the sum of their weights in each hit, times the hit's score. */
function commonTerms(
  hits: readonly Candidate[],
  typed: ReadonlySet<string>,
  collection: Collection,
): WeightedTerm[] {
  const sums = new Map<string, number>();
  const best = hits[0]?.score ?? 1;
  for (const { slot, score } of hits) {
    for (const { term, weight } of collection.tellingTerms(slot)) {
      if (!typed.has(term) && collection.holders(term) <= maxHolders)
        sums.set(term, (sums.get(term) ?? 0) + (score / best) * weight);
    }
  }
  const top = [...sums].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, expansionTerms);
  const most = top[0]?.[1] ?? 1;
  return top.map(([term, sum]) => ({ term, weight: (expansionWeight * sum) / most }));
}

/**
 * How many texts the rarest words of a query have to find; more common words then only add to scores. Measured among
 * 100,000 papers: this takes 60 % of the time, and leaves the top ten of all 129 judged queries as they were (3,000 texts:
 * of 128).
 */
const enoughTexts = 5_000;

/** The rarest terms that together find `enoughTexts`; undefined if that takes all terms. */
export function rarestTerms(
  terms: readonly WeightedTerm[],
  { holders }: Collection,
): ReadonlySet<string> | undefined {
  const sorted = terms
    .map(({ term }) => ({ term, texts: holders(term) }))
    .sort((a, b) => a.texts - b.texts || (a.term < b.term ? -1 : 1));
  const rarest = new Set<string>();
  let found = 0;
  for (const { term, texts } of sorted) {
    if (found >= enoughTexts) break;
    rarest.add(term);
    found += texts;
  }
  return rarest.size < terms.length ? rarest : undefined;
}

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
