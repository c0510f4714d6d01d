import { defined } from '../../../src/defined.ts';
import type { FeedPage } from '../../../src/ports/feed.ts';
import { addDays, type LocalDate } from '../../../src/topics/calendar/local-date.ts';
import { newYorkTime } from './announcements.ts';
import type { ArxivCursor, Gap, Wait } from './cursor.ts';

const hourMs = 60 * 60_000;
/** When RSS is asked again. An empty RSS on a weekday is late, or shows a holiday that we don't know. */
const retryMs: Readonly<Record<Wait['why'], number>> = {
  late: hourMs,
  same: hourMs,
  empty: 6 * hourMs,
  refused: 0,
};

/** Saves a cursor without bringing papers. */
export const emptyPage = (cursor: ArxivCursor): FeedPage => ({
  records: [],
  rejects: [],
  skipped: 0,
  cursor,
});

export function withDone({ wait, ...cursor }: ArxivCursor, done: LocalDate): ArxivCursor {
  return { ...cursor, done, ...defined({ wait: wait !== undefined && wait.date > done ? wait : undefined }) };
}

/**
 * Makes an announcement a gap, so that RSS is not asked for it any more.
 * @param askFrom the day from which on the lists are asked; at once without it
 */
export const leaveToLists = (cursor: ArxivCursor, date: LocalDate, askFrom?: LocalDate): ArxivCursor =>
  withDone(withGap(cursor, { first: date, last: date, ...defined({ askFrom }) }), date);

export function withGap(cursor: ArxivCursor, dates: Pick<Gap, 'first' | 'last' | 'askFrom'>): ArxivCursor {
  const after = largestOf(cursor.largestEver, cursor.largestId);
  return { ...cursor, gaps: [...cursor.gaps, { ...dates, ...defined({ after }) }] };
}

/**
 * The first gap has been read to its end. A gap without a find stays until tomorrow if it was read on its own day, because
 * the lists can be as late as RSS.
 * @param today in New York
 */
export function withoutGap({ progress: _, ...cursor }: ArxivCursor, today: LocalDate): ArxivCursor {
  const [gap, ...others] = cursor.gaps;
  if (gap === undefined || gap.found || gap.last !== today) return { ...cursor, gaps: others };
  return withGapFrom(cursor, addDays(today, 1));
}

/** Postpones the first gap to a day in New York. */
export function withGapFrom(cursor: ArxivCursor, askFrom: LocalDate): ArxivCursor {
  const [gap, ...others] = cursor.gaps;
  return gap === undefined ? cursor : { ...cursor, gaps: [{ ...gap, askFrom }, ...others] };
}

/** @returns undefined if the announcement would be gone from RSS by then */
export function waitFor(
  cursor: ArxivCursor,
  date: LocalDate,
  why: Wait['why'],
  now: number,
): ArxivCursor | undefined {
  const since = cursor.wait?.date === date ? cursor.wait.since : now;
  const wait: Wait = { date, why, since, retryAt: now + retryMs[why] };
  return wait.retryAt >= newYorkTime(addDays(date, 1), '00:00') ? undefined : { ...cursor, wait };
}

/** @param largestId of an announcement that was read; a small one if that had only new versions of old papers */
export function withLargestId(cursor: ArxivCursor, largestId: string | undefined): ArxivCursor {
  if (largestId === undefined) return cursor;
  const largestEver = largestOf(cursor.largestEver, cursor.largestId, largestId) ?? largestId;
  return { ...cursor, largestId, largestEver };
}

/**
 * Remembers the largest id of new papers in a list, so that an RSS that shows them again is recognized as stale. It is a
 * find of the gap if it is larger than every id before; without a known id before the gap, any paper may be older.
 */
export function withListed(cursor: ArxivCursor, largest: string | undefined): ArxivCursor {
  if (largest === undefined) return cursor;
  const [gap, ...others] = cursor.gaps;
  const known = largestOf(cursor.largestEver, gap?.after) ?? '';
  const isFind = gap?.after !== undefined && largest > known;
  const listed = withLargestId(cursor, largestOf(cursor.largestId, largest));
  return isFind ? { ...listed, gaps: [{ ...gap, found: true }, ...others] } : listed;
}

const largestOf = (...ids: readonly (string | undefined)[]): string | undefined =>
  ids
    .filter((id) => id !== undefined)
    .sort()
    .at(-1);

/**
 * OAI-PMH answered with an error. The list begins anew, at another address.
 * @param today in UTC
 */
export function withOaiError(cursor: ArxivCursor, today: LocalDate): ArxivCursor {
  const before = oaiErrorsOn(cursor, today);
  return {
    ...cursor,
    progress: { by: 'oai', category: cursor.progress?.category ?? 0 },
    oaiErrors: { on: today, ...before, count: before.count + 1 },
  };
}

/**
 * OAI-PMH refused or did not answer. The list stays where it is.
 * @param today in UTC
 */
export function withOaiRefusal(cursor: ArxivCursor, today: LocalDate): ArxivCursor {
  const before = oaiErrorsOn(cursor, today);
  return { ...cursor, oaiErrors: { on: today, ...before, refused: before.refused + 1 } };
}

/** @param day in UTC */
export function oaiErrorsOn({ oaiErrors }: ArxivCursor, day: LocalDate) {
  const { on, count, refused = 0 } = oaiErrors ?? { on: day, count: 0 };
  return on === day ? { count, refused } : { count: 0, refused: 0 };
}
