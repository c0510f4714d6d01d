/**
 * Which local dates have an issue, and at which instant. Instants are milliseconds since 1970-01-01T00:00Z and are
 * always passed in; the time zone of the process plays no part.
 */

import { addDays, type LocalDate, lastLocalDate } from './local-date.ts';
import { isActive, isPaused, isSkipped, type Schedule } from './schedule.ts';
import { dateAt, instantOn, wallAt } from './wall-clock.ts';

export interface Occurrence {
  /** With the place, the key of the issue: no two issues of a place share it. */
  readonly localDate: LocalDate;
  /** The planned instant. */
  readonly at: number;
}

/** How far a place has come. */
export interface Progress {
  /** Instant at which the schedule began to hold: created, changed or resumed. What was planned up to then is void. */
  readonly since: number;
  /** The date of the last issue, posted or recorded as empty. */
  readonly lastDate?: LocalDate;
}

export interface NextOccurrence extends Occurrence {
  /** The first date that this issue stands for; `localDate` itself when no issue was missed. */
  readonly from: LocalDate;
}

export interface DueOccurrence extends NextOccurrence {
  /** More than `lateAfterMs` after the planned instant. */
  readonly late: boolean;
}

export interface Upcoming {
  /** To be posted now. */
  readonly due?: DueOccurrence;
  /** When to ask again, always after now; nothing when no issue ever follows. */
  readonly next?: NextOccurrence;
}

const minuteMs = 60_000;

/** An issue says that it is late when it is later than this. */
export const lateAfterMs = 15 * minuteMs;

/** A late issue gives way to the next one when that is nearer than this. */
export const lateSpacingMs = 30 * minuteMs;

/**
 * The issue of a date: nothing when the date is not active, or does not exist in the zone (Apia, 2011-12-30).
 *
 * - A wall time that comes twice means its first time.
 * - A wall time that the clock jumps over becomes the first moment after the jump: 02:30 becomes 03:00.
 * - When the clock jumps past the end of the date (Nuuk, 23:00 to 24:00), that moment belongs to the next date. Then the
 *   issue comes in the last minute before the jump: early, but on the date that it names.
 *
 * So `at` grows strictly with the date.
 */
export function occurrenceOn(schedule: Schedule, localDate: LocalDate): Occurrence | undefined {
  if (!isActive(schedule, localDate)) return undefined;
  const at = instantOn(schedule.zone, localDate, schedule.time);
  return at === undefined ? undefined : { localDate, at };
}

/**
 * The first issue strictly after the instant.
 * @throws RangeError for a number that is no instant, or a zone that is none.
 */
export function nextOccurrence(schedule: Schedule, after: number): Occurrence | undefined {
  const wall = wallAt(schedule.zone, after);
  const today = wall.slice(0, 10);
  // Today's issue is behind when the wall shows its time or more; when it shows less it may still be, an hour repeating.
  return firstOccurrence(schedule, wall.slice(11, 16) < schedule.time ? today : addDays(today, 1), after);
}

/**
 * What is due now, and what comes next.
 *
 * However long nobody asked, at most one issue is due: that of the latest active date whose hour has come. It stands for
 * all missed dates (`from`), carries the latest of them, and is never followed by one for an earlier date. The earlier
 * ones are not posted one by one: a channel wants its papers, not a week of postings in one minute. The latest date, not
 * the first, is the key, because it grows with the instant: two processes that ask a minute apart agree on it, or the
 * second asks for a later date, which is another issue.
 *
 * An issue that is late waits, and the next one stands for its dates too,
 * - when the next one is less than `lateSpacingMs` away: two postings soon after each other help nobody;
 * - when today is skipped: the place asked for silence.
 *
 * What a pause or a change of the schedule cut off is not made up for. Every other active date since `progress` is the
 * date of exactly one issue, or inside `from`…`localDate` of exactly one.
 *
 * Record the issue's date as `lastDate` when it is posted, or found to hold nothing, and set the alarm to `next.at`.
 * @throws RangeError as `nextIssue` does.
 */
export function upcoming(schedule: Schedule, progress: Progress, now: number): Upcoming {
  const open = firstOpenOccurrence(schedule, progress);
  if (open === undefined) return {};
  if (open.at > now) return { next: { ...open, from: open.localDate } };

  const latest = latestOccurrence(schedule, open, now);
  const next = nextOpenOccurrence(schedule, latest, now);
  const late = now - latest.at > lateAfterMs;
  if (late && next !== undefined && next.at - now < spacing(schedule, now)) {
    return { next: { ...next, from: open.localDate } };
  }
  const due = { ...latest, from: open.localDate, late };
  return next === undefined ? { due } : { due, next: { ...next, from: next.localDate } };
}

const spacing = (schedule: Schedule, now: number): number =>
  isSkipped(schedule, dateAt(schedule.zone, now)) ? Number.POSITIVE_INFINITY : lateSpacingMs;

/** The earliest issue that is neither posted nor void. */
function firstOpenOccurrence(schedule: Schedule, { since, lastDate }: Progress): Occurrence | undefined {
  const date = dateAt(schedule.zone, since);
  const from = lastDate === undefined || lastDate < date ? date : addDays(lastDate, 1);
  return firstOccurrence(schedule, from, since);
}

/** The last issue planned up to now; `open` is one. */
function latestOccurrence(schedule: Schedule, open: Occurrence, now: number): Occurrence {
  // One more than today's date, because midnight may come twice, and then today again.
  let date = addDays(dateAt(schedule.zone, now), 1);
  for (; date > open.localDate; date = addDays(date, -1)) {
    const issue = occurrenceOn(schedule, date);
    if (issue !== undefined && issue.at <= now) return issue;
  }
  return open;
}

const nextOpenOccurrence = (schedule: Schedule, latest: Occurrence, now: number): Occurrence | undefined =>
  firstOccurrence(schedule, addDays(latest.localDate, 1), now);

/** The first issue that is not on a date before `from`, and is strictly after the instant. */
function firstOccurrence(schedule: Schedule, from: LocalDate, after: number): Occurrence | undefined {
  if (schedule.days.length === 0) return undefined;
  for (
    let date = pastSilence(schedule, from);
    date !== undefined;
    date = pastSilence(schedule, addDays(date, 1))
  ) {
    const issue = occurrenceOn(schedule, date);
    if (issue !== undefined && issue.at > after) return issue;
  }
  return undefined;
}

/** The first date from `date` on that is neither paused nor skipped. Jumps, since a silence may be long. */
function pastSilence(schedule: Schedule, date: LocalDate): LocalDate | undefined {
  let open = date;
  if (isPaused(schedule, open)) {
    if (schedule.paused?.until === undefined) return undefined;
    open = schedule.paused.until;
  }
  for (let skip = skipOn(schedule, open); skip !== undefined; skip = skipOn(schedule, open)) {
    if (skip.last >= lastLocalDate) return undefined;
    open = addDays(skip.last, 1);
  }
  // The year 10000 is written +010000.
  return /^\d/.test(open) ? open : undefined;
}

const skipOn = ({ skips }: Schedule, date: LocalDate) =>
  skips.find(({ first, last }) => first <= date && date <= last);
