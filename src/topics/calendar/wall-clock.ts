/** What the clocks of a zone show. Instants are milliseconds since 1970-01-01T00:00Z; offsets are local minus UTC. */

import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from './local-date.ts';

/** An offset holds from `start` until `end`, which it leaves out. It may have held before `start`. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

/** No clock was ever put back by more: a zone that crosses the date line has one date twice. */
const longestFoldMs = dayMs;

/**
 * The span asked for last, by zone. Clocks change a few times a year and every question to the polyfill costs
 * microseconds of BigInt work, so this makes the calendar several times faster. A zone's rules do not change while the
 * process runs, so it changes no answer.
 */
const lastSpans = new Map<string, Span>();

/**
 * The wall clock as ISO 8601 text without an offset.
 * @throws RangeError for a number that is no instant, or a zone that is none.
 */
export const wallAt = (zone: string, instant: number): string =>
  new Date(instant + spanAt(zone, instant).offset).toISOString();

/** @throws RangeError as `wallAt`. */
export const dateAt = (zone: string, instant: number): LocalDate => wallAt(zone, instant).slice(0, 10);

/**
 * When the wall clock first shows the date and time (`HH:MM`). For a time that the clock jumps over: the first moment
 * after the jump, or when that is another date, the last minute before the jump; nothing when that is another date too,
 * because then the zone has no such date.
 * @throws RangeError as `wallAt`.
 */
export function instantOn(zone: string, date: LocalDate, time: string): number | undefined {
  const wanted = Date.parse(`${date}T${time}Z`);
  const { start, end, offset } = spanAt(zone, wanted);
  const at = wanted - offset;
  return at >= start + longestFoldMs && at < end ? at : instantNearChange(zone, date, new Date(wanted));
}

function instantNearChange(zone: string, date: LocalDate, wanted: Date): number | undefined {
  const plain = Temporal.PlainDateTime.from(wanted.toISOString().slice(0, -1));
  // Both are the first of a wall time that comes twice; they differ, by the jump, only for one that never comes.
  const at = plain.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
  const before = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (before.epochMilliseconds === at) return at;

  const jump = before.getTimeZoneTransition('next');
  const moments = jump === null ? [] : [jump.epochMilliseconds, jump.epochMilliseconds - minuteMs];
  return moments.find((moment) => dateAt(zone, moment) === date);
}

function spanAt(zone: string, instant: number): Span {
  const known = lastSpans.get(zone);
  if (known !== undefined && known.start <= instant && instant < known.end) return known;

  // From some weeks before, because the calendar looks back as well as ahead.
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
