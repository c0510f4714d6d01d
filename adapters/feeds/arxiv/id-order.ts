/**
 * What the order of ids tells. arXiv gives them at the announcement, one after the other, and they begin with its year and
 * month (info.arxiv.org/help/availability.html, info.arxiv.org/help/arxiv_identifier.html).
 */

import type { PaperRecord } from '../../../src/corpus/record.ts';
import type { LocalDate } from '../../../src/topics/calendar/local-date.ts';
import type { Gap } from './cursor.ts';

/** Ids until March 2007, `hep-th/9901001`, stand in another order. */
const isRecentForm = (id: string): boolean => /^\d{4}\./.test(id);

/**
 * The id, if it may have been announced by that date. A single wrong one from the future would make every later
 * announcement look old.
 */
export function plausibleId(id: string | undefined, date: LocalDate): string | undefined {
  const month = date.slice(2, 4) + date.slice(5, 7);
  return id !== undefined && isRecentForm(id) && id.slice(0, 4) <= month ? id : undefined;
}

/**
 * Lists name papers by when they changed or were submitted, not by when they were announced. An id larger than any before
 * the gap is of a new paper, too, however long arXiv's moderators have held it.
 * @param records new where their first version was submitted since `submittedSince` of the gap
 */
export function markNew(records: readonly PaperRecord[], { after }: Gap): readonly PaperRecord[] {
  if (after === undefined) return records;
  return records.map((record) => {
    const { arxivId = '' } = record.paper;
    return { ...record, isNew: record.isNew || (isRecentForm(arxivId) && arxivId > after) };
  });
}

/** The largest id of new papers of a gap. */
export const largestNew = (records: readonly PaperRecord[], { last }: Gap): string | undefined =>
  records
    .flatMap(({ isNew, paper }) => (isNew ? (plausibleId(paper.arxivId, last) ?? []) : []))
    .sort()
    .at(-1);
