import type { Note, Subtopic } from '../../../src/corpus/note.ts';
import type { Paper } from '../../../src/corpus/paper.ts';

/** What the page's data file holds. */
export interface DemoData {
  readonly papers: readonly Paper[];
  readonly notes: readonly Note[];
  readonly subtopics: readonly Subtopic[];
  /** Base64 of the vectors of the papers, then of the notes: a byte for each component. */
  readonly vectors: string;
  /** Base64 of the vectors of queries, by what the index asks the vector of. */
  readonly queries: Readonly<Record<string, string>>;
  /** Lines for `readRelatedTerms`, with the terms that are in these papers and notes. */
  readonly related: string;
}

/** Queries that the page offers. */
export const exampleQueries: readonly string[] = [
  'stop thinking too long',
  'make a small model run on a phone',
  'does the reward really measure quality',
  '"scaling laws" year:2025',
  'quantization has:code sort:new',
  'sparse attention -vision',
  'RLVR in:notes',
];
