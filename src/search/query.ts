import { UserError } from '../errors.ts';
import { type Filter, isFilterName, readFilter } from './words/filters.ts';

/** A word or a phrase, as typed. */
export interface Atom {
  readonly text: string;
  readonly phrase: boolean;
}

/**
 * One thing asked for; any of its atoms is enough. Phrases, and words joined by `AND` or `OR`, are needed. A plain word is
 * not: texts with it rank higher.
 */
export interface Clause {
  readonly any: readonly Atom[];
  readonly needed: boolean;
}

export interface Query {
  /** The line as typed, with single spaces. */
  readonly text: string;
  readonly clauses: readonly Clause[];
  /** Texts with any of these are left out. */
  readonly excluded: readonly Atom[];
  readonly filters: readonly Filter[];
  /** Takes words as they are: a mistyped word finds nothing, and is not corrected. */
  readonly exact?: true;
}

/** In characters: a pasted abstract. Fits in the fields of every platform, and limits the time to read a query. */
export const queryMaxLength = 2_000;

/**
 * Reads the query language: words, `"a phrase"`, `-word`, `OR`, `AND`, `NOT`, and filters such as `year:2024`.
 * Unclosed quotes are ignored, and `name:` is a filter only for the names that `filters.ts` lists.
 * @throws UserError and nothing else: too long, empty, or a filter with a bad value
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
  if (query.clauses.length === 0 && query.filters.length === 0) {
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

/** Only the words of a text, without filters and operators. For titles, which may contain any of them. */
export function wordsQuery(input: string): Query {
  const text = [...tidy(input).replaceAll('"', ' ')].slice(0, queryMaxLength).join('');
  const clauses = text
    .split(/\s+/)
    .filter(hasWord)
    .map((word): Clause => ({ any: [{ text: word, phrase: false }], needed: false }));
  return { text, clauses, excluded: [], filters: [] };
}

/** Removes what keyboards and chat clients put in: control characters, curly quotes, broken surrogates. */
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

// A piece is an optional minus, then a phrase, a filter with a quoted value, or characters without spaces.
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
  const filters: Filter[] = [];
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
  return { clauses, excluded, filters };
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
