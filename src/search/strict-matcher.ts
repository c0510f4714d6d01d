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

export function makeMatchable(paper: Paper): Matchable {
  const title = indexTerms(paper.title);
  return {
    paper,
    title: new Set(title),
    terms: new Set([...title, ...indexTerms(paper.abstract)]),
    folded: fold(`${paper.title}\n${paper.abstract}`),
  };
}

/** A paper that has not come yet may have any word. */
const anyWord = { hasTerm: () => true, nearest: () => undefined };

interface AtomTest {
  readonly atom: Atom;
  readonly words: readonly SearchWord[];
  readonly phrase: TextTest | undefined;
}

interface QueryMatch {
  /** The words of the query that the paper has, as typed. */
  readonly words: readonly string[];
  /** 1 for a match, up to 2 where the title has every word. */
  readonly score: number;
}

/** Matches papers with a topic's query: every word is needed, unless words are joined by `OR`. */
export function matchQuery(query: Query) {
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
  // Most queries have no OR: then every match has the same words.
  const always = clauses.every((any) => any.length === 1) ? wordsOf(clauses.flat()) : undefined;
  const keeping = query.filters.filter((filter) => filter.kind === 'keep');
  return {
    /** Every match has a term of each of these lists. Empty for a query of filters only. */
    lookFor: clauses.flatMap(termsToLookFor),
    /** Why a paper does not match: words that it does not have (joined by `OR`, all), excluded words, filters by name. */
    miss: (candidate: Matchable) => ({
      missing: clauses
        .filter((any) => !any.some((each) => holds(each, candidate)))
        .map((any) => any.map(({ atom }) => shown(atom)).join(' OR ')),
      excluded: excludedTests.filter((each) => holds(each, candidate)).map(({ atom }) => shown(atom)),
      filters: keeping.filter((filter) => !filter.keeps(candidate.paper)).map((filter) => filter.name),
    }),
    match(candidate: Matchable): QueryMatch | undefined {
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

const wordsOf = (held: readonly AtomTest[]) => ({
  typed: held.map(({ atom }) => shown(atom)),
  words: held.flatMap((each) => each.words),
});

function describe({ typed, words }: ReturnType<typeof wordsOf>, { title }: Matchable): QueryMatch {
  let inTitle = 0;
  for (const word of words) if (holdsWord(title, word)) inTitle++;
  return { words: typed, score: 1 + inTitle / (words.length || 1) };
}

/** Lists such that every text with the clause has a term of each: one list for each word of a single atom, else one list. */
function termsToLookFor(any: readonly AtomTest[]): (readonly string[])[] {
  const [only, ...others] = any.map(({ words }) => words.map(firstTerms));
  if (only === undefined || others.length === 0) return only ?? [];
  const firsts = [only, ...others].map(([first]) => first);
  return firsts.every((each) => each !== undefined) ? [firsts.flat()] : [];
}

const firstTerms = ({ alternatives }: SearchWord) => alternatives.flatMap(([first]) => first ?? []);
