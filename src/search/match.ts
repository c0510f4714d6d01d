import type { Paper } from '../corpus/paper.ts';
import { phraseTest, type TextTest } from './patterns.ts';
import { planWords, type SearchWord } from './plan.ts';
import type { Atom, Query } from './query.ts';
import { fold, indexTerms } from './tokens.ts';

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
  /** Some of these terms stand in every match; nothing for a query of filters or exclusions only. */
  readonly lookFor: readonly string[] | undefined;
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

/** Any word may stand in a paper that has not come yet. */
const anyWord = { hasTerm: () => true, surfaces: { add() {}, nearest: () => undefined } };

interface AtomTest {
  readonly atom: Atom;
  readonly words: readonly SearchWord[];
  readonly phrase: TextTest | undefined;
}

export function matchQuery(query: Query): QueryMatcher {
  const atoms = query.clauses.flatMap((clause) => clause.any);
  const words = planWords(atoms, anyWord);
  const test = (atom: Atom): AtomTest => ({
    atom,
    words: words.filter((word) => word.atom === atom),
    phrase: atom.phrase ? phraseTest(atom.text) : undefined,
  });
  const clauses = query.clauses.map((clause) => clause.any.map(test));
  const excluded = planWords(query.excluded, anyWord);
  const excludedTests = query.excluded.map((atom) => ({
    ...test(atom),
    words: excluded.filter((word) => word.atom === atom),
  }));
  const keeping = query.filters.list.filter((filter) => filter.kind === 'keep');
  const miss = (candidate: Matchable): QueryMiss => ({
    missing: clauses
      .filter((any) => !any.some((each) => holds(each, candidate)))
      .map((any) => any.map(({ atom }) => shown(atom)).join(' OR ')),
    excluded: excludedTests
      .filter((each) => each.words.length > 0 && holds(each, candidate))
      .map(({ atom }) => shown(atom)),
    filters: keeping.filter((filter) => !filter.keeps(candidate.paper)).map((filter) => filter.name),
  });
  return {
    lookFor: fewestTerms(clauses),
    miss,
    match(candidate) {
      const { missing, excluded: held, filters } = miss(candidate);
      if (missing.length + held.length + filters.length > 0) return undefined;
      return describe(
        clauses.flatMap((any) => any.find((each) => holds(each, candidate)) ?? []),
        candidate,
      );
    },
  };
}

const shown = (atom: Atom) => (atom.phrase ? `"${atom.text}"` : atom.text);

function holds({ words, phrase }: AtomTest, { terms, folded }: Matchable): boolean {
  return words.every((word) => holdsWord(terms, word)) && (phrase === undefined || phrase(folded));
}

const holdsWord = (terms: ReadonlySet<string>, { alternatives }: SearchWord) =>
  alternatives.some((all) => all.every((term) => terms.has(term)));

function describe(held: readonly AtomTest[], { title }: Matchable): QueryMatch {
  const words = held.flatMap((each) => each.words);
  const inTitle = words.filter((word) => holdsWord(title, word)).length;
  return {
    words: held.map(({ atom }) => shown(atom)),
    score: 1 + inTitle / (words.length || 1),
  };
}

/** The clause that the fewest terms can satisfy: a reverse index is asked for these. */
function fewestTerms(clauses: readonly (readonly AtomTest[])[]): readonly string[] | undefined {
  const options = clauses.flatMap((any) => {
    const terms = any.map(({ words: [first] }) => first?.alternatives.map((all) => all[0] ?? ''));
    return terms.every((each) => each !== undefined) && terms.length > 0 ? [terms.flat() as string[]] : [];
  });
  return options.sort((a, b) => a.length - b.length)[0];
}
