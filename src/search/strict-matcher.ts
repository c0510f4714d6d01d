import type { Paper } from '../corpus/paper.ts';
import { type Atom, type Expression, evaluate, excludedIn } from './language/expression.ts';
import { printOne } from './language/print.ts';
import { atomsOf, type Query } from './query.ts';
import {
  phraseTest,
  resolveClauses,
  resolveWords,
  type SearchWord,
  type TextTest,
} from './ranking/resolve-words.ts';
import { indexTerms } from './words/terms.ts';
import { fold } from './words/tokens.ts';

/** A paper as queries are matched against it. */
export interface Matchable {
  readonly paper: Paper;
  /** The terms of each field, and of both. */
  readonly title: ReadonlySet<string>;
  readonly abstract: ReadonlySet<string>;
  readonly terms: ReadonlySet<string>;
  /** For phrases. */
  readonly folded: { readonly title: string; readonly abstract: string; readonly both: string };
}

/** Prepares a paper for many queries: its words are read once. */
export function makeMatchable(paper: Paper): Matchable {
  const [title, abstract] = [indexTerms(paper.title), indexTerms(paper.abstract)];
  const folded = { title: fold(paper.title), abstract: fold(paper.abstract) };
  return {
    paper,
    title: new Set(title),
    abstract: new Set(abstract),
    terms: new Set([...title, ...abstract]),
    folded: { ...folded, both: `${folded.title}\n${folded.abstract}` },
  };
}

/** A paper that has not come yet may have any word. */
const anyWord = { hasTerm: () => true, nearest: () => undefined };

interface AtomTest {
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
  const tests = new Map<Atom, AtomTest>();
  const addTests = (atoms: readonly Atom[], words: readonly SearchWord[]) => {
    for (const atom of atoms)
      tests.set(atom, {
        words: words.filter((word) => word.atom === atom),
        phrase: atom.kind === 'phrase' ? phraseTest(atom.text) : undefined,
      });
  };
  addTests(atomsOf(query), resolveClauses(query.clauses, anyWord));
  for (const atom of excludedIn(query.clauses)) addTests([atom], resolveWords([atom], anyWord));
  const excluded = new Set(excludedIn(query.clauses));
  const holds = (atom: Atom, candidate: Matchable): boolean => {
    const test = tests.get(atom);
    // Stop words are in every text, as far as anybody asks for them.
    if (test === undefined || test.words.length === 0) return !excluded.has(atom);
    return holdsAtom(atom, test, candidate);
  };
  const isTrue = (clause: Expression, candidate: Matchable) =>
    evaluate(
      clause,
      (atom) => holds(atom, candidate),
      (filter) => filter.keeps(candidate.paper),
    );
  const keeping = query.filters.filter((filter) => filter.kind === 'keep');
  const atoms = atomsOf(query);
  const wordsOf = (held: readonly Atom[]) => ({
    typed: held.map(shown),
    words: held.flatMap((atom) => tests.get(atom)?.words ?? []),
  });
  // Most topics are only words: then every match has all of them, and shares the lists.
  const always = query.clauses.every(isAtom) ? wordsOf(atoms) : undefined;
  return {
    /** Every match has a term of each of these lists. Empty for a query of filters only. */
    lookFor: query.clauses.flatMap((clause) => termsToLookFor(clause, tests)),
    /**
     * Of a query of words alone: for each word terms of which a match has one, and the words as typed. Undefined where more
     * is needed than that.
     */
    plain:
      always !== undefined && keeping.length === 0 && atoms.every((atom) => isPlain(atom, tests.get(atom)))
        ? { typed: always.typed, terms: always.words.map(({ alternatives }) => alternatives.flat()) }
        : undefined,
    /** Why a paper does not match: what it does not have, excluded words that it has, filters by name. */
    miss: (candidate: Matchable) => {
      const wrong = query.clauses.filter((clause) => !isTrue(clause, candidate));
      return {
        missing: wrong.filter((clause) => clause.kind !== 'not').map(shown),
        excluded: wrong.flatMap((clause) => (clause.kind === 'not' ? [shown(clause.of)] : [])),
        filters: keeping.filter((filter) => !filter.keeps(candidate.paper)).map((filter) => filter.name),
      };
    },
    match(candidate: Matchable): QueryMatch | undefined {
      for (const clause of query.clauses) if (!isTrue(clause, candidate)) return undefined;
      for (const filter of keeping) if (!filter.keeps(candidate.paper)) return undefined;
      return describe(always ?? wordsOf(atoms.filter((atom) => holds(atom, candidate))), candidate);
    },
  };
}

const shown = (expression: Expression): string => printOne(expression).replace(/^\((.*)\)$/, '$1');

function holdsAtom({ field }: Atom, { words, phrase }: AtomTest, candidate: Matchable): boolean {
  const terms = field === undefined ? candidate.terms : candidate[field];
  const folded = candidate.folded[field ?? 'both'];
  return words.every((word) => holdsWord(terms, word)) && (phrase === undefined || phrase(folded));
}

/** Loops, because most of the time of matching is spent here. */
function holdsWord(terms: ReadonlySet<string>, { alternatives }: SearchWord): boolean {
  for (const all of alternatives) if (holdsAll(terms, all)) return true;
  return false;
}

function holdsAll(terms: ReadonlySet<string>, all: readonly string[]): boolean {
  for (const term of all) if (!terms.has(term)) return false;
  return true;
}

const isPlain = ({ kind, field }: Atom, test: AtomTest | undefined) =>
  kind === 'word' &&
  field === undefined &&
  test?.words.length === 1 &&
  test.words.every(({ alternatives }) => alternatives.every((terms) => terms.length === 1));

const isAtom = ({ kind }: Expression) => kind === 'word' || kind === 'phrase';

function describe(
  { typed, words }: { readonly typed: readonly string[]; readonly words: readonly SearchWord[] },
  { title }: Matchable,
): QueryMatch {
  let inTitle = 0;
  for (const word of words) if (holdsWord(title, word)) inTitle++;
  return { words: typed, score: 1 + inTitle / (words.length || 1) };
}

/** Lists such that every text of which the expression is true has a term of each. */
function termsToLookFor(
  expression: Expression,
  tests: ReadonlyMap<Atom, AtomTest>,
): readonly (readonly string[])[] {
  switch (expression.kind) {
    case 'word':
    case 'phrase':
      return tests.get(expression)?.words.map(firstTerms) ?? [];
    case 'all':
      return expression.of.flatMap((part) => termsToLookFor(part, tests));
    case 'any': {
      const firsts = expression.of.map((part) => termsToLookFor(part, tests)[0]);
      return firsts.every((each) => each !== undefined) ? [firsts.flat()] : [];
    }
    default:
      return [];
  }
}

const firstTerms = ({ alternatives }: SearchWord) => alternatives.flatMap(([first]) => first ?? []);
