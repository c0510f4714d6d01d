import type { Atom, Expression, Field } from '../language/expression.ts';
import type { Query } from '../query.ts';
import type { Matchable } from './match-one.ts';
import { type AtomNeeds, readStrictly, shown } from './read-strictly.ts';

/** A word: the one term that a paper needs, or lists of terms of which it needs all of one. */
export type WordNeed = string | readonly (readonly string[])[];

/** What a query asks of papers. Plain data, because a bot keeps a hundred thousand topics. */
export type Step =
  | { readonly kind: 'word'; readonly word: WordNeed; readonly field: Field | 'both' }
  | { readonly kind: 'test'; readonly keeps: (paper: Matchable) => boolean }
  | { readonly kind: 'not'; readonly of: Step }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Step[] };

/** A word or phrase of a query that a match may lack. */
export interface Part {
  readonly typed: string;
  readonly step: Step;
  readonly words: readonly WordNeed[];
}

/** A query, ready to be looked for among many papers. */
export interface Steps {
  /** All are needed. What takes longer comes last. */
  readonly needed: readonly Step[];
  /** The words and phrases as typed, and the words in them. */
  readonly typed: readonly string[];
  readonly words: readonly WordNeed[];
  /** Where a match may lack some of the words and phrases, each of these. */
  readonly choices?: readonly Part[];
}

/** The steps of a query, as a topic reads it; see `readStrictly`. */
export function readSteps(query: Query): Steps {
  const { clauses, filters, atoms, needs } = readStrictly(query);
  const steps = clauses.map((clause) => stepOf(clause, needs));
  const parts = atoms.map((atom): Part => {
    const words = needs.get(atom)?.words ?? [];
    return {
      typed: shown(atom),
      step: stepOf(atom, needs),
      words: words.map(({ alternatives }) => shortest(alternatives)),
    };
  });
  const isChoice = clauses.some(({ kind }) => kind === 'any' || kind === 'all');
  return {
    needed: [...steps, ...filters.map(({ keeps }): Step => testOf(keeps))],
    typed: parts.map(({ typed }) => typed),
    words: parts.flatMap(({ words }) => words),
    ...(isChoice && { choices: parts }),
  };
}

const testOf = (keeps: (paper: Matchable['paper']) => boolean): Step => ({
  kind: 'test',
  keeps: ({ paper }) => keeps(paper),
});

function stepOf(expression: Expression, needs: ReadonlyMap<Atom, AtomNeeds | undefined>): Step {
  switch (expression.kind) {
    case 'word':
    case 'phrase':
      return stepOfAtom(expression, needs.get(expression));
    case 'filter':
      return testOf(expression.filter.keeps);
    case 'not':
      return { kind: 'not', of: stepOf(expression.of, needs) };
    case 'all':
    case 'any':
      return { kind: expression.kind, of: expression.of.map((each) => stepOf(each, needs)) };
    default:
      return expression satisfies never;
  }
}

function stepOfAtom(atom: Atom, needs: AtomNeeds | undefined): Step {
  const field = atom.field ?? 'both';
  // No paper has it: none of no choices.
  if (needs === undefined) return { kind: 'any', of: [] };
  const { phrase } = needs;
  const words = needs.words.map(
    ({ alternatives }): Step => ({ kind: 'word', word: shortest(alternatives), field }),
  );
  const all =
    phrase === undefined
      ? words
      : [...words, { kind: 'test', keeps: ({ folded }: Matchable) => phrase(folded[field]) } as const];
  const [only] = all;
  return only !== undefined && all.length === 1 ? only : { kind: 'all', of: all };
}

/** Most words have one term. */
function shortest(alternatives: readonly (readonly string[])[]): WordNeed {
  const [first = [], ...more] = alternatives;
  const [term] = first;
  return term !== undefined && first.length === 1 && more.length === 0 ? term : alternatives;
}
