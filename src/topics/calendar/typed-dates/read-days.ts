import { UserError } from '../../../errors.ts';
import {
  type Day,
  dateOf,
  dayNumberOf,
  monthOf,
  nextDate,
  plus,
  readDuration,
  type SlashOrder,
  weekdayNamed,
} from './numbers.ts';
import { type Days, monthOfDay, one, readPeriod, weekOf } from './periods.ts';
import type { Cursor } from './tokens.ts';

/** What a typed date depends on. */
export interface DateContext {
  readonly today: Day;
  /** The first day that a date without a year may mean. */
  readonly from: Day;
  readonly order: SlashOrder | undefined;
}

/** A day or a period: `tomorrow`, `next monday`, `Mon 4 Jan`, `in two weeks`, `the end of the month`, `january`. */
export const readDays = (cursor: Cursor, context: DateContext): Days | undefined =>
  cursor.attempt(() => readNamedDay(cursor, context)) ??
  cursor.attempt(() => readWeekday(cursor, context)) ??
  cursor.attempt(() => readDate(cursor, context)) ??
  cursor.attempt(() => readPartOf(cursor, context)) ??
  cursor.attempt(() => readDistance(cursor, context)) ??
  readPeriod(cursor, context.today);

const feasts: readonly (readonly [names: readonly string[], month: number, day: number])[] = [
  [["new year's eve", 'new years eve'], 12, 31],
  [["new year's day", 'new years day', "new year's", 'new years', 'new year'], 1, 1],
  [['christmas eve'], 12, 24],
  [['christmas day', 'christmas', 'xmas'], 12, 25],
];

function readNamedDay(cursor: Cursor, { today, from }: DateContext): Days | undefined {
  if (cursor.take('today', 'now', 'tonight')) return one(today);
  if (cursor.take('the day after tomorrow', 'day after tomorrow')) return one(today.add({ days: 2 }));
  if (cursor.take('tomorrow', 'tomorow', 'tmrw', 'tmr')) return one(today.add({ days: 1 }));
  if (cursor.take('yesterday')) return one(today.subtract({ days: 1 }));
  cursor.take('the');
  for (const [names, month, day] of feasts) {
    if (!cursor.take(...names)) continue;
    const date = nextDate(month, day, from);
    return date && one(date);
  }
  return undefined;
}

/** The coming one, and never today unless `this` is said; a date after it must fall on it. */
function readWeekday(cursor: Cursor, context: DateContext): Days | undefined {
  const { today } = context;
  cursor.take('on');
  cursor.take('the');
  const isPast = cursor.take('last', 'past');
  const isThis = !isPast && cursor.take('this coming', 'this');
  if (!isPast && !isThis) cursor.take('next', 'coming', 'upcoming', 'following');
  const weekday = weekdayNamed(cursor.peek());
  if (weekday === undefined) return undefined;
  const word = cursor.peek();
  cursor.at += 1;
  const date = cursor.attempt(() => readDate(cursor, context));
  if (date !== undefined) {
    if (date.first.dayOfWeek === weekday) return date;
    throw new UserError(
      'bad-dates',
      `${date.first.toString()} is not a ${word}.`,
      'Leave the weekday or the date out.',
    );
  }
  const ahead = (weekday - today.dayOfWeek + 7) % 7;
  if (isPast) return one(today.subtract({ days: ((today.dayOfWeek - weekday + 6) % 7) + 1 }));
  if (cursor.take('next week')) return one(weekOf(today.add({ days: 7 })).first.add({ days: weekday - 1 }));
  cursor.take('this week');
  const coming = today.add({ days: ahead === 0 && !isThis ? 7 : ahead });
  return one(cursor.take('week') ? coming.add({ days: 7 }) : coming);
}

function readDate(cursor: Cursor, context: DateContext): Days | undefined {
  cursor.take('on');
  cursor.take('the');
  const word = cursor.peek();
  const numeric = readNumeric(word, context);
  if (numeric !== undefined) {
    cursor.at += 1;
    return one(numeric);
  }
  const month = monthOf(word);
  const day = dayNumberOf(cursor.peek(month === undefined ? 0 : 1));
  if (day === undefined) return undefined;
  cursor.at += month === undefined ? 1 : 2;
  if (month === undefined) cursor.take('of');
  const named = month ?? monthOf(cursor.peek());
  if (named === undefined) return /\d[a-z]/.test(word) ? nextDayOfMonth(day, context) : undefined;
  if (month === undefined) cursor.at += 1;
  const year = /^\d{4}$/.test(cursor.peek()) ? Number(cursor.peek()) : undefined;
  if (year !== undefined) cursor.at += 1;
  const date = year === undefined ? nextDate(named, day, context.from) : dateOf(year, named, day);
  if (date === undefined) throw noSuchDate(cursor.all.slice(cursor.at - 2, cursor.at).join(' '));
  return one(date);
}

