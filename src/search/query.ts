import { UserError } from '../errors.ts';
import { type Atom, atomsIn, type Expression } from './language/expression.ts';
import { readFirstGrammar } from './language/first-grammar.ts';
import { readGrammar } from './language/grammar.ts';
import type { Reading } from './language/operand.ts';
import { splitPieces, tidy } from './language/pieces.ts';
import { plainOperators } from './language/plain-operators.ts';
import type { Parts } from './language/print.ts';
import { isProse, withoutSigns } from './language/prose.ts';
import { withoutRequest } from './language/request.ts';
import { type Filter, yearFilter } from './words/filters.ts';

/** A line as it was read. `docs/query-language.md` is for people. */
export interface Query extends Parts {
  /** The line as typed, with single spaces. */
  readonly text: string;
  /**
   * What is asked for, side by side. Words raise a text's rank, and are needed where they say so; all else is needed. A
   * clause is a word, a phrase, something excluded, or a choice.
   */
  readonly clauses: readonly Expression[];
  /** They hold for the whole line. */
  readonly filters: readonly Filter[];
  /** What was read otherwise than one might think. */
  readonly readings: readonly Reading[];
  /** A word that was read as a year. Where no paper here is of that year, it is a word after all. */
  readonly yearWord?: string;
  /** Takes words as they are: a mistyped word finds nothing, and is not corrected. */
  readonly exact?: true;
}

/** In characters: a pasted abstract. Fits in the fields of every platform, and limits the time to read a query. */
export const queryMaxLength = 2_000;

/**
 * Reads the query language. Unclosed quotes and brackets are ignored.
 * @throws UserError and nothing else: too long, empty, or a filter with a bad value
 */
export function parseQuery(input: string): Query {
  const text = tidyLine(input);
  const plain = isProse(text) ? withoutSigns(text) : isShouted(text) ? text.toLowerCase() : text;
  const { pieces, found } = plainOperators(splitPieces(plain), plain.includes('?'));
  const { readings, ...parts } = readGrammar(pieces);
  const operators = found.map(({ typed }): Reading => ({ kind: 'read-as', typed, as: typed.toUpperCase() }));
  const clauses = withoutRequest(parts.clauses);
  return checked(withYear({ ...parts, clauses, text, readings: [...operators, ...readings] }));
}

/** Reads a topic that was followed before queries had brackets; see `readFirstGrammar`. @throws UserError as `parseQuery` does */
export function parseFirstQuery(input: string): Query {
  const text = tidyLine(input);
  return checked({ ...readFirstGrammar(text), text, readings: [] });
}

function tidyLine(input: string): string {
  const text = tidy(input);
  const { length } = [...text];
  if (length <= queryMaxLength) return text;
  throw new UserError(
    'query-too-long',
    `A query has at most ${queryMaxLength} characters; this one has ${length}.`,
    'Keep the words that matter most.',
  );
}

/** In a line of capitals alone that are no acronyms, `AND` is a word of a sentence. */
const isShouted = (text: string): boolean =>
  !/\p{Ll}/u.test(text) && (/\p{Lu}{6}/u.test(text) || text.split(' ').length > 4);

function checked(query: Query): Query {
  if (query.filters.length > 0 || query.clauses.some(({ kind }) => kind !== 'not')) return query;
  throw query.clauses.length > 0
    ? new UserError('empty-query', 'This query only says what to leave out.', 'Add a word to look for.')
    : new UserError('empty-query', 'Nothing to look for.', 'Type some words, like: search test-time scaling');
}

/** In words: in a longer line, a year is a word of a sentence. */
const maxWordsWithYear = 6;
/** arXiv began in 1991. */
const firstYear = 1991;

/** `quantization 2025` means the papers of that year. */
function withYear(query: Query): Query {
  const isYear = (clause: Expression): clause is Atom =>
    clause.kind === 'word' && clause.field === undefined && !clause.needed && isRecentYear(clause.text);
  const [year, ...more] = query.clauses.filter(isYear);
  if (year === undefined || more.length > 0 || query.clauses.length > maxWordsWithYear) return query;
  if (query.filters.some((filter) => filter.kind === 'keep' && filter.needsDate)) return query;
  const filter = yearFilter(year.text);
  return {
    ...query,
    clauses: query.clauses.filter((clause) => clause !== year),
    filters: [
      ...query.filters.filter(({ kind }) => kind === 'keep'),
      filter,
      ...query.filters.filter(({ kind }) => kind !== 'keep'),
    ],
    readings: [...query.readings, { kind: 'read-as', typed: year.text, as: filter.text }],
    yearWord: year.text,
  };
}

const isRecentYear = (text: string): boolean =>
  /^\d{4}$/.test(text) && Number(text) >= firstYear && Number(text) <= new Date().getUTCFullYear() + 1;

/** The query with its year as a word. */
export function withoutYear({ yearWord, ...query }: Query): Query {
  if (yearWord === undefined) return query;
  const { text } = yearFilter(yearWord);
  return {
    ...query,
    clauses: [...query.clauses, { kind: 'word', text: yearWord }],
    filters: query.filters.filter((filter) => filter.kind !== 'keep' || filter.text !== text),
    readings: query.readings.filter((reading) => reading.typed !== yearWord),
  };
}

/** Only the words of a text, without filters and operators. For titles, which may contain any of them. */
export function wordsQuery(input: string): Query {
  const text = [...tidy(input).replaceAll('"', ' ')].slice(0, queryMaxLength).join('');
  const clauses = text
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .map((word): Atom => ({ kind: 'word', text: word }));
  return { text, clauses, filters: [], readings: [] };
}

/** The words and phrases that are looked for. */
export const atomsOf = (query: Parts): readonly Atom[] => atomsIn(query.clauses);
