/** What becomes of a cursor, step by step. Nothing here asks arXiv or looks at a clock. */

import type { FeedPage } from '../../src/ports.ts';
import { addDays, type LocalDate } from '../../src/topics/local-date.ts';
import { newYorkTime } from './announcements.ts';
import type { ArxivCursor, Gap, Wait } from './arxiv-cursor.ts';

const hourMs = 60 * 60_000;
/** When an RSS that is late, or the same again, is looked at again. */
const retryMs = hourMs;
/** … and an empty one: on a weekday it is a holiday that we do not know, or late. */
const emptyRetryMs = 6 * hourMs;

/** Keeps what is known, and brings nothing. */
export const emptyPage = (cursor: ArxivCursor): FeedPage => ({
  records: [],
  rejects: [],
  skipped: 0,
  cursor,
});

export function withDone({ wait, ...cursor }: ArxivCursor, done: LocalDate): ArxivCursor {
  return { ...cursor, done, ...(wait !== undefined && wait.date > done && { wait }) };
}

/** The announcement of a date is not read by RSS any more. */
export const leaveToLists = (cursor: ArxivCursor, date: LocalDate): ArxivCursor =>
  withDone(withGap(cursor, date, date), date);

export function withGap(cursor: ArxivCursor, first: LocalDate, last: LocalDate): ArxivCursor {
  const after = largestOf(cursor.largestEver, cursor.largestId);
  const gap: Gap = { first, last, ...(after !== undefined && { after }) };
  return { ...cursor, gaps: [...cursor.gaps, gap] };
}

/** The first gap is closed. */
export function withoutGap({ progress: _, ...cursor }: ArxivCursor): ArxivCursor {
  return { ...cursor, gaps: cursor.gaps.slice(1) };
}

/** `undefined`: another look at RSS would come too late. */
export function waitFor(
  cursor: ArxivCursor,
  date: LocalDate,
  why: Wait['why'],
  now: number,
): ArxivCursor | undefined {
  const since = cursor.wait?.date === date ? cursor.wait.since : now;
  const pauses = { late: retryMs, same: retryMs, empty: emptyRetryMs, refused: 0 };
  const wait: Wait = { date, why, since, retryAt: now + pauses[why] };
  return wait.retryAt >= newYorkTime(addDays(date, 1), '00:00') ? undefined : { ...cursor, wait };
}

/** @param largestId of a batch that was taken in: a small one, where it has only new versions of old papers */
export function withBatch(cursor: ArxivCursor, largestId: string | undefined): ArxivCursor {
  if (largestId === undefined) return cursor;
  const largestEver = largestOf(cursor.largestEver, cursor.largestId, largestId) ?? largestId;
  return { ...cursor, largestId, largestEver };
}

/** Remembers the largest of ids that lists brought: an RSS that shows them tomorrow is as stale as it was today. */
export const withListed = (cursor: ArxivCursor, largest: string | undefined): ArxivCursor =>
  largest === undefined ? cursor : withBatch(cursor, largestOf(cursor.largestId, largest));

const largestOf = (...ids: readonly (string | undefined)[]): string | undefined =>
  ids
    .filter((id) => id !== undefined)
    .sort()
    .at(-1);

/** The category that was being read begins anew, at another address. */
export function withOaiError(cursor: ArxivCursor, today: LocalDate): ArxivCursor {
  const before = oaiErrorsOn(cursor, today);
  const category = cursor.progress?.by === 'oai' ? cursor.progress.category : 0;
  return {
    ...cursor,
    progress: { by: 'oai', category },
    oaiErrors: { on: today, ...before, count: before.count + 1 },
  };
}

/** The list stays where it is. */
export function withOaiRefusal(cursor: ArxivCursor, today: LocalDate): ArxivCursor {
  const before = oaiErrorsOn(cursor, today);
  return { ...cursor, oaiErrors: { on: today, ...before, refused: before.refused + 1 } };
}

/** @param day in UTC */
export function oaiErrorsOn({ oaiErrors }: ArxivCursor, day: LocalDate) {
  const { on, count, refused = 0 } = oaiErrors ?? { on: day, count: 0 };
  return on === day ? { count, refused } : { count: 0, refused: 0 };
}
