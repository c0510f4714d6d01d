import type { LocalDate } from '../../../src/topics/calendar/local-date.ts';
import type { Wait } from './cursor.ts';

/** What RSS shows. */
export interface Announcement {
  /** The date that RSS gives itself. */
  readonly announcedOn?: string | undefined;
  readonly items: number;
  readonly largestId?: string | undefined;
  /** Whether an item is of a paper that arXiv received in the last weeks. */
  readonly hasRecent: boolean;
}

/**
 * Whether RSS shows the announcement of a date, or why it does not. RSS has shown the items of the day before under the
 * date of today (github.com/ZJU-REAL/Polaris, issue 414). Ids grow with each announcement, so the largest id tells, except
 * on a day with nothing but new versions and cross-listings of old papers.
 * @param before the largest id of the announcement before
 */
export function classifyAnnouncement(
  { announcedOn, items, largestId, hasRecent }: Announcement,
  date: LocalDate,
  before: string | undefined,
): 'fresh' | Exclude<Wait['why'], 'refused'> {
  if (announcedOn !== date) return 'late';
  if (items === 0) return 'empty';
  if (before === undefined || largestId === undefined || largestId > before) return 'fresh';
  return largestId === before || hasRecent ? 'same' : 'fresh';
}
