/**
 * When arXiv announces. An announcement goes out at 20:00 in New York from Sunday to Thursday. RSS shows it from the next
 * midnight on and dates it by that morning, Monday to Friday (info.arxiv.org/help/availability.html,
 * info.arxiv.org/help/rss.html). This code names an announcement by that date too.
 */

import {
  addDays,
  dateAt,
  describeDate,
  instantOn,
  type LocalDate,
  weekdayOf,
} from '../../../src/topics/calendar/local-date.ts';

const newYork = 'America/New_York';

/**
 * Evenings without an announcement (info.arxiv.org/help/availability.html#holiday, read in November 2026), except those on
 * a Friday, which has none anyway. A holiday that is missing here shows as an empty RSS and costs one request per list.
 */
const silentEvenings: Readonly<Record<LocalDate, string>> = {
  '2026-01-01': "New Year's Day",
  '2026-01-19': 'Martin Luther King Day',
  '2026-06-19': 'Juneteenth',
  '2026-07-03': 'Independence Day',
  '2026-09-07': 'Labor Day',
  '2026-11-26': 'Thanksgiving',
  '2026-12-25': 'Christmas',
  '2026-12-29': 'end of the year',
  '2026-12-31': "New Year's Eve",
};

/** No two announcements are further apart, unless the table above is wrong. */
const longestSilenceDays = 14;

/** The date in New York, where arXiv’s days begin and end. */
export const newYorkDate = (instant: number): LocalDate => dateAt(newYork, instant);

/**
 * The instant at which clocks in New York first show a time.
 * @param time `00:00` to `23:59`
 * @returns milliseconds since 1970
 */
export function newYorkTime(date: LocalDate, time: string): number {
  const instant = instantOn(newYork, date, time);
  if (instant === undefined) throw new RangeError(`New York has no ${date}`);
  return instant;
}

/** Whether arXiv announces papers on this date. */
export const isAnnounced = (date: LocalDate): boolean => silenceOn(date) === undefined;

/** Why there is no announcement of that date: `no announcement on Thu 26 Nov 2026 (Thanksgiving)`. */
export function silenceOn(date: LocalDate): string | undefined {
  if (weekdayOf(date) > 5) return 'no announcements at weekends';
  const evening = addDays(date, -1);
  const holiday = silentEvenings[evening];
  return holiday && `no announcement on ${describeDate(evening)} (${holiday})`;
}

/** The first announcement after a date. */
export const announcementAfter = (date: LocalDate): LocalDate => nearest(date, 1);

/** The last announcement before a date. */
export const announcementBefore = (date: LocalDate): LocalDate => nearest(date, -1);

function nearest(date: LocalDate, step: 1 | -1): LocalDate {
  for (let days = 1; days <= longestSilenceDays; days++) {
    const near = addDays(date, days * step);
    if (isAnnounced(near)) return near;
  }
  throw new RangeError(`no announcement within ${longestSilenceDays} days of ${date}`);
}

/**
 * The first day whose submissions an announcement has: those after 14:00 in New York on the day of the announcement
 * before; on the Friday for Monday's announcement, which goes out on Sunday (info.arxiv.org/help/availability.html).
 */
export function submittedSince(announcement: LocalDate): LocalDate {
  const before = announcementBefore(announcement);
  return addDays(before, weekdayOf(before) === 1 ? -3 : -1);
}
