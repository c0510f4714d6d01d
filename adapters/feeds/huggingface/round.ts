import { z } from 'zod';
import { addDays, countDays, type LocalDate, utcDate } from '../../../src/topics/calendar/local-date.ts';

/** Days get new papers while they last and after; these, today included, are read in each round. */
export const recentDays = 3;
/** A longer absence is not made up for. */
export const mostDaysBack = 30;
/** A day that is no longer recent and could not be read is asked for again after this. */
const retryMs = 6 * 60 * 60_000;

const dateSchema = z.iso.date();
const pageSchema = z.object({
  etag: z.string().max(1_000).exactOptional(),
  lastModified: z.string().max(1_000).exactOptional(),
  /** Another page follows it. */
  full: z.boolean(),
});
const daySchema = z.object({
  pages: z.array(pageSchema).max(100),
  /** When it was last read to its end, milliseconds since 1970. */
  readAt: z.number().exactOptional(),
  /** When that was last tried in vain. */
  failedAt: z.number().exactOptional(),
});
const cursorSchema = z.object({
  version: z.literal(1),
  /** Days up to this one that are not in `days` are done with. */
  through: dateSchema,
  days: z.record(dateSchema, daySchema),
});

/** How far the days have been read, in UTC. Plain data. */
export type DaysCursor = z.infer<typeof cursorSchema>;
export type DayProgress = z.infer<typeof daySchema>;
export type DayPage = z.infer<typeof pageSchema>;

/** Not even its first page was read. */
export const untouched: DayProgress = { pages: [] };

export interface DaysRound {
  /** As given, without what is done with, and with the days that have begun since. */
  readonly cursor: DaysCursor;
  /** Up to where the days had been read before; absent at first. */
  readonly through?: LocalDate;
  /** To be read now: the recent ones first, so that no old one that cannot be read keeps from them; then the oldest. */
  readonly dates: readonly LocalDate[];
}

/**
 * Which days to read: the recent ones, and older ones that were never read after they had ended. At first, and with a
 * cursor that cannot be read, only the recent ones: no flood.
 */
export function nextDays(cursor: unknown, now: number): DaysRound {
  const today = utcDate(now);
  const recent = addDays(today, 1 - recentDays);
  const given = cursorSchema.safeParse(cursor).data;
  const known = given ?? { through: addDays(recent, -1), days: {} };

  const kept = Object.entries(known.days).filter(
    ([date, day]) => date >= addDays(today, -mostDaysBack) && (date >= recent || !isSettled(date, day)),
  );
  const days = { ...Object.fromEntries(newDays(known.through, today)), ...Object.fromEntries(kept) };
  const all = Object.keys(days).sort();
  const due = all.filter((date) => date < recent && now - (days[date]?.failedAt ?? 0) >= retryMs);
  return {
    cursor: { version: 1, through: today, days },
    dates: [...all.filter((date) => date >= recent && date <= today), ...due],
    ...(given && { through: given.through }),
  };
}

function newDays(through: LocalDate, today: LocalDate): [LocalDate, DayProgress][] {
  const recent = addDays(today, 1 - recentDays);
  const first = through < recent ? addDays(through, 1) : recent;
  const days = Math.min(countDays(first, today), mostDaysBack + 1);
  return Array.from({ length: days }, (_, index) => [addDays(today, -index), untouched]);
}

const isSettled = (date: LocalDate, { readAt }: DayProgress) =>
  readAt !== undefined && utcDate(readAt) > date;

/** The last day that was read, in UTC: `2026-08-21`. Undefined for another cursor. */
export const huggingfaceReadThrough = (cursor: unknown): LocalDate | undefined =>
  cursorSchema.safeParse(cursor).data?.through;
