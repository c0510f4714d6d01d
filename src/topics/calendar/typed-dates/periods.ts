import { type Day, dateOf, monthOf, nextDate } from './numbers.ts';
import type { Cursor } from './tokens.ts';

/** Days side by side; `isEnd` when words name the end of something: until then means through it. */
export interface Days {
  readonly first: Day;
  readonly last: Day;
  readonly isEnd?: true;
}

/** A single day, as a span. */
export const one = (day: Day): Days => ({ first: day, last: day });

const startOfWeek = (day: Day): Day => day.subtract({ days: day.dayOfWeek - 1 });
/** The week of a day, Monday to Sunday. */
export const weekOf = (day: Day): Days => ({
  first: startOfWeek(day),
  last: startOfWeek(day).add({ days: 6 }),
});

/** The month of a day. */
export function monthOfDay(day: Day): Days {
  const first = day.with({ day: 1 });
  return { first, last: first.add({ months: 1 }).subtract({ days: 1 }) };
}

const yearOf = (day: Day): Days => ({
  first: day.with({ month: 1, day: 1 }),
  last: day.with({ month: 12, day: 31 }),
});

/** This week's weekend, or what is left of it. */
function weekendOf(day: Day): Days {
  const { last } = weekOf(day);
  const saturday = last.subtract({ days: 1 });
  return { first: day.dayOfWeek === 7 ? last : saturday, last };
}

const firstOfMonth = (day: Day): Day => day.with({ day: 1 });

/** The period of a kind around a day, and the day from which the next one is counted. */
const kinds: readonly (readonly [word: string, around: (day: Day) => Days, next: (today: Day) => Day])[] = [
  ['week', weekOf, (today) => startOfWeek(today).add({ days: 7 })],
  ['weekend', weekendOf, (today) => startOfWeek(today).add({ days: 7 })],
  ['month', monthOfDay, (today) => firstOfMonth(today).add({ months: 1 })],
  ['year', yearOf, (today) => today.add({ years: 1 })],
];

/** `this week`, `next month`, `the week after next`, `the weekend`, `january`, `january 2027`. */
export const readPeriod = (cursor: Cursor, today: Day): Days | undefined =>
  cursor.attempt(() => {
    cursor.take('the');
    const isNext = cursor.take('next', 'coming', 'following');
    if (!isNext) cursor.take('this', 'current', 'whole');
    return readKind(cursor, today, isNext) ?? readMonth(cursor, today);
  });

function readKind(cursor: Cursor, today: Day, isNext: boolean): Days | undefined {
  const kind = kinds.find(([word]) => cursor.take(word));
  if (kind === undefined) return undefined;
  const [word, around, next] = kind;
  if (isNext) return around(next(today));
  if (cursor.take('after next')) return around(next(next(today)));
  return word === 'weekend' ? around(today) : fromToday(around(today), today);
}

function readMonth(cursor: Cursor, today: Day): Days | undefined {
  const month = monthOf(cursor.peek());
  if (month === undefined) return undefined;
  cursor.at += 1;
  const year = /^\d{4}$/.test(cursor.peek()) ? Number(cursor.peek()) : undefined;
  if (year !== undefined) cursor.at += 1;
  if (year === undefined && month === today.month) return fromToday(monthOfDay(today), today);
  const first = year === undefined ? nextDate(month, 1, today) : dateOf(year, month, 1);
  return first && monthOfDay(first);
}

/** What is left of a period that has begun; `isEnd`, since “until this week” means through it. */
const fromToday = ({ last }: Days, today: Day): Days => ({ first: today, last, isEnd: true });
