import { Temporal } from 'temporal-polyfill';
import { formatDate } from '../../corpus/describe-paper.ts';

/** A date in some zone, `2026-05-03`: from 1970 to 9999, so that the order of texts is that of dates. */
export type LocalDate = string;

/** ISO 8601: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The last date that can be written with four digits of a year. */
export const lastLocalDate: LocalDate = '9999-12-31';

const dayMs = 24 * 60 * 60_000;

/** Short English names, Monday first. */
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

/** The day of the week of a date: 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: LocalDate): Weekday {
  const sinceMonday = (dayNumber(date) + 3) % 7;
  return (((sinceMonday + 7) % 7) + 1) as Weekday;
}

/** `Sun 3 May 2026`. */
export const describeDate = (date: LocalDate): string =>
  `${weekdayNames[weekdayOf(date) - 1]?.slice(0, 3)} ${formatDate(date)}`;

/** A time with one offset from UTC. The same offset may have held before `start`. */
interface OffsetSpan {
  readonly start: number;
  /** Not included. */
  readonly end: number;
  /** Local time minus UTC, in milliseconds. */
  readonly offset: number;
}

const minuteMs = 60_000;

/** No clock was ever put back by more than this: a zone that crossed the date line has one date twice. */
const longestRepeatMs = dayMs;

/**
 * The last span of each zone. Makes the calendar several times faster: clocks change a few times a year, and the polyfill
 * needs microseconds of BigInt work for each question.
 */
const lastSpans = new Map<string, OffsetSpan>();

/**
 * What the clocks of a zone show at an instant, in milliseconds since 1970, as ISO 8601 without an offset.
 * @throws RangeError for a number that is not an instant, or a text that is not a zone
 */
export const wallAt = (zone: string, instant: number): string =>
  new Date(instant + spanAt(zone, instant).offset).toISOString();

/** @throws RangeError as {@link wallAt} does */
export const dateAt = (zone: string, instant: number): LocalDate => wallAt(zone, instant).slice(0, 10);

/**
 * When the clocks of a zone first show a date and a time (`HH:MM`), in milliseconds since 1970.
 *
 * | the clocks jump over the time, and | result |
 * |---|---|
 * | the first moment after the jump has this date | that moment |
 * | only the last minute before the jump has this date | that minute |
 * | neither: the zone does not have this date | nothing |
 *
 * @throws RangeError as {@link wallAt} does
 */
export function instantOn(zone: string, date: LocalDate, time: string): number | undefined {
  const wanted = Date.parse(`${date}T${time}Z`);
  const { start, end, offset } = spanAt(zone, wanted);
  const at = wanted - offset;
  return at >= start + longestRepeatMs && at < end ? at : instantNearChange(zone, date, new Date(wanted));
}

function instantNearChange(zone: string, date: LocalDate, wanted: Date): number | undefined {
  const plain = Temporal.PlainDateTime.from(wanted.toISOString().slice(0, -1));
  // Both are the first of two equal local times. They differ, by the jump, only for a time that the clocks jump over.
  const at = plain.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
  const before = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (before.epochMilliseconds === at) return at;

  const jump = before.getTimeZoneTransition('next');
  const moments = jump === null ? [] : [jump.epochMilliseconds, jump.epochMilliseconds - minuteMs];
  return moments.find((moment) => dateAt(zone, moment) === date);
}

function spanAt(zone: string, instant: number): OffsetSpan {
  const known = lastSpans.get(zone);
  if (known !== undefined && known.start <= instant && instant < known.end) return known;

  // From some weeks before, because the calendar looks back too.
  let zoned = Temporal.Instant.fromEpochMilliseconds(instant - 30 * dayMs).toZonedDateTimeISO(zone);
  let next = zoned.getTimeZoneTransition('next');
  while (next !== null && next.epochMilliseconds <= instant) {
    zoned = next;
    next = zoned.getTimeZoneTransition('next');
  }
  const span = {
    start: zoned.epochMilliseconds,
    end: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: zoned.offsetNanoseconds / 1e6,
  };
  lastSpans.set(zone, span);
  return span;
}
