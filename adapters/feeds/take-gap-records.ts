import type { PaperRecord } from '../../src/corpus/record.ts';
import type { ArxivCursor, Gap } from './arxiv-cursor.ts';
import { isRecentForm, plausibleId } from './plausible-id.ts';

/**
 * Lists name papers by when they changed or were submitted, not by when they were announced. arXiv gives ids at the
 * announcement, in their order (info.arxiv.org/help/availability.html): a larger one than any before the gap is of a new
 * paper, too, however long arXiv's moderators have held it.
 * @param records new where their first version was submitted since `submittedSince` of the gap
 */
export function markNew(records: readonly PaperRecord[], { after }: Gap): readonly PaperRecord[] {
  if (after === undefined) return records;
  return records.map((record) => {
    const { arxivId = '' } = record.paper;
    return { ...record, isNew: record.isNew || (isRecentForm(arxivId) && arxivId > after) };
  });
}

/** Papers of a category that was read before have been brought in by it. */
export function leaveOutKnown(
  records: readonly PaperRecord[],
  before: readonly string[],
): readonly PaperRecord[] {
  const isOf = (category: string) =>
    before.some((name) => category === name || category.startsWith(`${name}.`));
  return records.filter(({ paper }) => !paper.categories?.some(isOf));
}

/** Remembers the largest id: an RSS that shows these papers tomorrow is as stale as it was today. */
export function withLargestId(
  cursor: ArxivCursor,
  records: readonly PaperRecord[],
  { last }: Gap,
): ArxivCursor {
  const ids = records.flatMap(({ isNew, paper }) => (isNew ? (plausibleId(paper.arxivId, last) ?? []) : []));
  const largestId = [cursor.largestId ?? '', ...ids].sort().at(-1);
  return largestId ? { ...cursor, largestId } : cursor;
}

/** The first gap is closed. */
export function withoutGap({ progress: _, ...cursor }: ArxivCursor): ArxivCursor {
  return { ...cursor, gaps: cursor.gaps.slice(1) };
}
