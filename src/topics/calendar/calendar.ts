/**
 * The dates on which a place has an issue, and the instants. An occurrence is one such date. Instants are milliseconds
 * since 1970-01-01T00:00Z; the zone of the process does not matter.
 */

import {
  addDays,
  dateAt,
  instantOn,
  type LocalDate,
  lastLocalDate,
  wallAt,
  weekdayOf,
} from './local-date.ts';
import type { Schedule } from './schedule.ts';

/** A moment at which a digest is due. */
export interface Occurrence {
  /** With the place, the key of the issue. */
  readonly localDate: LocalDate;
  /** The instant for which the issue is planned. */
  readonly at: number;
}

/** How far the issues of a place have come. */
export interface Progress {
  /** When the schedule was created, changed or resumed. Occurrences up to that instant are void. */
  readonly since: number;
  /** The date of the last issue, posted or recorded as empty. */
  readonly lastDate?: LocalDate;
  /** Later dates that have an issue already, because a clock was ahead once: they get no other one. */
  readonly ahead?: readonly LocalDate[];
}

interface NextOccurrence extends Occurrence {
  /** The first date that the issue covers: `localDate`, unless issues were missed. */
  readonly from: LocalDate;
}

/** An occurrence that is due now, and the days that it covers. */
export interface DueOccurrence extends NextOccurrence {
  /** The planned instant is more than `lateAfterMs` ago. */
  readonly late: boolean;
}

/** What a schedule asks for now, and when to ask again. */
export interface Upcoming {
  /** The issue to post now. */
  readonly due?: DueOccurrence;
  /** When to ask again, always after now. Absent when no issue will ever follow. */
  readonly next?: NextOccurrence;
}

const minuteMs = 60_000;

/** An issue that is later than this says so. */
export const lateAfterMs = 15 * minuteMs;

/** A late issue is merged into the next one, when the next one is nearer than this. */
export const lateSpacingMs = 30 * minuteMs;

/**
 * The occurrence on a date; nothing when the date is not active, or does not exist in the zone (Apia, 2011-12-30).
 *
 * | the local time | instant |
 * |---|---|
 * | comes twice | the first |
 * | is jumped over by the clocks | the first moment after the jump: 03:00 for 02:30 |
 * | is jumped over, and the jump ends on the next date (Nuuk, 23:00 to 24:00) | the last minute before the jump |
 *
 * So `at` grows strictly with the date.
 */
export function occurrenceOn(schedule: Schedule, localDate: LocalDate): Occurrence | undefined {
  if (!isActive(schedule, localDate)) return undefined;
  const at = instantOn(schedule.zone, localDate, schedule.time);
  return at === undefined ? undefined : { localDate, at };
}

/**
 * The first occurrence strictly after an instant.
 * @throws RangeError for a number that is not an instant, or a zone that does not exist
 */
export function nextOccurrence(schedule: Schedule, after: number): Occurrence | undefined {
  const wall = wallAt(schedule.zone, after);
  const today = wall.slice(0, 10);
  // Today's occurrence is past when the clocks show its time or more. When they show less, it may be past too: an hour
  // may come twice.
  return firstOccurrence(schedule, wall.slice(11, 16) < schedule.time ? today : addDays(today, 1), after);
}

/**
 * What is due now, and what comes next.
 *
 * At most one issue is due, however many were missed: that of the latest active date whose time has come. It covers all
 * missed dates (`from`), because a channel wants its papers, not a week of messages in one minute. Its key is the latest
 * of those dates, which grows with time: two processes that ask a minute apart get the same date, or two issues.
 *
 * A late issue is not posted, and the next one covers its dates too,
 * - when the next one is less than `lateSpacingMs` away;
 * - when today is skipped, or a day since then was: the place asked for silence, and for no digest in the night after it.
 *
 * Dates that fell into a pause, or before a change of the schedule, are not made up for. Every other active date since
 * `progress` is covered by exactly one issue.
 *
 * The caller records the date of an issue as `lastDate`, even when the issue was empty, and asks again at `next.at`.
 * @throws RangeError as {@link nextOccurrence} does
 */
export function upcoming(schedule: Schedule, progress: Progress, now: number): Upcoming {
  const ahead = (progress.ahead ?? []).map((date) => ({ first: date, last: date }));
  const unwritten = { ...schedule, skips: [...schedule.skips, ...ahead] };
  const open = firstOpenOccurrence(unwritten, progress);
  if (open === undefined) return {};
  if (open.at > now) return { next: { ...open, from: open.localDate } };

  const latest = latestOccurrence(unwritten, open, now);
  const next = firstOccurrence(unwritten, addDays(latest.localDate, 1), now);
  const late = now - latest.at > lateAfterMs;
  const isNear = next !== undefined && next.at - now < lateSpacingMs;
  if (late && next !== undefined && (isNear || hasSkipAfter(schedule, latest.localDate, now))) {
    return { next: { ...next, from: open.localDate } };
  }
  const due = { ...latest, from: open.localDate, late };
  return next === undefined ? { due } : { due, next: { ...next, from: next.localDate } };
}

/** Whether today is skipped, or a day after the date was. */
function hasSkipAfter({ skips, zone }: Schedule, date: LocalDate, now: number): boolean {
  const today = dateAt(zone, now);
  return skips.some(({ first, last }) => first <= today && last > date);
}

/** The earliest occurrence that is neither recorded nor void. */
function firstOpenOccurrence(schedule: Schedule, { since, lastDate }: Progress): Occurrence | undefined {
  const date = dateAt(schedule.zone, since);
  const from = lastDate === undefined || lastDate < date ? date : addDays(lastDate, 1);
  return firstOccurrence(schedule, from, since);
}

/** The last occurrence up to now; `open` is one. */
function latestOccurrence(schedule: Schedule, open: Occurrence, now: number): Occurrence {
  // From tomorrow, because midnight may come twice, and then today does too.
  let date = addDays(dateAt(schedule.zone, now), 1);
  for (; date > open.localDate; date = addDays(date, -1)) {
    const found = occurrenceOn(schedule, date);
    if (found !== undefined && found.at <= now) return found;
  }
  return open;
}

/** The first occurrence on `from` or later that is strictly after the instant. */
function firstOccurrence(schedule: Schedule, from: LocalDate, after: number): Occurrence | undefined {
  if (schedule.days.length === 0) return undefined;
  let date = pastPauses(schedule, from);
  while (date !== undefined) {
    const found = occurrenceOn(schedule, date);
    if (found !== undefined && found.at > after) return found;
    date = pastPauses(schedule, addDays(date, 1));
  }
  return undefined;
}

/** The first date from `date` on that is neither paused nor skipped. Jumps over whole ranges, which may be long. */
function pastPauses(schedule: Schedule, date: LocalDate): LocalDate | undefined {
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

const isPaused = ({ paused }: Schedule, date: LocalDate): boolean =>
  paused !== undefined && (paused.until === undefined || date < paused.until);

const skipOn = ({ skips }: Schedule, date: LocalDate) =>
  skips.find(({ first, last }) => first <= date && date <= last);

/** Whether the schedule wants an issue on the date, if the date exists in the zone. */
export const isActive = (schedule: Schedule, date: LocalDate): boolean =>
  schedule.days.includes(weekdayOf(date)) &&
  !isPaused(schedule, date) &&
  skipOn(schedule, date) === undefined;
