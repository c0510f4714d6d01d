import { defined } from '../../defined.ts';
import type { Filter } from '../words/filters.ts';
import { filterNameOf, nearestFilter, readFilter } from '../words/read-filter.ts';
import { type Expression, type Field, negate } from './expression.ts';
import { hasWord, type Operand } from './pieces.ts';

/** Something of a line that was read otherwise than one might think. */
export type Reading =
  | { readonly kind: 'read-as'; readonly typed: string; readonly as: string }
  /** A date that no paper here has, so that it was left out. */
  | { readonly kind: 'no-such-date'; readonly typed: string }
  /** Looks like a filter and is none. */
  | { readonly kind: 'no-filter'; readonly typed: string; readonly nearest: string | undefined };

/** Names of arXiv's and other catalogues, and what they look in. */
const fields: Readonly<Partial<Record<string, Field | 'any'>>> = Object.assign(Object.create(null), {
  title: 'title',
  ti: 'title',
  intitle: 'title',
  abstract: 'abstract',
  abs: 'abstract',
  all: 'any',
});

const wordOf = (value: string) => value.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}#*+]+$/gu, '');

interface ReadOperand {
  /** Side by side; none for a filter of the whole line. */
  readonly expressions: readonly Expression[];
  /** `in:` and `sort:`, which hold for the whole line wherever they are. */
  readonly lineFilter?: Filter;
  readonly reading?: Reading;
}

/** @throws UserError for a filter with a bad value */
export function readOperand(operand: Operand, isNegative: boolean): ReadOperand {
  const { text, phrase, filter } = operand;
  const atom = (atomText: string, field?: Field): Expression => {
    const made = { kind: phrase ? 'phrase' : 'word', text: atomText, ...defined({ field }) } as const;
    return isNegative ? negate(made) : made;
  };
  if (filter === undefined) return { expressions: hasWord(text) ? [atom(text)] : [] };
  const field = fields[filter.name];
  if (field !== undefined && hasWord(filter.value)) {
    const value = phrase ? text : wordOf(filter.value);
    return { expressions: [atom(value, field === 'any' ? undefined : field)] };
  }
  const name = filterNameOf(filter.name);
  if (name !== undefined) return asFilter(readFilter(name, filter.value, isNegative, filter.name));
  if (!hasWord(filter.value)) return { expressions: hasWord(text) ? [atom(text)] : [] };
  return {
    expressions: phrase ? [{ kind: 'word', text: filter.name }, atom(text)] : [atom(text)],
    reading: { kind: 'no-filter', typed: `${filter.name}:`, nearest: nearestFilter(filter.name) },
  };
}

const asFilter = (filter: Filter): ReadOperand =>
  filter.kind === 'keep'
    ? { expressions: [{ kind: 'filter', filter }] }
    : { expressions: [], lineFilter: filter };
