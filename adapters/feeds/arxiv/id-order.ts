/**
 * What the order of ids tells. arXiv numbers papers one after the other as it announces them, after the year and month
 * (info.arxiv.org/help/availability.html, info.arxiv.org/help/arxiv_identifier.html).
 */

import type { PaperRecord } from '../../../src/corpus/record.ts';
import type { LocalDate } from '../../../src/topics/calendar/local-date.ts';
import type { Gap } from './cursor.ts';

/** Ids until March 2007, such as `hep-th/9901001`, are not in this order. */
const isRecentForm = (id: string): boolean => /^\d{4}\./.test(id);

/**
 * The id, if it can have been announced by that date. A single wrong id from the future would make every later
 * announcement look old.
 */
export function plausibleId(id: string | undefined, date: LocalDate): string | undefined {
  const month = date.slice(2, 4) + date.slice(5, 7);
  return id !== undefined && isRecentForm(id) && id.slice(0, 4) <= month ? id : undefined;
}

/**
 * Marks as new, besides the records that are, those with a larger id than any before the gap: a list names papers by when
 * they changed, and moderators may have held a new paper for long.
 * @param records new if their first version was submitted since `submittedSince` of the gap
 */
export function markNew(records: readonly PaperRecord[], { after }: Gap): readonly PaperRecord[] {
  if (after === undefined) return records;
  return records.map((record) => {
    const { arxivId = '' } = record.paper;
    return { ...record, isNew: record.isNew || (isRecentForm(arxivId) && arxivId > after) };
  });
}

/** The largest plausible id among new papers of a gap. */
export const largestNew = (records: readonly PaperRecord[], { last }: Gap): string | undefined =>
  records
    .flatMap(({ isNew, paper }) => (isNew ? (plausibleId(paper.arxivId, last) ?? []) : []))
    .sort()
    .at(-1);
