import { defined } from '../../../src/defined.ts';
import type { FeedPage } from '../../../src/ports/feed.ts';
import { addDays, type LocalDate } from '../../../src/topics/calendar/local-date.ts';
import { newYorkTime } from './announcements.ts';
import type { ArxivCursor, Gap, Wait } from './cursor.ts';

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

/**
 * The announcement of a date is not read by RSS any more.
 * @param askFrom when the lists are to be asked; absent: at once
 */
export const leaveToLists = (cursor: ArxivCursor, date: LocalDate, askFrom?: LocalDate): ArxivCursor =>
  withDone(withGap(cursor, { first: date, last: date, ...defined({ askFrom }) }), date);

export function withGap(cursor: ArxivCursor, dates: Pick<Gap, 'first' | 'last' | 'askFrom'>): ArxivCursor {
  const after = largestOf(cursor.largestEver, cursor.largestId);
  return { ...cursor, gaps: [...cursor.gaps, { ...dates, ...defined({ after }) }] };
}

/**
 * The first gap has been read to its end. An announcement of which nothing was seen stays until a later day: the lists may
 * be as late as RSS. One that was read in vain then was none.
 * @param today in New York
 */
export function withoutGap({ progress: _, ...cursor }: ArxivCursor, today: LocalDate): ArxivCursor {
  const [gap, ...others] = cursor.gaps;
  if (gap === undefined || gap.found || gap.last !== today) return { ...cursor, gaps: others };
  return withGapFrom(cursor, addDays(today, 1));
}

/** The first gap is not read before that day, in New York. */
export function withGapFrom(cursor: ArxivCursor, askFrom: LocalDate): ArxivCursor {
  const [gap, ...others] = cursor.gaps;
  return gap === undefined ? cursor : { ...cursor, gaps: [{ ...gap, askFrom }, ...others] };
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

/**
 * Remembers the largest of ids that a list brought: an RSS that shows them tomorrow is as stale as it was today. Where
 * nothing is known of what came before the gap, any of them may be older.
 */
export function withListed(cursor: ArxivCursor, largest: string | undefined): ArxivCursor {
  if (largest === undefined) return cursor;
  const [gap, ...others] = cursor.gaps;
  const known = largestOf(cursor.largestEver, gap?.after) ?? '';
  const isFind = gap?.after !== undefined && largest > known;
  const listed = withBatch(cursor, largestOf(cursor.largestId, largest));
  return isFind ? { ...listed, gaps: [{ ...gap, found: true }, ...others] } : listed;
}

const largestOf = (...ids: readonly (string | undefined)[]): string | undefined =>
  ids
    .filter((id) => id !== undefined)
    .sort()
    .at(-1);

/** The category that was being read begins anew, at another address. */
export function withOaiError(cursor: ArxivCursor, today: LocalDate): ArxivCursor {
  const before = oaiErrorsOn(cursor, today);
  return {
    ...cursor,
    progress: { by: 'oai', category: cursor.progress?.category ?? 0 },
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
