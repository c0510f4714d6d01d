import { type Expression, group, inGroup, isFilter, isNeeded } from './expression.ts';

/** An expression of a level, and the operator before it. */
interface Part {
  readonly expression: Expression;
  readonly before: 'or' | 'and' | undefined;
  /** Parts that were added together have the same number. */
  readonly added: number;
}

/** What stands side by side in a line or between two brackets, while it is read. */
export function createLevel() {
  let parts: Part[] = [];
  let before: Part['before'];
  let isNegated = false;
  let added = 0;
  return {
    /** Of several operators between two parts the last counts; two NOT are none. */
    operator(kind: 'or' | 'and' | 'not'): void {
      if (kind === 'not') isNegated = !isNegated;
      else before = kind;
    },
    isAfterOr: () => before === 'or',
    /** Whether the next part is excluded. */
    isNegative: (sign: string): boolean => isNegated !== (sign === '-'),
    /** Adds expressions that were read together; none leaves operators for what comes next. */
    add(expressions: readonly Expression[], isNeeded: boolean): void {
      if (expressions.length === 0) return;
      const isAnd = before === 'and';
      if (isAnd) parts = parts.map((part) => (part.added === added ? need(part) : part));
      added++;
      for (const [i, expression] of expressions.entries()) {
        const part: Part = { expression, before: i === 0 && parts.length > 0 ? before : undefined, added };
        parts.push(isNeeded || isAnd ? need(part) : part);
      }
      before = undefined;
      isNegated = false;
    },
    /** Expressions that all have to hold, filters of the whole level last. */
    expressions: (): readonly Expression[] => expressionsOf(parts),
  };
}

const need = (part: Part): Part =>
  isNeeded(part.expression) || part.expression.kind !== 'word'
    ? part
    : { ...part, expression: { ...part.expression, needed: true } };

function expressionsOf(parts: readonly Part[]): readonly Expression[] {
  const { rest, filters } = liftFilters(parts);
  const alternatives: Expression[][] = [];
  for (const { expression, before } of rest) {
    const last = alternatives.at(-1);
    if (last === undefined || before === 'or') alternatives.push([expression]);
    else last.push(expression);
  }
  const [only = [], ...others] = alternatives;
  const together =
    others.length === 0
      ? only
      : [
          group(
            'any',
            alternatives.map((each) => group('all', each.map(inGroup))),
          ),
        ];
  return [...together, ...filters];
}

/** Takes out filters that hold for the whole level: those beside no OR, and those joined by OR with each other only. */
function liftFilters(parts: readonly Part[]): {
  readonly rest: readonly Part[];
  readonly filters: Expression[];
} {
  const rest: Part[] = [];
  const filters: Expression[] = [];
  for (let from = 0, to = 0; from < parts.length; from = to) {
    to = from + 1;
    if (!isFilterPart(parts[from])) {
      rest.push(parts[from] as Part);
      continue;
    }
    while (parts[to]?.before === 'or' && isFilterPart(parts[to])) to++;
    const run = parts.slice(from, to);
    const isChoice = parts[from]?.before === 'or' || parts[to]?.before === 'or';
    if (isChoice) rest.push(...run);
    else
      filters.push(
        group(
          'any',
          run.map((part) => part.expression),
        ),
      );
  }
  return { rest, filters };
}

const isFilterPart = (part: Part | undefined): boolean => part !== undefined && isFilter(part.expression);
