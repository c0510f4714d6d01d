import { z } from 'zod';
import { addDays, countDays, type LocalDate, utcDate } from '../../../src/topics/calendar/local-date.ts';

/** A day gets new papers while it lasts and for some time after. These days, today included, are read in each round. */
const recentDays = 3;
/** How far back an absence is made up for. */
const maxDaysBack = 30;
/** When an older day that could not be read is tried again. */
const retryMs = 6 * 60 * 60_000;

const dateSchema = z.iso.date();
const pageSchema = z.object({
  etag: z.string().max(1_000).exactOptional(),
  lastModified: z.string().max(1_000).exactOptional(),
  /** Another page follows. */
  full: z.boolean(),
});
const daySchema = z.object({
  pages: z.array(pageSchema).max(100),
  /** When the day was last read to its end, in milliseconds since 1970. */
  readAt: z.number().exactOptional(),
  /** When the last attempt failed, in milliseconds since 1970. */
  failedAt: z.number().exactOptional(),
});
const cursorSchema = z.object({
  version: z.literal(1),
  /** Days up to this one are done, except those in `days`. */
  through: dateSchema,
  days: z.record(dateSchema, daySchema),
});

/** How far the days, in UTC, have been read. Plain data. */
export type DaysCursor = z.infer<typeof cursorSchema>;
/** How far a day was read. */
export type DayProgress = z.infer<typeof daySchema>;
/** One page of a day. */
export type DayPage = z.infer<typeof pageSchema>;

/** Progress of a day of which nothing has been read. */
export const untouched: DayProgress = { pages: [] };

/** What one round works with. */
export interface DaysRound {
  /** The given cursor without days that are done, and with the days that have begun since. */
  readonly cursor: DaysCursor;
  /** The day up to which the given cursor had been read; the first time, the day before the recent ones. */
  readonly through: LocalDate;
  /** Without a readable cursor. */
  readonly isFirst: boolean;
  /** The recent days until today. */
  readonly recent: readonly LocalDate[];
  /** To be read now: recent days first, so that an old day that cannot be read does not delay them; then the oldest. */
  readonly dates: readonly LocalDate[];
}

/**
 * Which days to read: the recent ones, and older ones that were not read after they had ended. Without a readable cursor
 * only the recent ones, so that a first start does not bring a flood.
 */
export function nextDays(cursor: unknown, now: number): DaysRound {
  const today = utcDate(now);
  const recent = addDays(today, 1 - recentDays);
  const given = cursorSchema.safeParse(cursor).data;
  const known = given ?? { through: addDays(recent, -1), days: {} };

  const kept = Object.entries(known.days).filter(
    ([date, day]) => date >= addDays(today, -maxDaysBack) && (date >= recent || !isSettled(date, day)),
  );
  const days = { ...Object.fromEntries(newDays(known.through, today)), ...Object.fromEntries(kept) };
  const all = Object.keys(days).sort();
  const due = all.filter((date) => date < recent && now - (days[date]?.failedAt ?? 0) >= retryMs);
  const recentDates = all.filter((date) => date >= recent && date <= today);
  return {
    cursor: { version: 1, through: today, days },
    dates: [...recentDates, ...due],
    recent: recentDates,
    through: known.through,
    isFirst: given === undefined,
  };
}

function newDays(through: LocalDate, today: LocalDate): [LocalDate, DayProgress][] {
  const recent = addDays(today, 1 - recentDays);
  const first = through < recent ? addDays(through, 1) : recent;
  const days = Math.min(countDays(first, today), maxDaysBack + 1);
  return Array.from({ length: days }, (_, index) => [addDays(today, -index), untouched]);
}

/** Read after it had ended. */
const isSettled = (date: LocalDate, { readAt }: DayProgress) =>
  readAt !== undefined && utcDate(readAt) > date;

/** The last day that was read, in UTC: `2026-08-21`. Undefined for another cursor. */
export const huggingfaceReadThrough = (cursor: unknown): LocalDate | undefined =>
  cursorSchema.safeParse(cursor).data?.through;
