import { formatDate } from '../../corpus/describe-paper.ts';

/** A date in some zone, `2026-05-03`: from 1970 to 9999, so that the order of texts is that of dates. */
export type LocalDate = string;

/** ISO 8601: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const lastLocalDate: LocalDate = '9999-12-31';

const dayMs = 86_400_000;

export const weekdayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** `2026-5-3` as `2026-05-03`; nothing for a text of another form, or a date that does not exist. */
export function parseLocalDate(text: string): LocalDate | undefined {
  const [, year, month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  if (year === undefined || Number(year) < 1970) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : undefined;
}

/** Days since 1970-01-01. */
const dayNumber = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`) / dayMs;

/** @throws RangeError when the sum is beyond the dates of JavaScript. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date((dayNumber(date) + days) * dayMs).toISOString().slice(0, 10);
}

/** The date of an instant, in milliseconds since 1970, in UTC. @throws RangeError beyond the dates of JavaScript. */
export const utcDate = (instant: number): LocalDate => new Date(instant).toISOString().slice(0, 10);

/** The next midnight in UTC, in milliseconds since 1970. */
export const utcMidnightAfter = (instant: number): number =>
  Date.parse(`${addDays(utcDate(instant), 1)}T00:00Z`);

/** How many dates there are from `first` to `last`, both included. */
export const countDays = (first: LocalDate, last: LocalDate): number =>
  dayNumber(last) - dayNumber(first) + 1;

export function weekdayOf(date: LocalDate): Weekday {
  const sinceMonday = (dayNumber(date) + 3) % 7;
  return (((sinceMonday + 7) % 7) + 1) as Weekday;
}

/** `Sun 3 May 2026`. */
export const describeDate = (date: LocalDate): string =>
  `${weekdayNames[weekdayOf(date) - 1]?.slice(0, 3)} ${formatDate(date)}`;
