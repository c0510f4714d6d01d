import { Temporal } from 'temporal-polyfill';
import { UserError } from '../../../errors.ts';
import type { Weekday } from '../local-date.ts';
import type { Cursor } from './tokens.ts';

/** A date without a time and zone. */
export type Day = Temporal.PlainDate;

const counts = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const longMonths =
  'january february march april may june july august september october november december'.split(' ');
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** 1 to 12. */
export function monthOf(word: string): number | undefined {
  if (word === 'sept') return 9;
  const at = Math.max(months.indexOf(word), longMonths.indexOf(word));
  return at < 0 ? undefined : at + 1;
}

const shortWeekdays = /^(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)$/;

/** The weekday of a name or its short form, Monday is 1; undefined when it is none. */
export function weekdayNamed(word: string): Weekday | undefined {
  const at = weekdays.findIndex(
    (name) =>
      name === word || `${name}s` === word || (shortWeekdays.test(word) && name.startsWith(word.slice(0, 3))),
  );
  return at < 0 ? undefined : ((at + 1) as Weekday);
}

/** `4`, `4th`: 1 to 31. */
export function dayNumberOf(word: string): number | undefined {
  const [, digits] = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word) ?? [];
  const day = Number(digits);
  return day >= 1 && day <= 31 ? day : undefined;
}

/** `3`, `three`, `a`, `a couple of`. */
function readCount(cursor: Cursor): number | undefined {
  if (cursor.take('a couple of', 'a couple', 'couple of')) return 2;
  if (cursor.take('a few')) return 3;
  const word = cursor.peek();
  const count = /^(?:a|an)$/.test(word) ? 1 : /^\d{1,3}$/.test(word) ? Number(word) : counts.indexOf(word);
  if (count < 1) return undefined;
  cursor.at += 1;
  return count;
}

type Duration = { readonly days: number } | { readonly months: number };

/** `2 weeks`, `a fortnight`, `ten days`, `a month`. */
export function readDuration(cursor: Cursor): Duration | undefined {
  return cursor.attempt(() => {
    if (cursor.take('a fortnight', 'fortnight', 'one fortnight')) return { days: 14 };
    const count = readCount(cursor);
    if (count === undefined) return undefined;
    const unit = cursor.peek().replace(/'s$|s'$/, '');
    const duration = durationOf(count, unit);
    if (duration !== undefined) cursor.at += 1;
    return duration;
  });
}

function durationOf(count: number, unit: string): Duration | undefined {
  if (/^(?:days?|d)$/.test(unit)) return { days: count };
  if (/^(?:weeks?|wks?|w)$/.test(unit)) return { days: 7 * count };
  if (/^(?:months?)$/.test(unit)) return { months: count };
  if (/^(?:years?|yrs?)$/.test(unit)) return { months: 12 * count };
  return unit === 'weekend' || unit === 'weekends' ? undefined : undefined;
}

/** The day after a duration. */
export const plus = (day: Day, duration: Duration): Day => day.add(duration);

/** The date in the first year, from a given day on, in which it exists. */
export function nextDate(month: number, dayNumber: number, from: Day): Day | undefined {
  for (let year = from.year; year < from.year + 9; year++) {
    const date = dateOf(year, month, dayNumber);
    if (date !== undefined && Temporal.PlainDate.compare(date, from) >= 0) return date;
  }
  return undefined;
}

/** A date that exists; undefined for others, and before 1970. @param year 0 to 99 are of this century */
export function dateOf(year: number, month: number, day: number): Day | undefined {
  const full = year < 100 ? 2000 + year : year;
  if (full < 1970 || full > 9999) return undefined;
  try {
    return Temporal.PlainDate.from({ year: full, month, day }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** Which of the numbers in `3/4` is the day. */
export type SlashOrder = 'day first' | 'month first';

/**
 * The order of the numbers in all slashed dates of a phrase. Nothing when they are ambiguous.
 * @throws UserError when two dates of one phrase have different orders
 */
export function slashOrder(all: readonly string[]): SlashOrder | undefined {
  const pairs = all.flatMap((piece) => {
    const [, a, b] = /^(\d{1,2})\/(\d{1,2})(?:\/\d{2,4})?$/.exec(piece) ?? [];
    return a === undefined ? [] : [[Number(a), Number(b)] as const];
  });
  const isDayFirst = pairs.some(([a]) => a > 12);
  const isMonthFirst = pairs.some(([, b]) => b > 12);
  if (isDayFirst && isMonthFirst)
    throw new UserError(
      'bad-dates',
      'I can’t tell days from months there.',
      'Write dates like 24 Dec or 2026-12-24.',
    );
  if (isDayFirst) return 'day first';
  if (isMonthFirst) return 'month first';
  return pairs.every(([a, b]) => a === b) ? 'day first' : undefined;
}
