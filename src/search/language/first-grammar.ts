import { type Filter, isFilterName } from '../words/filters.ts';
import { readFilter } from '../words/read-filter.ts';
import { type Atom, type Expression, group, inGroup } from './expression.ts';
import { hasWord } from './pieces.ts';
import type { Parts } from './print.ts';

interface FirstPiece {
  readonly text: string;
  readonly phrase: boolean;
  readonly negative: boolean;
}

/** An optional minus, then a phrase, a filter with a quoted value, or characters without spaces. */
const piece = /(-?)(?:"([^"]*)"|([a-z]+:"[^"]*")|(\S+))/giu;

/**
 * Reads a topic that was followed before queries had brackets, as it was read then: `OR` joins the words beside it only,
 * filters always hold, and brackets, other dashes and operators in lower case mean nothing.
 * @param text without typographic quotes, as `tidy` leaves it
 * @throws UserError for a filter with a bad value
 */
export function readFirstGrammar(text: string): Parts {
  const clauses: Expression[] = [];
  const excluded: Expression[] = [];
  const filters: Filter[] = [];
  let connective: 'OR' | 'AND' | undefined;
  let isNegated = false;
  for (const each of split(text)) {
    if (!each.phrase && !each.negative && /^(OR|AND|NOT)$/.test(each.text)) {
      if (each.text === 'NOT') isNegated = true;
      else connective = each.text as 'OR' | 'AND';
      continue;
    }
    const negative = each.negative || isNegated;
    const filter = each.phrase ? undefined : filterOf(each.text);
    const atom: Atom = { kind: each.phrase ? 'phrase' : 'word', text: each.text };
    if (filter !== undefined) filters.push(readFilter(filter.name, filter.value, negative));
    else if (!hasWord(each.text)) continue;
    else if (negative) excluded.push({ kind: 'not', of: atom });
    else addClause(clauses, atom, connective);
    connective = undefined;
    isNegated = false;
  }
  return { clauses: [...clauses, ...excluded], filters };
}

function addClause(clauses: Expression[], atom: Atom, connective: 'OR' | 'AND' | undefined): void {
  const last = clauses.at(-1);
  if (last !== undefined && connective === 'OR') {
    clauses.pop();
    clauses.push(group('any', [inGroup(last), atom]));
  } else clauses.push(atom);
}

function split(text: string): FirstPiece[] {
  const at = text.lastIndexOf('"');
  const isClosed = (text.match(/"/g)?.length ?? 0) % 2 === 0;
  const closed = isClosed ? text : `${text.slice(0, at)} ${text.slice(at + 1)}`;
  return [...closed.matchAll(piece)].map(([, minus, phrase, quotedFilter, run]) => ({
    text: (phrase ?? quotedFilter ?? run ?? '').trim(),
    phrase: phrase !== undefined,
    negative: minus === '-',
  }));
}

/** The names that were filters then. */
const firstNames = 'year after before org authors author cat upvotes has in sort'.split(' ');

function filterOf(text: string): { name: string; value: string } | undefined {
  const at = text.indexOf(':');
  const name = text.slice(0, at).toLowerCase();
  return at > 0 && firstNames.includes(name) && isFilterName(name)
    ? { name, value: text.slice(at + 1).replace(/^"|"$/g, '') }
    : undefined;
}
