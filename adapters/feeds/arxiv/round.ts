/** What to ask arXiv for, and when, from the cursor and the time alone. */

import { addDays, type LocalDate } from '../../../src/topics/calendar/local-date.ts';
import {
  announcementAfter,
  announcementBefore,
  isAnnounced,
  newYorkDate,
  newYorkTime,
  silenceOn,
} from './announcements.ts';
import type { ArxivCursor, Wait } from './cursor.ts';
import { leaveToLists, withDone, withGap } from './cursor-edits.ts';

const minuteMs = 60_000;

/** RSS is made at midnight in New York; it is asked from then on, each installation at its own moment of half an hour. */
const readyTime = '00:30';
export const spreadRangeMs = 30 * minuteMs;

/** RSS is given up for the day after so long, or when the day ends soon. */
const patienceMs = 6 * 60 * minuteMs;
const lastHope = '22:30';
/** A longer absence is not made up for, … */
const mostDaysBack = 30;
/** … and a gap that could not be read for so long is given up. */
const mostGapDays = 60;

export interface ArxivRound {
  /** As given; announcements that RSS does not show any more, or not as it should, stand among its gaps. */
  readonly cursor: ArxivCursor;
  /** The announcement to ask RSS for. */
  readonly rss?: LocalDate;
  /** Nothing was read before, and today's announcement is not there: the last one, to take what RSS shows for it. */
  readonly first?: LocalDate;
  readonly note?: string;
}

/**
 * At first, only what RSS shows; later every announcement since the cursor. RSS shows that of today alone, from midnight to
 * midnight in New York, and nothing at weekends.
 * @param delayMs after `readyTime`
 */
export function nextRound(given: ArxivCursor, now: number, delayMs: number): ArxivRound {
  const today = newYorkDate(now);
  const { cursor, note } = withMissed(withoutOld(withoutFuture(given, today), today), today);
  const noted = note === undefined ? {} : { note };
  const { done, wait } = cursor;
  const isReady = isAnnounced(today) && now >= readyAt(today, delayMs);
  if (!isReady && done === undefined && wait === undefined)
    return { cursor, first: announcementBefore(today) };
  if (!isReady || done === today) return { cursor, ...noted };
  if (wait?.date !== today) return { cursor, rss: today, ...noted };
  if (isHopeless(wait, now)) return { cursor: leaveToLists(cursor, today), ...noted };
  return now < wait.retryAt ? { cursor, ...noted } : { cursor, rss: today, ...noted };
}

/** After a round that ended with this cursor: milliseconds since 1970. */
export function nextArxivRound(cursor: ArxivCursor, now: number, delayMs: number): number {
  const rssAt = nextRss(cursor, now, delayMs);
  const askFrom = cursor.gaps[0]?.askFrom;
  const listsAt = askFrom === undefined ? rssAt : readyAt(askFrom, delayMs);
  return listsAt > now ? Math.min(rssAt, listsAt) : rssAt;
}

function nextRss({ done, wait }: ArxivCursor, now: number, delayMs: number): number {
  const today = newYorkDate(now);
  const next = readyAt(announcementAfter(today), delayMs);
  if (!isAnnounced(today) || done === today) return next;
  const ready = readyAt(today, delayMs);
  if (now < ready) return ready;
  return wait?.date === today ? Math.min(Math.max(wait.retryAt, now + minuteMs), next) : next;
}

/** Why the round has brought nothing, where the calendar says it. */
export const silenceAt = (now: number): string | undefined => silenceOn(newYorkDate(now));

export const isHopeless = ({ why, date, since }: Wait, now: number): boolean =>
  why === 'refused' || (why !== 'empty' && (now - since >= patienceMs || now >= newYorkTime(date, lastHope)));

const readyAt = (date: LocalDate, delayMs: number): number => newYorkTime(date, readyTime) + delayMs;

/** A clock that was wrong for a while must not silence the feed until then. */
function withoutFuture(cursor: ArxivCursor, today: LocalDate): ArxivCursor {
  if (cursor.done === undefined || cursor.done <= today) return cursor;
  const { done: _, ...rest } = cursor;
  return rest;
}

function withoutOld(cursor: ArxivCursor, today: LocalDate): ArxivCursor {
  const oldest = addDays(today, -mostGapDays);
  const gaps = cursor.gaps
    .filter(({ last }) => last >= oldest)
    .map((gap) => (gap.first < oldest ? { ...gap, first: oldest } : gap))
    // One from the future, of a clock that was wrong, must not stand before those of today.
    .sort((a, b) => (a.last < b.last ? -1 : 1));
  if (gaps[0]?.last === cursor.gaps[0]?.last) return { ...cursor, gaps };
  const { progress: _, ...rest } = cursor;
  return { ...rest, gaps };
}

function withMissed(cursor: ArxivCursor, today: LocalDate): { cursor: ArxivCursor; note?: string } {
  const { wait } = cursor;
  const done = cursor.done ?? (wait && wait.date < today ? announcementBefore(wait.date) : undefined);
  if (done === undefined) return { cursor };
  const first = announcementAfter(done);
  const last = announcementBefore(today);
  if (first > last) return { cursor };

  const oldest = addDays(today, -mostDaysBack);
  const from = first < oldest ? announcementAfter(addDays(oldest, -1)) : first;
  const missed = withDone(withGap(cursor, { first: from, last }), last);
  if (from === first) return { cursor: missed };
  return { cursor: missed, note: `announcements from ${first} until ${from} are left out: they are too old` };
}
