import { type LocalDate, type Weekday, weekdayNames } from './local-date.ts';

/** When a place wants its digest. Plain data, which JSON keeps unchanged. */
export interface Schedule {
  /** The local time of an issue, `00:00` to `23:59`. */
  readonly time: string;
  /** The present IANA name, as `parseZone` returns it: `Europe/Berlin`. */
  readonly zone: string;
  /** Ascending, each once. Without days, there is no issue. */
  readonly days: readonly Weekday[];
  /** No issue on dates before `until`; without `until`, no issue until a person resumes. */
  readonly paused?: { readonly until?: LocalDate };
  /** Dates without an issue, in any order. They may overlap. */
  readonly skips: readonly DateRange[];
}

/** Both ends are included. */
export interface DateRange {
  readonly first: LocalDate;
  readonly last: LocalDate;
}

/** Monday to Sunday. */
export const everyDay: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
/** Monday to Friday. */
export const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5];
/** Saturday and Sunday. */
export const weekend: readonly Weekday[] = [6, 7];

/** For a place that has chosen nothing. */
export const defaultSchedule: Schedule = { time: '09:00', zone: 'UTC', days: weekdays, skips: [] };

/** The schedule without a pause and skips that are over on a date. */
export function inForce({ paused, ...schedule }: Schedule, today: LocalDate): Schedule {
  const skips = schedule.skips.filter(({ last }) => last >= today);
  const isPaused = paused !== undefined && (paused.until === undefined || today < paused.until);
  return { ...schedule, skips, ...(isPaused && { paused }) };
}

/** `Monday to Friday`, `Friday to Monday`, `Monday, Wednesday and Friday`, `every day`; `parseDays` reads it back. */
export function formatDays(days: readonly Weekday[]): string {
  if (days.length === 0) return 'on no day';
  if (days.length === 7) return 'every day';
  return join(
    runsOf(days).flatMap((run) => {
      const names = run.map((day) => weekdayNames[day - 1] ?? '');
      return names.length > 2 ? [`${names[0]} to ${names.at(-1)}`] : names;
    }),
  );
}

/** `2026-12-24..2027-01-02`, or the one date; `parseDateRange` reads it back. */
export const formatDateRange = ({ first, last }: DateRange): string =>
  first === last ? first : `${first}..${last}`;

/** Runs of days that follow each other, Sunday and Monday too, in the order of their first days. */
function runsOf(days: readonly Weekday[]): Weekday[][] {
  const runs: Weekday[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const [first] = runs;
  const last = runs.at(-1);
  if (first !== undefined && last !== undefined && first !== last && first[0] === 1 && last.at(-1) === 7) {
    last.push(...first);
    runs.shift();
  }
  return runs;
}

const join = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
