import type { Note, Subtopic } from './note.ts';
import type { Page, Reject, Warning } from './pages/page.ts';
import type { Paper } from './paper.ts';

/** All pages together. Papers are unique; their order is that of the pages. */
export interface Corpus {
  readonly pages: readonly Page[];
  readonly papers: readonly Paper[];
  readonly notes: readonly Note[];
  readonly subtopics: readonly Subtopic[];
  /** Papers that stood in more than one place. */
  readonly merged: readonly Paper[];
  readonly warnings: readonly Warning[];
  readonly rejects: readonly Reject[];
}
