/** What the core asks of the world, on one page. Types only. */

import type { Note, Paper } from './corpus/paper.ts';
import type { Query } from './search/query.ts';
import type { Hit, Results, SearchPage, Suggestion } from './search/results.ts';

/** Finds papers and notes. Asynchronous so that an engine may live in another process. */
export interface PaperIndex {
  /** Best first; equal scores are ordered by id, so that the same query always gives the same pages. */
  search(query: Query, page: SearchPage): Promise<Results>;
  /** Completions of the text being typed (not trimmed: a space at its end closes the last word). */
  suggest(text: string, options: SuggestOptions): Promise<readonly Suggestion[]>;
  /** What is nearest to a paper or a note by its whole text, itself left out. Unknown id: nothing. */
  similar(id: string, limit: { readonly papers: number; readonly notes: number }): Promise<Similar>;
  paper(id: string): Promise<Paper | undefined>;
  note(id: string): Promise<Note | undefined>;
  size(): Promise<{ readonly papers: number; readonly notes: number }>;
}

export interface SuggestOptions {
  readonly limit: number;
  /** Only suggestions of these kinds; every kind when left out. */
  readonly kinds?: readonly Suggestion['kind'][];
}

export interface Similar {
  readonly papers: readonly Hit<Paper>[];
  readonly notes: readonly Hit<Note>[];
}

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
}

/** pino's shape: fields first, then a constant message. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
