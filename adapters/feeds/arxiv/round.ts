/** What a round asks arXiv for and when the next round is due, from the cursor and the time alone. */

import { defined } from '../../../src/defined.ts';
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
import { leaveToLists, withDone, withGap } from './cursor.ts';

const minuteMs = 60_000;

/** RSS is made at midnight in New York and asked from then on; installations spread over half an hour. */
const readyTime = '00:30';
/** Each installation asks for an announcement later than arXiv publishes it, by a time of its own of at most this many milliseconds. */
export const maxDelayMs = 30 * minuteMs;

/** RSS that is late or stale is waited for this long, and not after this time in New York. */
const rssWaitMs = 6 * 60 * minuteMs;
const rssWaitEnd = '22:30';
/** How far back an absence is made up for. */
const maxDaysBack = 30;
/** When a gap that could not be read is given up. */
const maxGapDays = 60;

/** What one round works with. */
export interface ArxivRound {
  /** The given cursor, in which announcements that RSS no longer shows have become gaps. */
  readonly cursor: ArxivCursor;
  /** The announcement to ask RSS for. */
  readonly rss?: LocalDate;
  /** In the first round, if today has no announcement yet: the last one, for which RSS is taken as it is. */
  readonly first?: LocalDate;
  readonly note?: string;
}

/**
 * The first time only what RSS shows; later every announcement since the cursor. RSS shows only today's, from midnight to
 * midnight in New York, and nothing at weekends.
 * @param delayMs of this installation, after `readyTime`
 */
export function nextRound(given: ArxivCursor, now: number, delayMs: number): ArxivRound {
  const today = newYorkDate(now);
  const { cursor, note } = withMissed(withoutOld(withoutFuture(given, today), today), today);
  const round = { cursor, ...defined({ note }) };
  const { done, wait } = cursor;
  const isReady = isAnnounced(today) && now >= readyAt(today, delayMs);
  if (!isReady && done === undefined && wait === undefined)
    return { cursor, first: announcementBefore(today) };
  if (!isReady || done === today) return round;
  if (wait?.date !== today) return { ...round, rss: today };
  if (isWaitOver(wait, now)) return { ...round, cursor: leaveToLists(cursor, today) };
  return now < wait.retryAt ? round : { ...round, rss: today };
}

/**
 * When the next round is due.
 * @param cursor at the end of this round
 * @returns milliseconds since 1970
 */
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

/** Why there is no announcement today. */
export const silenceAt = (now: number): string | undefined => silenceOn(newYorkDate(now));

/** Whether RSS is no longer waited for. */
export const isWaitOver = ({ why, date, since }: Wait, now: number): boolean =>
  why === 'refused' ||
  (why !== 'empty' && (now - since >= rssWaitMs || now >= newYorkTime(date, rssWaitEnd)));

const readyAt = (date: LocalDate, delayMs: number): number => newYorkTime(date, readyTime) + delayMs;

/** A clock that was wrong for a while must not silence the feed. */
function withoutFuture(cursor: ArxivCursor, today: LocalDate): ArxivCursor {
  if (cursor.done === undefined || cursor.done <= today) return cursor;
  const { done: _, ...rest } = cursor;
  return rest;
}

function withoutOld(cursor: ArxivCursor, today: LocalDate): ArxivCursor {
  const oldest = addDays(today, -maxGapDays);
  const gaps = cursor.gaps
    .filter(({ last }) => last >= oldest)
    .map((gap) => (gap.first < oldest ? { ...gap, first: oldest } : gap))
    // A gap in the future, from a clock that was wrong, must not come before today's.
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

  const oldest = addDays(today, -maxDaysBack);
  const from = first < oldest ? announcementAfter(addDays(oldest, -1)) : first;
  const missed = withDone(withGap(cursor, { first: from, last }), last);
  if (from === first) return { cursor: missed };
  return { cursor: missed, note: `announcements from ${first} until ${from} are left out: they are too old` };
}
