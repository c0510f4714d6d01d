import type { Filter } from '../words/filters.ts';
import {
  type Expression,
  evaluate,
  group,
  inGroup,
  isFilter,
  type KeepFilter,
  negate,
} from './expression.ts';
import { createLevel } from './level.ts';
import { type Reading, readOperand } from './operand.ts';
import type { Piece } from './pieces.ts';
import { type Parts, printOne } from './print.ts';

/**
 * Reads pieces by this grammar; brackets come in pairs.
 *
 * ```
 * line        = sequence { OR sequence }
 * sequence    = part { [AND] part }
 * part        = { NOT | - | + } ( word | "phrase" | field:word | name:value | "(" line ")" )
 * ```
 *
 * | where | what counts |
 * |---|---|
 * | side by side, in no group with OR or NOT | phrases are needed, words are wanted; `AND` and `+` make words needed |
 * | in a group with OR or NOT | every word is needed |
 * | a filter beside OR and something that is no filter | one of the choices |
 * | any other filter | it holds for the whole line, or for the brackets around it; with OR between filters, one of them has to hold |
 *
 * @throws UserError for a filter with a bad value
 */
export function readGrammar(pieces: readonly Piece[]): Parts & { readonly readings: readonly Reading[] } {
  const lineFilters: Filter[] = [];
  const readings: Reading[] = [];
  let at = 0;

  function readLevel(): readonly Expression[] {
    const level = createLevel();
    while (at < pieces.length) {
      const piece = pieces[at++] as Piece;
      if (piece.kind === 'close') break;
      if (piece.kind === 'open' || piece.kind === 'operand') {
        const isNegative = level.isNegative(piece.sign);
        const read =
          piece.kind === 'open' ? readBrackets(isNegative, level.isAfterOr()) : readOne(piece, isNegative);
        level.add(read, piece.sign === '+');
      } else level.operator(piece.kind);
    }
    return level.expressions();
  }

  /** Brackets round what is side by side anyway mean nothing. */
  function readBrackets(isNegative: boolean, isAfterOr: boolean): readonly Expression[] {
    const inner = readLevel();
    const isGroup = isNegative || isAfterOr || pieces[at]?.kind === 'or';
    if (inner.length === 0 || !isGroup) return inner;
    const whole = group('all', inner.map(inGroup));
    return [isNegative ? negate(whole) : whole];
  }

  function readOne(operand: Extract<Piece, { kind: 'operand' }>, isNegative: boolean): readonly Expression[] {
    const { expressions, lineFilter, reading } = readOperand(operand, isNegative);
    if (lineFilter !== undefined) lineFilters.push(lineFilter);
    if (reading !== undefined) readings.push(reading);
    return expressions;
  }

  const all = readLevel();
  const clauses = all.filter((each) => !isFilter(each));
  return { clauses, filters: [...all.filter(isFilter).map(asLineFilter), ...lineFilters], readings };
}

function asLineFilter(expression: Expression): KeepFilter {
  if (expression.kind === 'filter') return expression.filter;
  const inner = filtersOf(expression);
  return {
    kind: 'keep',
    name: [...new Set(inner.map(({ name }) => name))].join(', '),
    text: printOne(expression),
    needsDate: inner.some(({ needsDate }) => needsDate),
    keeps: (paper) =>
      evaluate(
        expression,
        () => false,
        (filter) => filter.keeps(paper),
      ),
  };
}

const filtersOf = (expression: Expression): readonly KeepFilter[] => {
  if (expression.kind === 'filter') return [expression.filter];
  if (expression.kind === 'not') return filtersOf(expression.of);
  return expression.kind === 'all' || expression.kind === 'any' ? expression.of.flatMap(filtersOf) : [];
};
