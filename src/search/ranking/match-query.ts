import type { Candidate, Collection, WeightedTerm } from '../index/collection.ts';
import { type Atom, type Expression, evaluate, excludedIn, isNeeded } from '../language/expression.ts';
import { atomsOf, type Query } from '../query.ts';
import { indexTerms } from '../words/terms.ts';
import { fold } from '../words/tokens.ts';
import {
  holdsEach,
  holdsWord,
  onceForEach,
  phraseTest,
  resolveWords,
  type SearchWord,
} from './resolve-words.ts';

type Test = (candidate: Candidate) => boolean;

/** What the words add to a score. A word that a query repeats counts for more, by the logarithm. */
export function weigh(words: readonly SearchWord[]): WeightedTerm[] {
  const weights = new Map<string, { readonly weight: number; readonly times: number }>();
  for (const { term, weight } of words.flatMap(({ scored }) => scored)) {
    const known = weights.get(term);
    weights.set(term, { weight: Math.max(weight, known?.weight ?? 0), times: (known?.times ?? 0) + 1 });
  }
  return Array.from(weights, ([term, { weight, times }]) => ({
    term,
    weight: weight * (1 + Math.log(times)),
  }));
}

/** Whether a candidate has all that a query needs and nothing that it excludes. */
export function matchTest(query: Query, words: readonly SearchWord[], collection: Collection): Test {
  const needed = query.clauses.filter(isNeeded);
  const tests = new Map<Atom, Test>();
  for (const atom of atomsOf(query)) tests.set(atom, atomTest(atom, words, collection));
  for (const atom of excludedIn(query.clauses)) tests.set(atom, exclusionTest(atom, collection));
  const isMatch = (each: Candidate) => (clause: Expression) =>
    evaluate(
      clause,
      (atom) => tests.get(atom)?.(each) ?? false,
      (filter) => each.kind === 'paper' && filter.keeps(collection.facts(each.slot)),
    );
  // What the terms alone decide is decided once for all texts with the same terms.
  const byTerms = needed.filter(isOfTerms);
  const others = needed.filter((clause) => !isOfTerms(clause));
  const matchesByTerms = onceForEach((terms) =>
    byTerms.every((clause) =>
      evaluate(
        clause,
        (atom) => words.every((word) => word.atom !== atom || holdsWord(terms, word)),
        () => false,
      ),
    ),
  );
  return (each) => matchesByTerms(each.terms) && (others.length === 0 || others.every(isMatch(each)));
}

/** Whether the terms of a text decide whether it matches a clause: it has only words that may be anywhere. */
function isOfTerms(clause: Expression): boolean {
  switch (clause.kind) {
    case 'word':
      return clause.field === undefined;
    case 'all':
    case 'any':
      return clause.of.every(isOfTerms);
    default:
      return false;
  }
}

/** Whether a candidate of the query has a word anywhere, or a phrase side by side, in the field that is asked for. */
function atomTest(atom: Atom, words: readonly SearchWord[], collection: Collection): Test {
  const read = words.filter((word) => word.atom === atom);
  const holdsWords: Test = holdsEach(read);
  const tests = textTests(atom, read, collection);
  // Words first: reading a text takes a hundred times as long.
  return (candidate) => holdsWords(candidate) && tests.every((test) => test(candidate));
}

function textTests(atom: Atom, read: readonly SearchWord[], collection: Collection): Test[] {
  const { field, kind, text } = atom;
  const phrase = kind === 'phrase' ? phraseTest(text) : undefined;
  if (field === undefined)
    return phrase === undefined ? [] : [({ slot }) => phrase(collection.foldedText(slot))];
  return [
    ({ slot }) => {
      const { title, body } = collection.textOf(slot);
      const part = field === 'title' ? title : body;
      const terms = indexTerms(part);
      return read.every((word) => holdsWord(terms, word)) && (phrase === undefined || phrase(fold(part)));
    },
  ];
}

/** Whether a text has what is excluded, in the words of the exclusion alone: a mistyped one excludes nothing. */
function exclusionTest(atom: Atom, collection: Collection): Test {
  const words = resolveWords([atom], collection).filter((word) => word.correctedTo === undefined);
  if (words.length === 0) return () => false;
  const tests = textTests(atom, words, collection);
  const holding = collection.holding(words.map(({ alternatives }) => alternatives));
  return (each) => holding(each.slot) && tests.every((test) => test(each));
}
