/** Dates and times as people say them: the weekday, the local hour, and the zone's city. */

import { countDays, dateAt, describeDate, type LocalDate, wallAt } from './local-date.ts';
import { type DateRange, everyDay, formatDays, type Schedule, weekdays, weekend } from './schedule.ts';

/** The city of a zone: `Berlin`, `New York`, `UTC`. */
export const zoneCity = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');

/** From this many days on, a date is said with its year. */
const nearDays = 300;

/** `Mon 4 Jan`, with the year when it is far from today. */
export const dateInWords = (date: LocalDate, today: LocalDate): string =>
  Math.abs(countDays(today, date)) < nearDays
    ? describeDate(date).replace(/ \d{4}$/, '')
    : describeDate(date);

/** `Thu 24 Dec to Sat 2 Jan`. */
export const rangeInWords = ({ first, last }: DateRange, today: LocalDate): string =>
  first === last ? dateInWords(first, today) : `${dateInWords(first, today)} to ${dateInWords(last, today)}`;

/** `Thu 24 Dec to Sat 2 Jan and Tue 5 Jan`, in the order of the calendar. */
export function rangesInWords(ranges: readonly DateRange[], today: LocalDate): string {
  const words = ranges
    .toSorted((a, b) => (a.first < b.first ? -1 : 1))
    .map((range) => rangeInWords(range, today));
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `Mon 30 Nov, 09:00 (Berlin)`. @param at in milliseconds since 1970 */
export function momentInWords(at: number, zone: string, now: number): string {
  const wall = wallAt(zone, at);
  const date = dateInWords(wall.slice(0, 10), dateAt(zone, now));
  return `${date}, ${wall.slice(11, 16)} (${zoneCity(zone)})`;
}

const same = (a: Schedule['days'], b: Schedule['days']): boolean => a.join() === b.join();

/** `every weekday`, `every day`, `every Monday`, `Monday, Wednesday and Friday`. */
export function daysInWords(days: Schedule['days']): string {
  if (same(days, weekdays)) return 'every weekday';
  if (same(days, weekend)) return 'every weekend day';
  return same(days, everyDay) || days.length > 1 ? formatDays(days) : `every ${formatDays(days)}`;
}

/** `every weekday at 09:00 (Berlin)`. */
export const scheduleInWords = ({ days, time, zone }: Schedule): string =>
  `${daysInWords(days)} at ${time} (${zoneCity(zone)})`;

/** `, paused until Mon 4 Jan`; empty for a schedule that is not paused. */
export function pauseInWords({ paused }: Schedule, today: LocalDate): string {
  if (paused === undefined) return '';
  return paused.until === undefined ? ', paused' : `, paused until ${dateInWords(paused.until, today)}`;
}
