import { defined } from '../../defined.ts';
import { UserError } from '../../errors.ts';
import { upcoming } from '../../topics/calendar/calendar.ts';
import { rangeInWords } from '../../topics/calendar/in-words.ts';
import { addDays, dateAt } from '../../topics/calendar/local-date.ts';
import { type DateRange, formatDateRange } from '../../topics/calendar/schedule.ts';
import type { PlaceState } from '../../topics/place.ts';

/**
 * The skips after a change. Past ones are dropped with it.
 * @param dates without them, `skip` means the next digest, and `unskip` all dates
 * @throws UserError for dates that are not skipped
 */
export function changedSkips(
  state: PlaceState,
  verb: string | undefined,
  dates: DateRange | undefined,
  now: number,
): readonly DateRange[] | undefined {
  const { skips, zone } = state.schedule;
  const today = dateAt(zone, now);
  const toCome = skips.filter(({ last }) => last >= today);
  if (verb === 'skip') {
    const range = dates ?? nextDigest(state, now);
    return [...toCome.filter((each) => formatDateRange(each) !== formatDateRange(range)), range];
  }
  if (verb !== 'unskip') return toCome.length === skips.length ? undefined : toCome;
  if (dates === undefined) return [];
  const left = toCome.flatMap((skip) => without(skip, dates));
  if (JSON.stringify(left) !== JSON.stringify(toCome)) return left;
  const shown = toCome.map((skip) => rangeInWords(skip, today));
  throw new UserError(
    'not-skipped',
    `Nothing is skipped on ${rangeInWords(dates, today)}.`,
    toCome.length === 0 ? 'No date is skipped here.' : `Skipped: ${shown.join(', ')}.`,
    toCome.slice(0, 3).map((skip) => `digest unskip ${formatDateRange(skip)}`),
  );
}

function nextDigest({ schedule, since, lastDate }: PlaceState, now: number): DateRange {
  const { next } = upcoming(schedule, { since, ...defined({ lastDate }) }, now);
  if (next === undefined)
    throw new UserError('no-next', 'No digest is due here, so there is none to skip.', 'See `digest`.');
  return { first: next.localDate, last: next.localDate };
}

/** What is left of a range when another one is taken out. */
function without(range: DateRange, taken: DateRange): DateRange[] {
  if (taken.last < range.first || range.last < taken.first) return [range];
  const before = { first: range.first, last: addDays(taken.first, -1) };
  const after = { first: addDays(taken.last, 1), last: range.last };
  return [before, after].filter(({ first, last }) => first <= last);
}
