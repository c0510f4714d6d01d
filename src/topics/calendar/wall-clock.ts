/** Instants, in milliseconds since 1970-01-01T00:00Z, and what the clocks of a zone show then. */

import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from './local-date.ts';

/** A time with one offset from UTC. The same offset may have held before `start`. */
interface OffsetSpan {
  readonly start: number;
  /** Not included. */
  readonly end: number;
  /** Local time minus UTC, in milliseconds. */
  readonly offset: number;
}

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

/** No clock was ever put back by more than this: a zone that crossed the date line has one date twice. */
const longestRepeatMs = dayMs;

/**
 * The last span of each zone. Makes the calendar several times faster: clocks change a few times a year, and the polyfill
 * needs microseconds of BigInt work for each question.
 */
const lastSpans = new Map<string, OffsetSpan>();

/**
 * What the clocks show, as ISO 8601 without an offset.
 * @throws RangeError for a number that is not an instant, or a text that is not a zone
 */
export const wallAt = (zone: string, instant: number): string =>
  new Date(instant + spanAt(zone, instant).offset).toISOString();

/** @throws RangeError as {@link wallAt} does */
export const dateAt = (zone: string, instant: number): LocalDate => wallAt(zone, instant).slice(0, 10);

/**
 * When the clocks first show a date and a time (`HH:MM`).
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
