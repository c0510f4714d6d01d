import type { Line } from '../cards/span.ts';
import type { Note } from '../corpus/note.ts';
import type { Paper } from '../corpus/paper.ts';

/** Which slice of the ranking is wanted, for papers and for notes apart. */
export interface SearchPage {
  readonly offset: number;
  readonly limit: number;
  /** How many notes come with it (default: `limit`). */
  readonly notes?: number;
}

export interface Hit<T> {
  readonly item: T;
  /** Comparable within one answer only. */
  readonly score: number;
  /** The reader's own words that matched, as typed. */
  readonly matched: readonly string[];
  /** The best sentence of the text, its matched words marked. */
  readonly snippet: Line;
}

export interface Results {
  readonly papers: readonly Hit<Paper>[];
  readonly notes: readonly Hit<Note>[];
  /** How many there are in all, and how many hold every word of the query. */
  readonly total: { readonly papers: number; readonly notes: number; readonly papersWithEveryWord: number };
  /** Words that no text holds, read as their nearest neighbour. */
  readonly corrections: readonly SpellingCorrection[];
  /** Words that no text holds, and that have no near neighbour. */
  readonly unknown: readonly string[];
  /** Papers that matched but for a date filter, and have no date. */
  readonly undated: number;
}

export interface SpellingCorrection {
  readonly typed: string;
  readonly used: string;
}

export interface Suggestion {
  readonly kind: 'paper' | 'note' | 'subtopic' | 'organization' | 'phrase';
  /** Of papers, notes and subtopics. */
  readonly id?: string;
  readonly text: string;
}
