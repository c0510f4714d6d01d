import { z } from 'zod';
import { defined } from '../../../src/defined.ts';
import { addDays, type LocalDate, utcDate } from '../../../src/topics/calendar/local-date.ts';
import { newYorkTime } from './announcements.ts';
import { largestOf } from './ids.ts';

const date = z.iso.date();
/** Milliseconds since 1970. */
const instant = z.number().int();
const short = z.string().max(100);

const gapSchema = z
  .object({
    /** The first and the last announcement that RSS did not bring. */
    first: date,
    last: date,
    /** The largest id that was announced before the gap, if one is known. */
    after: short.exactOptional(),
    /** A list has brought a paper that had not been announced before. */
    found: z.literal(true).exactOptional(),
    /** The lists are not asked before this day in New York. */
    askFrom: date.exactOptional(),
  })
  .refine(({ first, last }) => first <= last);

/** How far the first gap has been read. */
const progressSchema = z.object({
  by: z.literal('oai'),
  /** Index of the category that is being read. */
  category: z.number().int().nonnegative(),
  /** For the next page of its list; absent before the first. */
  token: z.string().max(2_000).exactOptional(),
  tokenUntil: instant.exactOptional(),
});

const waitSchema = z.object({
  /** The announcement that RSS has not shown yet. */
  date,
  since: instant,
  retryAt: instant,
  /**
   * `late`: RSS showed an earlier one. `same`: it showed the items of the last one again. `empty`: it showed no items.
   * `refused`: the host refused.
   */
  why: z.enum(['late', 'same', 'empty', 'refused']),
});

const cursorSchema = z.object({
  version: z.literal(1),
  /** The last announcement that was read or is a gap. */
  done: date.exactOptional(),
  /** The largest id in the last announcement with ids. An RSS with the same largest id is stale. */
  largestId: short.exactOptional(),
  /** The largest id in any announcement. A larger id is of a new paper. */
  largestEver: short.exactOptional(),
  /** Of the last RSS whose items were read. */
  validators: z
    .object({ etag: z.string().max(1_000).exactOptional(), lastModified: short.exactOptional() })
    .exactOptional(),
  wait: waitSchema.exactOptional(),
  /** The oldest first. */
  gaps: z.array(gapSchema).max(100),
  /** Earlier versions kept progress of the search API here too. Such a gap is read from its beginning. */
  progress: progressSchema.optional().catch(undefined),
  /** Failures of OAI-PMH on a day in UTC. */
  oaiErrors: z
    .object({
      on: date,
      /** Answers that are errors. arXiv's CDN repeats such an answer until the day ends. */
      count: z.number().int().nonnegative(),
      /** Refusals and missing answers. A 503 says that the answer took too long; the same request can succeed later. */
      refused: z.number().int().nonnegative().exactOptional(),
    })
    .exactOptional(),
});

/** How far arXiv has been read. Plain data. Announcements are dates as in `announcements.ts`. */
export type ArxivCursor = z.infer<typeof cursorSchema>;
/** Days that RSS no longer shows and OAI-PMH has to fill. */
export type Gap = z.infer<typeof gapSchema>;
/** How far the filling of a gap is. */
export type GapProgress = z.infer<typeof progressSchema>;
/** Until when the feed waits, and why. */
export type Wait = z.infer<typeof waitSchema>;

/** A cursor of another version, or a damaged one, counts as none: then only today's announcement is read. */
export const parseArxivCursor = (cursor: unknown): ArxivCursor =>
  cursorSchema.safeParse(cursor).data ?? { version: 1, gaps: [] };

/** The last announcement that was read or is a gap: `2026-08-21`. Undefined before the first, and for another cursor. */
export const arxivReadThrough = (cursor: unknown): string | undefined => parseArxivCursor(cursor).done;

const hourMs = 60 * 60_000;
/** When RSS is asked again. An empty RSS on a weekday is late, or shows a holiday that we don't know. */
const retryMs: Readonly<Record<Wait['why'], number>> = {
  late: hourMs,
  same: hourMs,
  empty: 6 * hourMs,
  refused: 0,
};

/** The cursor after a day was read. */
export function withDone({ wait, ...cursor }: ArxivCursor, done: LocalDate): ArxivCursor {
  return { ...cursor, done, ...defined({ wait: wait !== undefined && wait.date > done ? wait : undefined }) };
}

/**
 * Makes an announcement a gap, so that RSS is not asked for it any more.
 * @param askFrom the day from which on the lists are asked; at once without it
 */
export const leaveToLists = (cursor: ArxivCursor, date: LocalDate, askFrom?: LocalDate): ArxivCursor =>
  withDone(withGap(cursor, { first: date, last: date, ...defined({ askFrom }) }), date);

/** The cursor with one more gap. */
export function withGap(cursor: ArxivCursor, dates: Pick<Gap, 'first' | 'last' | 'askFrom'>): ArxivCursor {
  const after = largestOf([cursor.largestEver, cursor.largestId]);
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
  const largestEver = largestOf([cursor.largestEver, cursor.largestId, largestId]) ?? largestId;
  return { ...cursor, largestId, largestEver };
}

/**
 * Remembers the largest id of new papers in a list, so that an RSS that shows them again is recognized as stale. It is a
 * find of the gap if it is larger than every id before; without a known id before the gap, any paper may be older.
 */
export function withListed(cursor: ArxivCursor, largest: string | undefined): ArxivCursor {
  if (largest === undefined) return cursor;
  const [gap, ...others] = cursor.gaps;
  const known = largestOf([cursor.largestEver, gap?.after]) ?? '';
  const isFind = gap?.after !== undefined && largest > known;
  const listed = withLargestId(cursor, largestOf([cursor.largestId, largest]));
  return isFind ? { ...listed, gaps: [{ ...gap, found: true }, ...others] } : listed;
}

/**
 * `refused`; `down`: no answer, or one of something else than OAI-PMH; `error`, `bad token`: an answer that is an error,
 * which arXiv's CDN repeats until the day ends in UTC (github.com/arXiv/oaipmh).
 */
export type ListFailure = 'refused' | 'down' | 'error' | 'bad token';

/** Counts a failure of OAI-PMH. After an error the list begins anew, at another address; else it stays where it is. */
export function withListFailure(cursor: ArxivCursor, why: ListFailure, now: number): ArxivCursor {
  const { count, refused } = oaiErrorsAt(cursor, now);
  const on = utcDate(now);
  if (why === 'refused' || why === 'down')
    return { ...cursor, oaiErrors: { on, count, refused: refused + 1 } };
  return {
    ...cursor,
    progress: { by: 'oai', category: cursor.progress?.category ?? 0 },
    oaiErrors: { on, count: count + 1, refused },
  };
}

/** The failures of OAI-PMH on the present day, in UTC. */
export function oaiErrorsAt({ oaiErrors }: ArxivCursor, now: number) {
  const today = utcDate(now);
  const { on, count, refused = 0 } = oaiErrors ?? { on: today, count: 0 };
  return on === today ? { count, refused } : { count: 0, refused: 0 };
}
