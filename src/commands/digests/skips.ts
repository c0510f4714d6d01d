import { defined } from '../../defined.ts';
import { UserError } from '../../errors.ts';
import { upcoming } from '../../topics/calendar/calendar.ts';
import { rangesInWords } from '../../topics/calendar/in-words.ts';
import { addDays, dateAt } from '../../topics/calendar/local-date.ts';
import { type DateRange, formatDateRange } from '../../topics/calendar/schedule.ts';
import type { PlaceState } from '../../topics/place.ts';
import type { Wanted } from './words.ts';

/**
 * The skips after a change. Past ones are dropped with it.
 * @param wanted without dates, `skip` means the next digests, and `unskip` all dates
 * @throws UserError for dates that are not skipped
 */
export function changedSkips(
  state: PlaceState,
  { verb, dates, count = 1 }: Wanted,
  now: number,
): readonly DateRange[] | undefined {
  const { skips, zone } = state.schedule;
  const today = dateAt(zone, now);
  const toCome = skips.filter(({ last }) => last >= today);
  if (verb === 'skip') {
    const ranges = dates ?? nextDigests(state, count, now);
    const added = new Set(ranges.map(formatDateRange));
    return [...toCome.filter((each) => !added.has(formatDateRange(each))), ...ranges];
  }
  if (verb !== 'unskip') return toCome.length === skips.length ? undefined : toCome;
  if (dates === undefined) return [];
  const left = withoutRanges(toCome, dates);
  if (JSON.stringify(left) !== JSON.stringify(toCome)) return left;
  throw new UserError(
    'not-skipped',
    `Nothing is skipped on ${rangesInWords(dates, today)}.`,
    toCome.length === 0 ? 'No date is skipped here.' : `Skipped: ${rangesInWords(toCome, today)}.`,
    toCome.slice(0, 3).map((skip) => `digest unskip ${formatDateRange(skip)}`),
  );
}

/** The dates of the next digests, each as a range. */
function nextDigests({ schedule, since, lastDate }: PlaceState, count: number, now: number): DateRange[] {
  const found: DateRange[] = [];
  while (found.length < count) {
    const skips = [...schedule.skips, ...found];
    const { next } = upcoming({ ...schedule, skips }, { since, ...defined({ lastDate }) }, now);
    if (next === undefined) break;
    found.push({ first: next.localDate, last: next.localDate });
  }
  if (found.length === 0)
    throw new UserError('no-next', 'No digest is due here, so there is none to skip.', 'See `digest`.');
  return found;
}

/** What is left of ranges when others are taken out. */
export const withoutRanges = (
  ranges: readonly DateRange[],
  taken: readonly DateRange[],
): readonly DateRange[] =>
  taken.reduce<readonly DateRange[]>((left, each) => left.flatMap((range) => without(range, each)), ranges);

/** The same for one of each. */
function without(range: DateRange, taken: DateRange): DateRange[] {
  if (taken.last < range.first || range.last < taken.first) return [range];
  const before = { first: range.first, last: addDays(taken.first, -1) };
  const after = { first: addDays(taken.last, 1), last: range.last };
  return [before, after].filter(({ first, last }) => first <= last);
}
