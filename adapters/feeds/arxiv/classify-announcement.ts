import type { LocalDate } from '../../../src/topics/calendar/local-date.ts';
import type { Wait } from './cursor.ts';

/** What RSS shows, at a glance. */
export interface Announcement {
  /** The date that it gives itself. */
  readonly announcedOn?: string | undefined;
  readonly items: number;
  readonly largestId?: string | undefined;
  /** One of its items is of a paper that arXiv has got in these weeks. */
  readonly hasRecent: boolean;
}

/**
 * Whether that is the announcement of the date, or why it is to be looked at again. RSS has shown the items of the day
 * before under the date of the day (github.com/ZJU-REAL/Polaris, issue 414): ids grow with each announcement, so the
 * largest one tells, but for a day that only brings new versions and cross-listings of old papers.
 * @param before the largest id of the batch before
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
