import type { Paper } from '../../corpus/paper.ts';
import type { Candidate, Collection } from '../index/collection.ts';
import type { Document } from '../index/document.ts';
import type { Atom, Clause, Query } from '../query.ts';
import type { Filter } from '../words/filters.ts';
import { phraseTest } from '../words/patterns.ts';
import { fold } from '../words/tokens.ts';
import { neededTerms } from './candidate-terms.ts';
import { rankExpanded } from './expansion.ts';
import { resolveWords, type SearchWord } from './resolve-words.ts';

type Test = (candidate: Candidate) => boolean;

/** The candidates that hold all that a query needs and nothing that it excludes, in no order; filters come after. */
export function retrieve(
  query: Query,
  words: readonly SearchWord[],
  collection: Collection,
): readonly Candidate[] {
  const tests = [
    ...query.clauses.filter((clause) => clause.needed).map((clause) => clauseTest(clause, words, collection)),
    ...exclusionTests(query.excluded, collection),
  ];
  const candidates = findCandidates(query, words, collection);
  return tests.length === 0 ? candidates : candidates.filter((each) => tests.every((test) => test(each)));
}

function findCandidates(
  query: Query,
  words: readonly SearchWord[],
  collection: Collection,
): readonly Candidate[] {
  if (words.length > 0)
    return rankExpanded(weigh(words), collection, neededTerms(query.clauses, words, collection.holders));
  const all = [...collection.all()].map((document, slot) => ({ document, slot, score: 0, terms: [] }));
  if (query.clauses.length === 0) return all;
  // Nothing but stop words ("what is this"): they are looked for side by side, in titles.
  const inTitle = phraseTest(query.clauses.map((clause) => clause.any[0]?.text).join(' '));
  return all.filter(({ document }) => inTitle(fold(document.item.title)));
}

const weigh = (words: readonly SearchWord[]) =>
  [...new Set(words.flatMap((word) => word.alternatives.flat()))].map((term) => ({ term, weight: 1 }));

export const holdsWord = (terms: readonly string[], word: SearchWord): boolean =>
  word.alternatives.some((all) => all.every((term) => terms.includes(term)));

/** At least one atom of the clause stands in the text: a phrase side by side, a word anywhere. */
function clauseTest(clause: Clause, words: readonly SearchWord[], collection: Collection): Test {
  const tests = clause.any.map((atom): Test => {
    const read = words.filter((word) => word.atom === atom);
    const holdsWords: Test = ({ terms }) => read.every((word) => holdsWord(terms, word));
    if (!atom.phrase) return holdsWords;
    const holdsText = holdsPhrase(atom, collection);
    // Its words are looked for first: to read a text takes a hundred times as long.
    return (candidate) => holdsWords(candidate) && holdsText(candidate);
  });
  return (candidate) => tests.some((test) => test(candidate));
}

function holdsPhrase(atom: Atom, collection: Collection): Test {
  const test = phraseTest(atom.text);
  return ({ document }) => test(collection.foldedText(document));
}

function exclusionTests(excluded: readonly Atom[], collection: Collection): Test[] {
  const phrases = excluded.filter((atom) => atom.phrase).map((atom) => holdsPhrase(atom, collection));
  const words = resolveWords(
    excluded.filter((atom) => !atom.phrase),
    collection,
  ).filter((word) => word.correctedTo === undefined);
  const holding = words.length === 0 ? [] : collection.find(weigh(words));
  const out = new Set(
    holding
      .filter(({ terms }) => words.some((word) => holdsWord(terms, word)))
      .map(({ document }) => document),
  );
  return [
    ...phrases.map(
      (test): Test =>
        (each) =>
          !test(each),
    ),
    ({ document }) => !out.has(document),
  ];
}

export interface Filtered {
  readonly kept: readonly Candidate[];
  /** Papers that only a date filter kept out, and that have no date. */
  readonly undated: number;
}

/** Notes have no date, organisation, authors or links: any filter on those leaves papers only. */
export function applyFilters(candidates: readonly Candidate[], filters: readonly Filter[]): Filtered {
  const places = filters.flatMap((filter) => (filter.kind === 'in' ? [filter.value] : []));
  const keeping = filters.filter((filter) => filter.kind === 'keep');
  const inPlace = ({ document }: Candidate) =>
    places.every((place) => place === `${document.kind}s`) &&
    (document.kind === 'paper' || keeping.length === 0);
  const keeps = (document: Document) =>
    document.kind === 'note' || keeping.every((filter) => filter.keeps(document.item));
  const wouldKeep = (paper: Paper) => keeping.every((filter) => filter.needsDate || filter.keeps(paper));
  const placed = candidates.filter(inPlace);
  const undated = keeping.some((filter) => filter.needsDate)
    ? placed.filter(
        ({ document: d }) => d.kind === 'paper' && d.item.published === undefined && wouldKeep(d.item),
      ).length
    : 0;
  return { kept: placed.filter(({ document }) => keeps(document)), undated };
}
