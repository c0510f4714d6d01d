import type { Paper } from '../../corpus/paper.ts';
import { type Atom, type Expression, evaluate } from '../language/expression.ts';
import type { Query } from '../query.ts';
import type { SearchWord } from '../ranking/resolve-words.ts';
import { indexTerms } from '../words/terms.ts';
import { fold } from '../words/tokens.ts';
import { readStrictly, shown } from './read-strictly.ts';

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

interface QueryMatch {
  /** The words of the query that the paper has, as typed. */
  readonly words: readonly string[];
  /** 1 for a match, up to 2 where the title has every word. */
  readonly score: number;
}

/** Matches single papers with a topic's query, plainly. Many at once are matched by `match-batch.ts`, with the same result. */
export function matchQuery(query: Query) {
  const { clauses, filters, atoms, needs } = readStrictly(query);
  const holds = (atom: Atom, { terms, title, abstract, folded }: Matchable): boolean => {
    const own = needs.get(atom);
    if (own === undefined) return false;
    const place = { title, abstract, both: terms }[atom.field ?? 'both'];
    return (
      own.words.every((word) => holdsWord(place, word)) &&
      (own.phrase?.(folded[atom.field ?? 'both']) ?? true)
    );
  };
  const isTrue = (clause: Expression, candidate: Matchable) =>
    evaluate(
      clause,
      (atom) => holds(atom, candidate),
      (filter) => filter.keeps(candidate.paper),
    );
  return {
    /** Why a paper does not match: what it does not have, excluded words that it has, filters by name. */
    miss: (candidate: Matchable) => {
      const wrong = clauses.filter((clause) => !isTrue(clause, candidate));
      return {
        missing: wrong.filter((clause) => clause.kind !== 'not').map(shown),
        excluded: wrong.flatMap((clause) => (clause.kind === 'not' ? [shown(clause.of)] : [])),
        filters: filters.filter((filter) => !filter.keeps(candidate.paper)).map((filter) => filter.name),
      };
    },
    match(candidate: Matchable): QueryMatch | undefined {
      if (!clauses.every((clause) => isTrue(clause, candidate))) return undefined;
      if (!filters.every((filter) => filter.keeps(candidate.paper))) return undefined;
      const held = atoms.filter((atom) => holds(atom, candidate));
      const words = held.flatMap((atom) => needs.get(atom)?.words ?? []);
      const inTitle = words.filter((word) => holdsWord(candidate.title, word)).length;
      return { words: held.map(shown), score: 1 + inTitle / (words.length || 1) };
    },
  };
}

const holdsWord = (terms: ReadonlySet<string>, { alternatives }: SearchWord): boolean =>
  alternatives.some((all) => all.every((term) => terms.has(term)));
