import { UserError } from '../errors.ts';
import { type Filters, isFilterName, readFilter } from './words/filters.ts';

/** A word or a phrase, as typed. */
export interface Atom {
  readonly text: string;
  readonly phrase: boolean;
}

/**
 * One thing asked for: any of its atoms will do. A plain word is a clause of one atom that makes a text rank
 * higher; phrases, words joined by `AND` and words joined by `OR` are needed.
 */
export interface Clause {
  readonly any: readonly Atom[];
  readonly needed: boolean;
}

export interface Query {
  /** The line as typed, white space folded. */
  readonly text: string;
  readonly clauses: readonly Clause[];
  /** None of these may stand in a text. */
  readonly excluded: readonly Atom[];
  readonly filters: Filters;
  /** Words are taken as they are: a mistyped one finds nothing, rather than what it was read as. */
  readonly exact?: true;
}

/** Characters, so that a query fits in every platform's fields and is read in no time. */
export const queryMaxLength = 300;

/**
 * Reads the query language: words, `"a phrase"`, `-word`, `OR`, `AND`, `NOT`, and filters such as `year:2024`.
 * Unclosed quotes are ignored, and `name:` is a filter only for the names that `filters.ts` lists.
 * @throws UserError and nothing else: too long, empty, or a filter with a bad value.
 */
export function parseQuery(input: string): Query {
  const text = tidy(input);
  if ([...text].length > queryMaxLength) {
    throw new UserError(
      'query-too-long',
      `A query has at most ${queryMaxLength} characters; this one has ${[...text].length}.`,
      'Keep the words that matter most.',
    );
  }
  const query = { ...readPieces(split(text)), text };
  if (query.clauses.length === 0 && query.filters.list.length === 0) {
    throw query.excluded.length > 0
      ? new UserError('empty-query', 'This query only says what to leave out.', 'Add a word to look for.')
      : new UserError(
          'empty-query',
          'Nothing to look for.',
          'Type some words, like: search test-time scaling',
        );
  }
  return query;
}

/** The words of a text and nothing else: no filters, no operators. For titles, which may hold any of them. */
export function wordsQuery(input: string): Query {
  const text = [...tidy(input).replaceAll('"', ' ')].slice(0, queryMaxLength).join('');
  const clauses = text
    .split(/\s+/)
    .filter(hasWord)
    .map((word): Clause => ({ any: [{ text: word, phrase: false }], needed: false }));
  return { text, clauses, excluded: [], filters: { list: [] } };
}

/** Removes what a keyboard or a chat client puts in: control characters, curly quotes, broken surrogates. */
function tidy(input: string): string {
  return input
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}�]+/gu, ' ')
    .replace(/[“”„‟«»]/g, '"')
    .trim();
}

interface Piece {
  readonly text: string;
  readonly phrase: boolean;
  readonly negative: boolean;
}

// A piece is an optional minus and then a phrase, a filter with a quoted value, or a run without blanks.
const piece = /(-?)(?:"([^"]*)"|([a-z]+:"[^"]*")|(\S+))/giu;

function split(text: string): Piece[] {
  const closed = (text.match(/"/g)?.length ?? 0) % 2 === 0 ? text : dropLastQuote(text);
  return [...closed.matchAll(piece)].map(([, minus, phrase, quotedFilter, run]) => ({
    text: (phrase ?? quotedFilter ?? run ?? '').trim(),
    phrase: phrase !== undefined,
    negative: minus === '-',
  }));
}

function dropLastQuote(text: string): string {
  const at = text.lastIndexOf('"');
  return `${text.slice(0, at)} ${text.slice(at + 1)}`;
}

type Connective = 'OR' | 'AND' | undefined;

function readPieces(pieces: readonly Piece[]): Omit<Query, 'text'> {
  const clauses: Clause[] = [];
  const excluded: Atom[] = [];
  const filters = [];
  let connective: Connective;
  let not = false;
  for (const each of pieces) {
    if (!each.phrase && !each.negative && isConnective(each.text)) {
      if (each.text === 'NOT') not = true;
      else connective = each.text;
      continue;
    }
    const negative = each.negative || not;
    const filter = each.phrase ? undefined : filterOf(each.text);
    const atom = { text: each.text, phrase: each.phrase };
    if (filter !== undefined) filters.push(readFilter(filter.name, filter.value, negative));
    else if (!hasWord(each.text)) continue;
    else if (negative) excluded.push(atom);
    else addClause(clauses, atom, connective);
    connective = undefined;
    not = false;
  }
  return { clauses, excluded, filters: { list: filters } };
}

const isConnective = (text: string): text is 'OR' | 'AND' | 'NOT' =>
  text === 'OR' || text === 'AND' || text === 'NOT';
const hasWord = (text: string) => /[\p{L}\p{N}]/u.test(text);

function filterOf(text: string): { name: string; value: string } | undefined {
  const at = text.indexOf(':');
  const name = text.slice(0, at).toLowerCase();
  return at > 0 && isFilterName(name) ? { name, value: text.slice(at + 1).replace(/^"|"$/g, '') } : undefined;
}

function addClause(clauses: Clause[], atom: Atom, connective: Connective): void {
  const last = clauses.at(-1);
  if (last === undefined || connective === undefined) {
    clauses.push({ any: [atom], needed: atom.phrase });
    return;
  }
  clauses.pop();
  if (connective === 'OR') clauses.push({ any: [...last.any, atom], needed: true });
  else clauses.push({ ...last, needed: true }, { any: [atom], needed: true });
}
