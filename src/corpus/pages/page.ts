import type { Note, Subtopic } from '../note.ts';
import type { Paper, Source } from '../paper.ts';

/** The page disagrees with itself or leaves something out; everything readable was kept. */
export interface Warning extends Source {
  readonly message: string;
}

/** A piece of a page that could not be read, and why. */
export interface Reject extends Source {
  readonly reason: string;
  /** The first characters of what was rejected, control characters removed. */
  readonly excerpt: string;
}

export type PageKind = 'notes' | 'papers' | 'unknown';

/** What one page holds, before pages are merged. */
export interface Page {
  readonly file: string;
  readonly kind: PageKind;
  readonly papers: readonly Paper[];
  readonly notes: readonly Note[];
  readonly subtopics: readonly Subtopic[];
  readonly warnings: readonly Warning[];
  readonly rejects: readonly Reject[];
}
