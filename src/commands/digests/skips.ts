import { UserError } from '../../errors.ts';
import { addDays, describeDate, type LocalDate } from '../../topics/calendar/local-date.ts';
import { parseDateRange } from '../../topics/calendar/parse-schedule.ts';
import {
  type DateRange,
  describeDateRange,
  formatDateRange,
  type Schedule,
} from '../../topics/calendar/schedule.ts';

/** Past skips are dropped with the next change. @throws UserError for dates that are past, or that are not skipped */
export function changedSkips(
  { skips }: Schedule,
  verb: string | undefined,
  rest: string,
  today: LocalDate,
): readonly DateRange[] | undefined {
  const toCome = skips.filter(({ last }) => last >= today);
  if (verb === 'skip') {
    const range = parseDateRange(rest);
    refusePast(range.last, today, 'digest');
    return [...toCome.filter((each) => formatDateRange(each) !== formatDateRange(range)), range];
  }
  if (verb !== 'unskip') return toCome.length === skips.length ? undefined : toCome;
  if (rest === '' || rest.toLowerCase() === 'all') return [];
  const range = parseDateRange(rest);
  const left = toCome.flatMap((skip) => without(skip, range));
  if (JSON.stringify(left) !== JSON.stringify(toCome)) return left;
  throw new UserError(
    'not-skipped',
    `Nothing is skipped on ${describeDateRange(range)}.`,
    toCome.length === 0
      ? 'No date is skipped here.'
      : `Skipped ${toCome.length === 1 ? 'is' : 'are'} ${toCome.map(formatDateRange).join(', ')}.`,
    toCome.slice(0, 3).map((skip) => `digest unskip ${formatDateRange(skip)}`),
  );
}

/** What is left of a range when another one is taken out. */
function without(range: DateRange, taken: DateRange): DateRange[] {
  if (taken.last < range.first || range.last < taken.first) return [range];
  const before = { first: range.first, last: addDays(taken.first, -1) };
  const after = { first: addDays(taken.last, 1), last: range.last };
  return [before, after].filter(({ first, last }) => first <= last);
}

/** @throws UserError for a date before today */
export function refusePast(date: LocalDate, today: LocalDate, instead: string): void {
  if (date >= today) return;
  throw new UserError(
    'past-date',
    `${describeDate(date)} is past.`,
    `Here it is ${describeDate(today)}. A date from today on looks like ${addDays(today, 7)}.`,
    [instead],
  );
}
