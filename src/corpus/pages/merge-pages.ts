import type { Corpus } from '../corpus.ts';
import { mergeNotes } from './merge-notes.ts';
import { mergePapers } from './merge-papers.ts';
import type { Page } from './page.ts';

/**
 * All pages as one corpus. Papers are one where their titles are equal when normalised and their abstracts agree: the
 * merged paper keeps the longest abstract, all metadata and every source. Which paper has which id does not depend on
 * the order of the pages; the order of the papers does.
 *
 * Where different papers have one title, the first by the hash of its abstract keeps the plain id and the others get
 * one made with that hash. Total, and idempotent: pages given twice change nothing.
 */
export function mergePages(pages: readonly Page[]): Corpus {
  const { papers, merged, warnings } = mergePapers(pages);
  const { notes, subtopics } = mergeNotes(pages);
  return {
    pages,
    papers,
    notes,
    subtopics,
    merged,
    warnings: [...pages.flatMap((page) => page.warnings), ...warnings],
    rejects: pages.flatMap((page) => page.rejects),
  };
}
