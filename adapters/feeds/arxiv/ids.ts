/**
 * What the order of ids tells. arXiv numbers papers one after the other as it announces them, after the year and month
 * (info.arxiv.org/help/availability.html, info.arxiv.org/help/arxiv_identifier.html).
 */

import { arxivMonth } from '../../../src/corpus/arxiv-id.ts';
import type { PaperRecord } from '../../../src/corpus/record.ts';
import { addDays, type LocalDate } from '../../../src/topics/calendar/local-date.ts';

/** Ids until March 2007, such as `hep-th/9901001`, are not in this order. */
const isRecentForm = (id: string): boolean => /^\d{4}\./.test(id);

/** Undefined without any id. */
export const largestOf = (ids: readonly (string | undefined)[]): string | undefined =>
  ids
    .filter((id) => id !== undefined)
    .sort()
    .at(-1);

/** The largest id of the present form. */
export const largestIn = (records: readonly PaperRecord[]): string | undefined =>
  largestOf(records.map(({ paper }) => paper.arxivId).filter((id = '') => isRecentForm(id)));

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
 * @param records are new if their first version was submitted since `submittedSince` of the gap
 */
export function markNew(records: readonly PaperRecord[], after: string | undefined): readonly PaperRecord[] {
  if (after === undefined) return records;
  return records.map((record) => {
    const { arxivId = '' } = record.paper;
    return { ...record, isNew: record.isNew || (isRecentForm(arxivId) && arxivId > after) };
  });
}

/** The largest plausible id among new papers that were announced by a date. */
export const largestNew = (records: readonly PaperRecord[], date: LocalDate): string | undefined =>
  largestOf(records.map(({ isNew, paper }) => (isNew ? plausibleId(paper.arxivId, date) : undefined)));

/** `2025-12` for `2026-01`. */
export const monthBefore = (month: string): string => addDays(`${month}-01`, -1).slice(0, 7);

/**
 * Whether a paper was submitted on that day or later: by the date of its first version or, if that is missing, by the month
 * of its id.
 * @param since ISO date; without it every paper is new
 */
export function isNewSince(since: string | undefined, published: string | undefined, id: string): boolean {
  if (since === undefined) return true;
  const day = /^\d{4}-\d{2}-\d{2}/.exec(published ?? '')?.[0];
  if (day !== undefined) return day >= since.slice(0, 10);
  return (arxivMonth(id) ?? since) >= since.slice(0, 7);
}