/** `the 4th`: of this month, or else of the next one that has it. */
function nextDayOfMonth(day: number, { from }: DateContext): Days | undefined {
  for (let month = from.with({ day: 1 }), tries = 0; tries < 3; tries++, month = month.add({ months: 1 })) {
    const date = dateOf(month.year, month.month, day);
    if (date !== undefined && date.toString() >= from.toString()) return one(date);
  }
  return undefined;
}

/** `2026-12-24`, `24.12.`, `24/12`, `12/24/2026`. */
function readNumeric(word: string, { from, order }: DateContext): Day | undefined {
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(word) ?? [];
  if (isoYear !== undefined) return existing(dateOf(Number(isoYear), Number(isoMonth), Number(isoDay)), word);
  const [, day, month, year] = /^(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{2,4}))?$/.exec(word) ?? [];
  if (day !== undefined) return existing(dated(Number(day), Number(month), year, from), word);
  const [, a, b, slashYear] = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{2,4}))?$/.exec(word) ?? [];
  if (a === undefined) return undefined;
  const read = (isDayFirst: boolean) =>
    isDayFirst ? dated(Number(a), Number(b), slashYear, from) : dated(Number(b), Number(a), slashYear, from);
  if (order !== undefined) return existing(read(order === 'day first'), word);
  const both = [read(true), read(false)].flatMap((date) => date?.toString() ?? []);
  throw new UserError(
    'ambiguous-date',
    `${word} can be two dates.`,
    `Which one: ${both.join(' or ')}?`,
    both,
  );
}

const dated = (day: number, month: number, year: string | undefined, from: Day): Day | undefined =>
  year === undefined ? nextDate(month, day, from) : dateOf(Number(year), month, day);

function existing(date: Day | undefined, word: string): Day {
  if (date !== undefined) return date;
  throw noSuchDate(word);
}

const noSuchDate = (word: string) =>
  new UserError(
    'bad-dates',
    `There is no ${word} in the calendar.`,
    'A date looks like 24 Dec or 2026-12-24.',
  );

/** `the end of the month`, `the beginning of next week`, `mid January`, `the week of 4 Jan`. */
function readPartOf(cursor: Cursor, context: DateContext): Days | undefined {
  cursor.take('the');
  if (cursor.take('week of')) {
    const days = readDays(cursor, context);
    return days && weekOf(days.first);
  }
  if (cursor.take('eow')) return end(weekOf(context.today));
  if (cursor.take('eom')) return end(monthOfDay(context.today));
  const part = parts.find(([words]) => cursor.take(...words));
  const period = part && readPeriod(cursor, context.today);
  return part && period && part[1](period);
}

const parts: readonly (readonly [words: readonly string[], of: (period: Days) => Days])[] = [
  [['end of', 'end', 'late', 'last day of'], (period) => end(period)],
  [['beginning of', 'start of', 'early', 'first day of'], ({ first }) => one(first)],
  [['middle of', 'mid'], (period) => one(period.first.add({ days: Math.floor(lengthOf(period) / 2) }))],
];

const end = ({ last }: Days): Days => ({ first: last, last, isEnd: true });

const lengthOf = ({ first, last }: Days): number => first.until(last).days;

/** `in two weeks`, `3 days from now`, `a week from monday`, `two weeks after 4 Jan`. */
function readDistance(cursor: Cursor, context: DateContext): Days | undefined {
  const isIn = cursor.take('in', 'after');
  const duration = readDuration(cursor);
  if (duration === undefined) return undefined;
  cursor.take('time');
  if (isIn) return one(plus(context.today, duration));
  if (cursor.take('later', 'on')) return one(plus(context.today, duration));
  if (!cursor.take('from', 'after')) return undefined;
  const start = readDays(cursor, context);
  return start && one(plus(start.first, duration));
}
