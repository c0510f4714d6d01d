import type { Paper } from '../corpus/paper.ts';
import type { Atom, Query } from './query.ts';
import { phraseTest, resolveWords, type SearchWord, type TextTest } from './ranking/resolve-words.ts';
import { fold, indexTerms } from './words/tokens.ts';

/** A paper as queries are matched against it. */
export interface Matchable {
  readonly paper: Paper;
  readonly title: ReadonlySet<string>;
  readonly terms: ReadonlySet<string>;
  readonly folded: string;
}

export interface QueryMatch {
  /** The words of the query that stand in the paper, as typed. */
  readonly words: readonly string[];
  /** 1 for a match, up to 2 when every word stands in the title. */
  readonly score: number;
}

/** A query that gates: every word is needed, unless words are joined by OR. */
export interface QueryMatcher {
  /** Of each of these lists, some term stands in every match; none for a query of filters only. */
  readonly lookFor: readonly (readonly string[])[];
  match(candidate: Matchable): QueryMatch | undefined;
  /** Why a paper does not match; nothing in it when it does. */
  miss(candidate: Matchable): QueryMiss;
}

export interface QueryMiss {
  /** Words that the paper does not hold; of those joined by OR, all. */
  readonly missing: readonly string[];
  /** Words that it holds, and that the query leaves out. */
  readonly excluded: readonly string[];
  /** The names of filters that keep it out. */
  readonly filters: readonly string[];
}

export const makeMatchable = (paper: Paper): Matchable => {
  const title = indexTerms(paper.title);
  return {
    paper,
    title: new Set(title),
    terms: new Set([...title, ...indexTerms(paper.abstract)]),
    folded: fold(`${paper.title}\n${paper.abstract}`),
  };
};

/** A paper that has not come yet may have any word. */
const anyWord = { hasTerm: () => true, nearest: () => undefined };

interface AtomTest {
  readonly atom: Atom;
  readonly words: readonly SearchWord[];
  readonly phrase: TextTest | undefined;
}

export function matchQuery(query: Query): QueryMatcher {
  const atoms = query.clauses.flatMap((clause) => clause.any);
  const words = resolveWords(atoms, anyWord);
  const test = (atom: Atom): AtomTest => ({
    atom,
    words: words.filter((word) => word.atom === atom),
    phrase: atom.phrase ? phraseTest(atom.text) : undefined,
  });
  const clauses = query.clauses.map((clause) => clause.any.map(test));
  const excluded = resolveWords(query.excluded, anyWord);
  const excludedTests = query.excluded
    .map((atom) => ({ ...test(atom), words: excluded.filter((word) => word.atom === atom) }))
    .filter((each) => each.words.length > 0);
  // Most queries have no OR: the same words stand in every match.
  const always = clauses.every((any) => any.length === 1) ? wordsOf(clauses.flat()) : undefined;
  const keeping = query.filters.list.filter((filter) => filter.kind === 'keep');
  const miss = (candidate: Matchable): QueryMiss => ({
    missing: clauses
      .filter((any) => !any.some((each) => holds(each, candidate)))
      .map((any) => any.map(({ atom }) => shown(atom)).join(' OR ')),
    excluded: excludedTests.filter((each) => holds(each, candidate)).map(({ atom }) => shown(atom)),
    filters: keeping.filter((filter) => !filter.keeps(candidate.paper)).map((filter) => filter.name),
  });
  return {
    lookFor: clauses.flatMap(termsToLookFor),
    miss,
    match(candidate) {
      const held: AtomTest[] = [];
      for (const any of clauses) {
        const first = any.find((each) => holds(each, candidate));
        if (first === undefined) return undefined;
        held.push(first);
      }
      const isOut =
        excludedTests.some((each) => holds(each, candidate)) ||
        keeping.some((filter) => !filter.keeps(candidate.paper));
      return isOut ? undefined : describe(always ?? wordsOf(held), candidate);
    },
  };
}

const shown = (atom: Atom) => (atom.phrase ? `"${atom.text}"` : atom.text);

function holds({ words, phrase }: AtomTest, { terms, folded }: Matchable): boolean {
  return words.every((word) => holdsWord(terms, word)) && (phrase === undefined || phrase(folded));
}

const holdsWord = (terms: ReadonlySet<string>, { alternatives }: SearchWord) =>
  alternatives.some((all) => all.every((term) => terms.has(term)));

interface HeldWords {
  readonly typed: readonly string[];
  readonly words: readonly SearchWord[];
}

const wordsOf = (held: readonly AtomTest[]): HeldWords => ({
  typed: held.map(({ atom }) => shown(atom)),
  words: held.flatMap((each) => each.words),
});

function describe({ typed, words }: HeldWords, { title }: Matchable): QueryMatch {
  let inTitle = 0;
  for (const word of words) if (holdsWord(title, word)) inTitle++;
  return { words: typed, score: 1 + inTitle / (words.length || 1) };
}

/** Lists of terms of which one stands wherever the clause holds: of each word of its only atom, or of all its atoms. */
function termsToLookFor(any: readonly AtomTest[]): (readonly string[])[] {
  const [only, ...others] = any.map(({ words }) => words.map(firstTerms));
  if (only === undefined || others.length === 0) return only ?? [];
  const firsts = [only, ...others].map(([first]) => first);
  return firsts.every((each) => each !== undefined) ? [firsts.flat()] : [];
}

const firstTerms = ({ alternatives }: SearchWord) => alternatives.flatMap(([first]) => first ?? []);
