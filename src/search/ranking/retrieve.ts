import type { Candidate, Collection, WeightedTerm } from '../index/collection.ts';
import type { PaperFacts } from '../index/facts.ts';
import type { Atom, Clause, Query } from '../query.ts';
import type { Filter } from '../words/filters.ts';
import { fold } from '../words/tokens.ts';
import { bestOf } from './order.ts';
import { holdsEach, holdsWord, phraseTest, resolveWords, type SearchWord } from './resolve-words.ts';

type Test = (candidate: Candidate) => boolean;

/** The candidates with all that a query needs and nothing that it excludes, in no order. Does not apply filters. */
export function retrieve(
  query: Query,
  words: readonly SearchWord[],
  collection: Collection,
): readonly Candidate[] {
  const tests = query.clauses
    .filter((clause) => clause.needed)
    .map((clause) => clauseTest(clause, words, collection))
    .concat(exclusionTest(query.excluded, collection));
  return findCandidates(query, words, collection).filter((each) => tests.every((test) => test(each)));
}

function findCandidates(
  query: Query,
  words: readonly SearchWord[],
  collection: Collection,
): readonly Candidate[] {
  if (words.length > 0)
    return rankExpanded(weigh(words), collection, neededTerms(query.clauses, words, collection));
  const all = [...collection.all()];
  if (query.clauses.length === 0) return all;
  // Only stop words ("what is this"): they are looked for side by side, in titles.
  const inTitle = phraseTest(query.clauses.map((clause) => clause.any[0]?.text).join(' '));
  return all.filter(({ slot }) => inTitle(fold(collection.document(slot).item.title)));
}

const weigh = (words: readonly SearchWord[]) =>
  [...new Set(words.flatMap((word) => word.alternatives.flat()))].map((term) => ({ term, weight: 1 }));

/** Whether a text has an atom of the clause: a phrase side by side, a word anywhere. */
function clauseTest(clause: Clause, words: readonly SearchWord[], collection: Collection): Test {
  const tests = clause.any.map((atom): Test => {
    const read = words.filter((word) => word.atom === atom);
    const holdsWords: Test = holdsEach(read);
    if (!atom.phrase) return holdsWords;
    const holdsText = holdsPhrase(atom, collection);
    // Words first: reading a text takes a hundred times as long.
    return (candidate) => holdsWords(candidate) && holdsText(candidate);
  });
  return (candidate) => tests.some((test) => test(candidate));
}

function holdsPhrase(atom: Atom, collection: Collection): Test {
  const test = phraseTest(atom.text);
  return ({ slot }) => test(collection.foldedText(slot));
}

function exclusionTest(excluded: readonly Atom[], collection: Collection): Test {
  const phrases = excluded.filter((atom) => atom.phrase).map((atom) => holdsPhrase(atom, collection));
  const plain = excluded.filter((atom) => !atom.phrase);
  const words = resolveWords(plain, collection).filter((word) => word.correctedTo === undefined);
  const out = new Set<number>();
  for (const { slot, terms } of words.length === 0 ? [] : collection.find(weigh(words)))
    if (words.some((word) => holdsWord(terms, word))) out.add(slot);
  return (each) => !out.has(each.slot) && !phrases.some((holds) => holds(each));
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
/** Fewer hits are a name or a very special thing: they are the answer, and related papers are not. */
const minHits = 3;

/**
 * Ranks again with the words that the best hits have in common (pseudo-relevance feedback: Rocchio 1971; Lavrenko
 * and Croft 2001), so that "stop thinking too long" also finds "overthinking". Candidates without any word of the query
 * have empty `terms`. In no order.
 * @param needed every wanted text has one of these terms; undefined where nothing is required
 */
function rankExpanded(
  words: readonly WeightedTerm[],
  collection: Collection,
  needed: ReadonlySet<string> | undefined,
): readonly Candidate[] {
  const rarest = rarestTerms(words, collection);
  const first = collection.find(words, rarest && (needed ?? rarest));
  if (first.length < minHits) return first;
  const typed = new Set(words.map(({ term }) => term));
  const common = commonTerms(bestOf(first, feedbackDocuments), typed, collection);
  const candidateTerms = needed === undefined ? rarestTerms(common, collection) : new Set<string>();
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
 * The smallest set of terms such that every text matching the required clauses contains at least one; undefined if no
 * clause is required.
 */
function neededTerms(
  clauses: readonly Clause[],
  words: readonly SearchWord[],
  { holders }: Collection,
): ReadonlySet<string> | undefined {
  const count = (terms: readonly string[]) => terms.reduce((sum, term) => sum + holders(term), 0);
  const rarest = (lists: readonly (readonly string[])[]) =>
    lists.reduce((a, b) => (count(b) < count(a) ? b : a));
  const ofWord = ({ alternatives }: SearchWord) =>
    alternatives.flatMap((all) => rarest(all.map((term) => [term])));
  const ofClause = ({ any }: Clause) => {
    const atoms = any.map((atom) => words.filter((word) => word.atom === atom).map(ofWord));
    // An atom of stop words only has no terms.
    return atoms.some((lists) => lists.length === 0) ? [] : [atoms.flatMap(rarest)];
  };
  const lists = clauses.filter(({ needed }) => needed).flatMap(ofClause);
  return lists.length === 0 ? undefined : new Set(rarest(lists));
}
