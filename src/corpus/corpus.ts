import type { Note, Subtopic } from './note.ts';
import type { Page, Reject, Warning } from './pages/page.ts';
import type { Paper } from './paper.ts';

/** What one saved page holds, before the pages are merged. */
export interface PageSummary extends Pick<Page, 'file' | 'kind'> {
  readonly papers: number;
  readonly notes: number;
  readonly subtopics: number;
}

/** All saved pages together. Each paper and note is there once, in the order of the pages. */
export interface Corpus {
  readonly pages: readonly PageSummary[];
  readonly papers: readonly Paper[];
  readonly notes: readonly Note[];
  readonly subtopics: readonly Subtopic[];
  readonly warnings: readonly Warning[];
  readonly rejects: readonly Reject[];
}
