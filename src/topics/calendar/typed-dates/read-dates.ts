import { Temporal } from 'temporal-polyfill';
import { UserError } from '../../../errors.ts';
import { dateInWords, rangeInWords } from '../in-words.ts';
import { addDays, countDays, type LocalDate } from '../local-date.ts';
import { maxRangeDays } from '../parse-schedule.ts';
import type { DateRange } from '../schedule.ts';
import { type Day, dayNumberOf, monthOf, plus, readDuration, slashOrder } from './numbers.ts';
import type { Days } from './periods.ts';
import { type DateContext, readDays } from './read-days.ts';
import { Cursor, datePieces, unreadable } from './tokens.ts';

/** Dates as a person wrote them. */
export interface TypedDates {
  /** `span` for words that say how long from today: `for 2 weeks`, `until monday`. */
  readonly kind: 'dates' | 'span';
  /** Its end is today or later. At most {@link maxRangeDays} days, unless it is a span. */
  readonly range: DateRange;
  /** The date on which something resumes that waits until then: the day itself, and the day after the end of something. */
  readonly until: LocalDate;
}

/**
 * Reads dates and spans as people write them, on a day in the place's zone: `tomorrow`, `next monday`, `24 Dec to 2 Jan`,
 * `24.12.–2.1.`, `for 2 weeks`, `until the end of the month`, `over the weekend`.
 * @throws UserError `bad-dates` for anything it cannot read to its end, `ambiguous-date` for `3/4`, `past-date`
 */
export function readTypedDates(text: string, today: LocalDate): TypedDates {
  const day = Temporal.PlainDate.from(today);
  const all = datePieces(text);
  const cursor = new Cursor(all);
  const context = { today: day, from: day, order: slashOrder(all) };
  const found = cursor.isDone ? undefined : readWhole(cursor, context);
  if (found === undefined) throw unreadable(text);
  if (!cursor.isDone) throw unreadable(text, cursor.peek());
  return checked(found, today);
}

interface Found extends Days {
  readonly isSpan?: true;
}

const span = (today: Day, resumes: Day): Found => ({
  first: today,
  last: resumes.subtract({ days: 1 }),
  isSpan: true,
});

function readWhole(cursor: Cursor, context: DateContext): Found | undefined {
  const { today } = context;
  if (
    cursor.take('until after', 'till after', 'through', 'thru', 'up to and including', 'until and including')
  ) {
    const days = readDays(cursor, context);
    return days && span(today, days.last.add({ days: 1 }));
  }
  if (cursor.take('until', 'till', 'til', 'up to', 'before', 'to', '-')) {
    const days = readDays(cursor, context) ?? readLength(cursor, today);
    return days && span(today, days.isEnd ? days.last.add({ days: 1 }) : days.first);
  }
  const isFor = cursor.take('for the next', 'for', 'the next', 'next');
  const length = cursor.attempt(() => readLength(cursor, today));
  if (length !== undefined && !isJoined(cursor, isFor)) {
    const start = cursor.take('from', 'starting', 'beginning', 'as of')
      ? readDays(cursor, context)
      : undefined;
    if (start === undefined) return span(today, length.first);
    return { first: start.first, last: start.first.add(today.until(length.first)).subtract({ days: 1 }) };
  }
  cursor.at = 0;
  return readRange(cursor, context);
}

/** `2 weeks` from today, as the day after them. */
function readLength(cursor: Cursor, today: Day): Days | undefined {
  const duration = readDuration(cursor);
  return duration && { first: plus(today, duration), last: plus(today, duration) };
}

/** Words that make a day of a length: `a week from monday`, `two weeks later`. After `for`, `from` begins the length. */
const isJoined = (cursor: Cursor, isFor: boolean): boolean =>
  ['later', 'after', 'time'].includes(cursor.peek()) || (!isFor && cursor.peek() === 'from');

const separators = [
  'up to',
  'until',
  'till',
  'til',
  'to',
  'through',
  'thru',
  '-',
  '..',
  '...',
  '…',
  '/',
] as const;

function readRange(cursor: Cursor, context: DateContext): Found | undefined {
  const isBetween = cursor.take('between');
  cursor.take('from', 'starting');
  cursor.take('the rest of', 'rest of', 'all of', 'all', 'over', 'during', 'for', 'on', 'at');
  const first = cursor.attempt(() => readDayBefore(cursor, context)) ?? readDays(cursor, context);
  if (first === undefined) return undefined;
  if (cursor.take('for')) {
    const length = readDuration(cursor);
    return length && { first: first.first, last: plus(first.first, length).subtract({ days: 1 }) };
  }
  if (!(cursor.take(...separators) || (isBetween && cursor.take('and')))) return first;
  const last =
    cursor.attempt(() => readDayAfter(cursor, first.first)) ?? readDays(cursor, later(context, first.first));
  if (last === undefined) return undefined;
  if (Temporal.PlainDate.compare(last.last, first.first) >= 0) return { first: first.first, last: last.last };
  throw new UserError('bad-dates', 'The range ends before it begins.', 'Begin with the earlier date.');
}

/** The end of a range is after its beginning: `24 Dec to 2 Jan`. */
const later = (context: DateContext, first: Day): DateContext => ({ ...context, from: first });

/** The first number of `24-27 Dec` and `24 to 27 December 2026`. */
function readDayBefore(cursor: Cursor, context: DateContext): Days | undefined {
  const day = dayNumberOf(cursor.peek());
  if (day === undefined || !separators.includes(cursor.peek(1) as never)) return undefined;
  const ahead = new Cursor(cursor.all.slice(cursor.at + 2));
  const last = dayNumberOf(ahead.peek()) === undefined ? undefined : readDays(ahead, context);
  if (last === undefined) return undefined;
  cursor.at += 1;
  const first = last.first.with({ day }, { overflow: 'constrain' });
  return { first, last: first };
}

/** The last number of `Dec 24-27`. */
function readDayAfter(cursor: Cursor, first: Day): Days | undefined {
  const day = dayNumberOf(cursor.peek());
  if (
    day === undefined ||
    monthOf(cursor.peek(1)) !== undefined ||
    cursor.peek(1) === 'of' ||
    day < first.day
  )
    return undefined;
  cursor.at += 1;
  const last = first.with({ day }, { overflow: 'constrain' });
  return { first: last, last };
}

function checked({ first, last, isEnd, isSpan }: Found, today: LocalDate): TypedDates {
  const range = { first: first.toString(), last: last.toString() };
  if (range.last < today || range.last < range.first)
    throw new UserError(
      'past-date',
      range.last < range.first ? 'That is no later than today.' : `${rangeInWords(range, today)} is past.`,
      `Today is ${dateInWords(today, today)}.`,
    );
  if (countDays(range.first, range.last) > maxRangeDays && !isSpan)
    throw new UserError(
      'bad-dates',
      `That is more than ${maxRangeDays} days.`,
      'Pause the digest instead: `digest pause`.',
    );
  return {
    kind: isSpan ? 'span' : 'dates',
    range,
    until: isSpan || isEnd ? addDays(range.last, 1) : range.first,
  };
}
