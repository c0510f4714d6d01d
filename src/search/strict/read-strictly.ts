import { type Atom, atomsIn, type Expression, excludedIn, type KeepFilter } from '../language/expression.ts';
import { printOne } from '../language/print.ts';
import type { Query } from '../query.ts';
import {
  phraseTest,
  resolveClauses,
  resolveWords,
  type SearchWord,
  type TextTest,
} from '../ranking/resolve-words.ts';

/** What a topic's query asks of a paper: every word is needed, unless words are joined by `OR`. */
export interface StrictQuery {
  /** All of them are needed. */
  readonly clauses: readonly Expression[];
  readonly filters: readonly KeepFilter[];
  /** The words and phrases that are looked for. */
  readonly atoms: readonly Atom[];
  /**
   * What a paper needs to have a word or phrase; undefined for an excluded one of stop words alone, which no paper counts
   * as having.
   */
  readonly needs: ReadonlyMap<Atom, AtomNeeds | undefined>;
}

/** What a text must have so that it matches a word or phrase of a query. */
export interface AtomNeeds {
  /** None for stop words alone, which every paper counts as having. */
  readonly words: readonly SearchWord[];
  readonly phrase?: TextTest;
}

/** A paper that has not come yet may have any word. */
const anyWord = { hasTerm: () => true, nearest: () => undefined };

/** What a query asks for, word by word: no correction, no related words. */
export function readStrictly({ clauses, filters }: Query): StrictQuery {
  const atoms = atomsIn(clauses);
  const excluded = excludedIn(clauses);
  const words = resolveClauses(clauses, anyWord);
  const needs = new Map<Atom, AtomNeeds | undefined>();
  for (const atom of atoms)
    needs.set(
      atom,
      needsOf(
        atom,
        words.filter((word) => word.atom === atom),
      ),
    );
  for (const atom of excluded) {
    const own = needsOf(atom, resolveWords([atom], anyWord));
    needs.set(atom, own.words.length > 0 ? own : undefined);
  }
  return { clauses, filters: filters.filter(isKeep), atoms, needs };
}

const needsOf = (atom: Atom, words: readonly SearchWord[]): AtomNeeds =>
  atom.kind === 'phrase' && words.length > 0 ? { words, phrase: phraseTest(atom.text) } : { words };

const isKeep = (filter: Query['filters'][number]): filter is KeepFilter => filter.kind === 'keep';

/** A word, phrase or group as it could be typed. */
export const shown = (expression: Expression): string => printOne(expression).replace(/^\((.*)\)$/, '$1');
