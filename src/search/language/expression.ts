import type { Filter } from '../words/filters.ts';

/** Where a word or phrase has to be. */
export type Field = 'title' | 'abstract';

/** A word or a phrase, as typed. */
export interface Atom {
  readonly kind: 'word' | 'phrase';
  readonly text: string;
  /** Default: in either. */
  readonly field?: Field;
  /** Of a word of a search that is in no group: texts without it are left out. All but plain words are always needed. */
  readonly needed?: true;
}

/** A filter that leaves papers out, rather than one that sorts them. */
export type KeepFilter = Extract<Filter, { readonly kind: 'keep' }>;

/** What a text has, or has not. */
export type Expression =
  | Atom
  | { readonly kind: 'filter'; readonly filter: KeepFilter }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Expression[] };

/** Several expressions as one; one as itself. Groups of the same kind become one group, and filters of `all` come last. */
export function group(kind: 'all' | 'any', parts: readonly Expression[]): Expression {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.of : [part]));
  const [first] = flat;
  if (first !== undefined && flat.length === 1) return first;
  if (kind === 'any') return { kind, of: flat };
  return { kind, of: [...flat.filter((each) => !isFilter(each)), ...flat.filter(isFilter)] };
}

/** Whether an expression is made of filters alone. */
export function isFilter(expression: Expression): boolean {
  switch (expression.kind) {
    case 'filter':
      return true;
    case 'not':
      return isFilter(expression.of);
    case 'all':
    case 'any':
      return expression.of.every(isFilter);
    default:
      return false;
  }
}

/** The opposite. */
export function negate(expression: Expression): Expression {
  if (expression.kind === 'not') return expression.of;
  if (expression.kind !== 'filter') return { kind: 'not', of: expression };
  return { kind: 'filter', filter: negateFilter(expression.filter) };
}

const negateFilter = (filter: KeepFilter): KeepFilter => ({
  ...filter,
  text: filter.text.startsWith('-') ? filter.text.slice(1) : `-${filter.text}`,
  keeps: (paper) => !filter.keeps(paper),
});

/** In a group every word counts as needed, so that no word of it says so. */
export function inGroup(expression: Expression): Expression {
  switch (expression.kind) {
    case 'word': {
      const { needed: _needed, ...word } = expression;
      return word;
    }
    case 'not':
      return { ...expression, of: inGroup(expression.of) };
    case 'all':
    case 'any':
      return { ...expression, of: expression.of.map(inGroup) };
    default:
      return expression;
  }
}

/** Whether a text without it is left out of a search. */
export const isNeeded = (clause: Expression): boolean =>
  clause.kind !== 'word' || clause.needed === true || clause.field !== undefined;

/** The words and phrases of expressions, but for what is excluded. */
export const atomsIn = (expressions: readonly Expression[]): readonly Atom[] =>
  expressions.flatMap((each): readonly Atom[] => {
    switch (each.kind) {
      case 'word':
      case 'phrase':
        return [each];
      case 'all':
      case 'any':
        return atomsIn(each.of);
      default:
        return [];
    }
  });

/** The words and phrases of expressions by which of them are looked for together: each choice is one group. */
export function atomGroups(expressions: readonly Expression[]): readonly (readonly Atom[])[] {
  const isAtom = (each: Expression): each is Atom => each.kind === 'word' || each.kind === 'phrase';
  const together = expressions.filter(isAtom);
  const groups = expressions.flatMap((each) => {
    if (each.kind === 'all') return atomGroups(each.of);
    return each.kind === 'any' ? each.of.flatMap((choice) => atomGroups(partsOf(choice))) : [];
  });
  return together.length === 0 ? groups : [together, ...groups];
}

const partsOf = (each: Expression): readonly Expression[] => (each.kind === 'all' ? each.of : [each]);

/** The words and phrases that are excluded. */
export const excludedIn = (expressions: readonly Expression[]): readonly Atom[] =>
  expressions.flatMap((each): readonly Atom[] => {
    switch (each.kind) {
      case 'not':
        return [...atomsIn([each.of]), ...excludedIn([each.of])];
      case 'all':
      case 'any':
        return excludedIn(each.of);
      default:
        return [];
    }
  });

/** Whether an expression is true, from whether its words and phrases and its filters are. */
export function evaluate(
  expression: Expression,
  hasAtom: (atom: Atom) => boolean,
  passes: (filter: KeepFilter) => boolean,
): boolean {
  switch (expression.kind) {
    case 'word':
    case 'phrase':
      return hasAtom(expression);
    case 'filter':
      return passes(expression.filter);
    case 'not':
      return !evaluate(expression.of, hasAtom, passes);
    case 'all':
      return expression.of.every((each) => evaluate(each, hasAtom, passes));
    case 'any':
      return expression.of.some((each) => evaluate(each, hasAtom, passes));
    default:
      return expression satisfies never;
  }
}
