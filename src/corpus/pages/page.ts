import type { Note, Subtopic } from '../note.ts';
import type { Paper, Source } from '../paper.ts';

/** The page contradicts itself or leaves something out. Everything readable was kept. */
export interface Warning extends Source {
  readonly message: string;
}

/** Lines of a page that could not be read, and why. */
export interface Reject extends Source {
  readonly reason: string;
  /** The first 80 characters of the first line, without control characters. */
  readonly excerpt: string;
}

export type PageKind = 'notes' | 'papers' | 'unknown';

/** One parsed page. Its ids are unique on this page only. */
export interface Page {
  readonly file: string;
  readonly kind: PageKind;
  readonly papers: readonly Paper[];
  readonly notes: readonly Note[];
  readonly subtopics: readonly Subtopic[];
  readonly warnings: readonly Warning[];
  readonly rejects: readonly Reject[];
}
