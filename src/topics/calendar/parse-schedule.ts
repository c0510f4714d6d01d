/** Parses what people type for a schedule. Every error shows a correct form; its suggestions are values, not command lines. */

import { UserError } from '../../errors.ts';
import { cleanTyped, quoteTyped } from '../typed-text.ts';
import {
  addDays,
  countDays,
  type LocalDate,
  parseLocalDate,
  type Weekday,
  weekdayNames,
} from './local-date.ts';
import { type DateRange, everyDay, formatDateRange, weekdays, weekend } from './schedule.ts';
import { spokenTime } from './spoken-time.ts';

const timeHint = 'A time looks like 09:00, 9:30, 9am, 9:30 pm, 17h, noon or midnight.';
const daysHint = 'Days look like mon-fri, weekdays, weekend, daily, or mon, wed and fri.';
const datesHint = 'A date looks like 2026-12-24, and a range like 2026-12-24..2027-01-02.';

/** The longest range of dates, in days: a leap year. */
export const maxRangeDays = 366;

/**
 * `9`, `09:00`, `09:00:00`, `0930`, `9.30`, `9;30`, `9am`, `9:30 pm`, `21 Uhr`, `17h`, `17h30`, `9 o'clock`, `half past 9`,
 * `quarter to nine`, `noon`, `midnight` as `HH:MM`.
 * @throws UserError `bad-time`
 */
export function parseTime(text: string): string {
  const typed = spokenTime(cleanTyped(text, 'bad-time', 40, timeHint).replace(/^at /, ''));
  if (typed === 'noon') return '12:00';
  if (typed === 'midnight') return '00:00';

  const [, hours, minutes = '00', half] =
    /^(\d{1,2})(?:[:.;h]?(\d{2})(?:[:.]00)?| ?h)? ?(?:([ap])\.?m\.?)?$/.exec(typed) ?? [];
  const hour = hours === undefined ? undefined : hourOf(Number(hours), half);
  if (hour !== undefined && Number(minutes) < 60) return `${String(hour).padStart(2, '0')}:${minutes}`;
  throw hours === '24' && Number(minutes) === 0
    ? new UserError('bad-time', 'A day ends at 23:59.', 'Midnight is 00:00, the first minute of a day.', [
        '00:00',
      ])
    : new UserError('bad-time', `${quoteTyped(text)} is not a time of day.`, timeHint);
}

/** `half` is `a` or `p`, of a clock with 12 hours. */
function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour < 24 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

const groups = new Map<string, readonly Weekday[]>(
  [
    { words: ['daily', 'everyday', 'day', 'days', 'all'], days: everyDay },
    { words: ['weekday', 'weekdays', 'workday', 'workdays'], days: weekdays },
    { words: ['weekend', 'weekends'], days: weekend },
  ].flatMap(({ words, days }) => words.map((word) => [word, days] as const)),
);

const fillers = new Set(['and', 'every', 'each', 'on', 'the']);
const rangeWords = new Set(['-', 'to', 'till', 'until', 'through', 'thru']);

/**
 * `mon-fri`, `fri-mon` (over the weekend), `weekdays`, `weekend`, `daily`, `every day`, `mon,wed,fri`,
 * `Mondays and Thursdays`, and any mix of them: all their days, ascending. Two letters of a name are enough.
 * @throws UserError `bad-days`, also for a text without days
 */
export function parseDays(text: string): readonly Weekday[] {
  const words = cleanTyped(text, 'bad-days', 120, daysHint)
    .replace(/\.\.+|[-‐‑‒–—―−]/g, ' - ')
    .split(/[\s,;&+/]+/)
    .filter((word) => word !== '' && !fillers.has(word));

  const found = new Set<Weekday>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const days = groups.get(word) ?? [dayOf(word, text)];
    const [first] = days;
    const end = words[at + 2];
    if (
      first !== undefined &&
      days.length === 1 &&
      rangeWords.has(words[at + 1] ?? '') &&
      end !== undefined
    ) {
      for (const day of daysFromTo(first, dayOf(end, text))) found.add(day);
      at += 2;
    } else {
      for (const day of days) found.add(day);
    }
  }
  if (found.size === 0) {
    throw new UserError(
      'bad-days',
      'That names no day.',
      `${daysHint} To stop for a while, pause the digest.`,
    );
  }
  return everyDay.filter((day) => found.has(day));
}

function dayOf(word: string, text: string): Weekday {
  const name = word.replace(/\.$/, '');
  const at = weekdayNames.findIndex((full) => {
    const lower = full.toLowerCase();
    return name.length > 1 && (lower.startsWith(name) || `${lower}s` === name);
  });
  const day = name === 'weds' ? 3 : everyDay[at];
  if (day !== undefined) return day;
  throw new UserError(
    'bad-days',
    /^\d+$/.test(name)
      ? 'Days have names here: not everybody counts them from the same one.'
      : `${quoteTyped(word)} in ${quoteTyped(text)} is not a day of the week.`,
    daysHint,
  );
}

function daysFromTo(first: Weekday, last: Weekday): Weekday[] {
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, at) => (((first - 1 + at) % 7) + 1) as Weekday);
}

/**
 * One date, `2026-12-24`.
 * @throws UserError `bad-dates`
 */
export const parseDate = (text: string): LocalDate =>
  dateOf(cleanTyped(text, 'bad-dates', 60, datesHint), text);

/**
 * `2026-12-24..2027-01-02`, `2026-12-24 to 2027-01-02`, or one date.
 * @throws UserError `bad-dates`: for another form, a date that does not exist, the wrong order, or too long a range
 */
export function parseDateRange(text: string): DateRange {
  const parts = cleanTyped(text, 'bad-dates', 60, datesHint).split(/ ?(?:\.{2,3}|…|–|—|\bto\b) ?| - /);
  const [first, last = first] = parts.map((part) => dateOf(part, text));
  if (first === undefined || last === undefined || parts.length > 2) {
    throw new UserError('bad-dates', `${quoteTyped(text)} is not a range of dates.`, datesHint);
  }
  if (last < first) {
    const turned = formatDateRange({ first: last, last: first });
    throw new UserError('bad-dates', 'The range ends before it begins.', `Turned around it is ${turned}.`, [
      turned,
    ]);
  }
  if (countDays(first, last) > maxRangeDays) {
    const longest = formatDateRange({ first, last: addDays(first, maxRangeDays - 1) });
    throw new UserError(
      'bad-dates',
      `A range has at most ${maxRangeDays} days.`,
      `The longest one is ${longest}.`,
      [longest],
    );
  }
  return { first, last };
}

function dateOf(part: string, text: string): LocalDate {
  const date = parseLocalDate(part);
  if (date !== undefined) return date;
  throw /^\d{4}-\d{1,2}-\d{1,2}$/.test(part)
    ? new UserError('bad-dates', `There is no ${part} in the calendar.`, datesHint)
    : new UserError('bad-dates', `${quoteTyped(text)} is not a date or a range of dates.`, datesHint);
}
