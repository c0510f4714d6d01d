import type { PrintedDate } from './page-marks.ts';

/**
 * The year in which the page was saved, for dates that omit it. The site omits the year of dates in the current one,
 * so that year is the one after the latest it prints. It is a guess where nothing of last year is on the page, and
 * undefined where no year is printed: such dates are left out rather than invented.
 */
export function savedYear(dates: Iterable<PrintedDate>): number | undefined {
  let latest: number | undefined;
  for (const { year } of dates) {
    if (year !== undefined && (latest === undefined || year > latest)) latest = year;
  }
  return latest === undefined ? undefined : latest + 1;
}

/** `2024-05-28`, or undefined for a day that the calendar does not have. Independent of the time zone. */
export function isoDate({ day, month, year }: PrintedDate, yearWhereOmitted?: number): string | undefined {
  const full = year ?? yearWhereOmitted;
  if (full === undefined) return undefined;
  const date = new Date(Date.UTC(full, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}
