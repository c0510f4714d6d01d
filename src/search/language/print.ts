import { defined } from '../../defined.ts';
import type { Filter } from '../words/filters.ts';
import type { Atom, Expression } from './expression.ts';

/** What a line asks for, without how it was typed. */
export interface Parts {
  readonly clauses: readonly Expression[];
  readonly filters: readonly Filter[];
}

/** The line that is read as these parts: `parseQuery` is its exact inverse. Shows how a line was read. */
export function printQuery({ clauses, filters }: Parts): string {
  const filterTexts = filters.map(printFilter);
  const [only] = clauses;
  // Side by side, words are only wanted; joined by AND, each is needed.
  const areNeeded = clauses.length > 1 && clauses.every((each) => each.kind === 'word' && each.needed);
  const texts = areNeeded
    ? [clauses.map((each) => printOne(withoutNeed(each))).join(' AND ')]
    : only?.kind === 'any' && clauses.length === 1 && filters.length === 0
      ? [printAny(only.of)]
      : clauses.map(printOne);
  return [...texts, ...filterTexts].join(' ');
}

const withoutNeed = (each: Expression): Expression =>
  each.kind === 'word' ? { kind: 'word', text: each.text, ...defined({ field: each.field }) } : each;

const printFilter = (filter: Filter): string =>
  filter.kind === 'keep' ? filter.text : `${filter.kind}:${filter.value}`;

/** One expression as it can stand beside others. */
export function printOne(expression: Expression): string {
  switch (expression.kind) {
    case 'word':
    case 'phrase':
      return printAtom(expression);
    case 'filter':
      return inBrackets(expression.filter.text);
    case 'not':
      return expression.of.kind === 'word' || expression.of.kind === 'phrase'
        ? `-${printAtom(expression.of)}`
        : `NOT ${printOne(expression.of)}`;
    case 'all':
      return inBrackets(expression.of.map(printInAll).join(' '));
    case 'any':
      return inBrackets(printAny(expression.of));
    default:
      return expression satisfies never;
  }
}

/** Brackets hold a filter of their own only where it is one of several things. */
const printInAll = (part: Expression): string => (part.kind === 'filter' ? part.filter.text : printOne(part));

const printAny = (parts: readonly Expression[]): string =>
  parts.map((part) => (part.kind === 'filter' ? part.filter.text : printOne(part))).join(' OR ');

/** A bracket that ends a word belongs to the word where the word has one that opens, so a blank keeps them apart. */
const inBrackets = (text: string): string => `(${text}${/\([^\s"]*$/.test(text) ? ' ' : ''})`;

function printAtom({ kind, text, field, needed }: Atom): string {
  const where = field === undefined ? '' : `${field}:`;
  return `${needed ? '+' : ''}${where}${kind === 'phrase' ? `"${text}"` : text}`;
}
