import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import {
  addDays,
  countDays,
  describeDate,
  parseLocalDate,
  weekdayOf,
} from '../../../src/topics/calendar/local-date.ts';
import {
  maxRangeDays,
  parseDate,
  parseDateRange,
  parseDays,
  parseTime,
} from '../../../src/topics/calendar/parse-schedule.ts';
import {
  defaultSchedule,
  everyDay,
  formatDateRange,
  formatDays,
} from '../../../src/topics/calendar/schedule.ts';
import { tries } from '../../support/tries.ts';

const failure = (run: () => unknown): UserError => {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

const date = fc
  .integer({ min: 0, max: 365 * 200 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

/** Hostile text: words of the grammar, control, invisible and combining characters. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        'mon',
        '-',
        ' ',
        '..',
        '2026-02-30',
        '9',
        ':',
        'h',
        'am',
        '\0',
        '\u202e',
        '\u0301',
        ',',
      ),
      {
        maxLength: 60,
      },
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(
    ' '.repeat(100_000),
    '9'.repeat(100_000),
    '-'.repeat(60),
    'ﷺ'.repeat(40),
    '__proto__',
    'constructor',
  ),
);

describe('parseTime', () => {
  it.each([
    ['9', '09:00'],
    ['09:00', '09:00'],
    ['9:30', '09:30'],
    ['9.30', '09:30'],
    ['0930', '09:30'],
    ['930', '09:30'],
    ['9am', '09:00'],
    ['9 AM', '09:00'],
    ['9:30 pm', '21:30'],
    ['09:00:00', '09:00'],
    ['9:30:00', '09:30'],
    ['9;00', '09:00'],
    ['21.00 Uhr', '21:00'],
    ['9 Uhr', '09:00'],
    ['1730 hrs', '17:30'],
    ['nine', '09:00'],
    ["9 o'clock", '09:00'],
    ['nine o’clock pm', '21:00'],
    ['half past nine', '09:30'],
    ['quarter past 4 pm', '16:15'],
    ['quarter to one', '12:45'],
    ['quarter to ten pm', '21:45'],
    ['9:30 p.m.', '21:30'],
    ['12am', '00:00'],
    ['12pm', '12:00'],
    ['12:30am', '00:30'],
    ['17h', '17:00'],
    ['17 h', '17:00'],
    ['17h30', '17:30'],
    ['noon', '12:00'],
    ['Midnight', '00:00'],
    ['at 8', '08:00'],
    [' 23:59\u200b', '23:59'],
    ['９：００', '09:00'],
  ])('%j is %s', (text, time) => expect(parseTime(text)).toBe(time));

  it.each([
    '',
    '25:00',
    '9:60',
    '13pm',
    '0am',
    '9:5',
    '-1',
    '9am pm',
    'ninety',
    '9:30:15',
    'half past',
    'half to nine pm am',
    '1e1',
    '12345',
  ])('%j is refused with the right form', (text) => {
    const error = failure(() => parseTime(text));
    expect(error.code).toBe('bad-time');
    expect(error.hint).toContain('09:00');
  });

  it('explains 24:00', () => expect(failure(() => parseTime('24:00')).suggestions).toEqual(['00:00']));

  it('reads every time of the day', () => {
    for (let minute = 0; minute < 1440; minute++) {
      const time = new Date(minute * 60_000).toISOString().slice(11, 16);
      expect(parseTime(time)).toBe(time);
    }
  });
});

describe('parseDays', () => {
  it.each([
    ['mon-fri', [1, 2, 3, 4, 5]],
    ['Mon – Fri', [1, 2, 3, 4, 5]],
    ['mon..fri', [1, 2, 3, 4, 5]],
    ['Monday to Friday', [1, 2, 3, 4, 5]],
    ['weekdays', [1, 2, 3, 4, 5]],
    ['daily', [1, 2, 3, 4, 5, 6, 7]],
    ['every day', [1, 2, 3, 4, 5, 6, 7]],
    ['every weekday', [1, 2, 3, 4, 5]],
    ['mon,wed,fri', [1, 3, 5]],
    ['mo we fr', [1, 3, 5]],
    ['Tues, Weds & Thurs', [2, 3, 4]],
    ['on Mondays and Thursdays', [1, 4]],
    ['sat-sun', [6, 7]],
    ['weekend', [6, 7]],
    ['weekend and wed.', [3, 6, 7]],
    ['fri-mon', [1, 5, 6, 7]],
    ['sun-sat', [1, 2, 3, 4, 5, 6, 7]],
    ['wed-wed', [3]],
    ['fri,fri', [5]],
  ])('%j is %j', (text, days) => expect(parseDays(text)).toEqual(days));

  it.each([
    '',
    'and',
    'someday',
    'mon-',
    'mon-fry',
    '-fri',
    '1-5',
    'm',
    'weekdays-sun',
    'mon-weekend',
    'mon-fri-x',
  ])('%j is refused with the right form', (text) => {
    const error = failure(() => parseDays(text));
    expect(error.code).toBe('bad-days');
    expect(error.hint).toContain('mon-fri');
  });

  it('reads every set of days as `formatDays` writes it', () => {
    for (let bits = 1; bits < 128; bits++) {
      const days = everyDay.filter((day) => bits & (1 << (day - 1)));
      expect(parseDays(formatDays(days)), formatDays(days)).toEqual(days);
    }
  });
});

describe('parseDateRange', () => {
  it.each([
    ['2026-12-24..2027-01-02', { first: '2026-12-24', last: '2027-01-02' }],
    ['2026-12-24 to 2027-1-2', { first: '2026-12-24', last: '2027-01-02' }],
    ['2026-12-24 - 2027-01-02', { first: '2026-12-24', last: '2027-01-02' }],
    ['2026-12-24–2027-01-02', { first: '2026-12-24', last: '2027-01-02' }],
    ['2026-12-24', { first: '2026-12-24', last: '2026-12-24' }],
    ['2028-02-29..2029-02-28', { first: '2028-02-29', last: '2029-02-28' }],
  ])('%j', (text, range) => expect(parseDateRange(text)).toEqual(range));

  it.each([
    '',
    '..',
    '2026-02-30',
    '2027-02-29..2027-03-01',
    '2026-13-01',
    '24.12.2026',
    '2026-12-24..',
    '..2026-12-24',
    '2026-12-24..2026-12-25..2026-12-26',
    'christmas',
    '1969-12-31',
    '10000-01-01',
  ])('%j is refused with the right form', (text) => {
    const error = failure(() => parseDateRange(text));
    expect(error.code).toBe('bad-dates');
    expect(error.hint).toContain('2026-12-24');
  });

  it('suggests the correct range', () => {
    const turned = failure(() => parseDateRange('2027-01-02..2026-12-24'));
    expect(turned.suggestions).toEqual(['2026-12-24..2027-01-02']);
    const long = failure(() => parseDateRange('2026-01-01..2027-01-02'));
    expect(long.suggestions).toEqual(['2026-01-01..2027-01-01']);
    expect(parseDateRange(long.suggestions[0] ?? '')).toEqual({ first: '2026-01-01', last: '2027-01-01' });
  });

  it('reads every range as `formatDateRange` writes it', () => {
    fc.assert(
      fc.property(date, fc.nat(maxRangeDays - 1), (first, more) => {
        const range = { first, last: addDays(first, more) };
        expect(parseDateRange(formatDateRange(range))).toEqual(range);
        expect(countDays(range.first, range.last)).toBe(more + 1);
      }),
    );
  });

  it('parseDate reads one date', () => {
    expect(parseDate(' 2026-5-3 ')).toBe('2026-05-03');
    expect(failure(() => parseDate('2026-05-03..2026-05-04')).code).toBe('bad-dates');
  });
});

describe('any text', () => {
  it('is read, or refused with a UserError that can be shown', () => {
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom<(text: string) => unknown>(parseTime, parseDays, parseDateRange, parseDate),
        (text, parse) => {
          try {
            parse(text);
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
            const { message, hint } = error as UserError;
            expect(message.length + hint.length).toBeLessThan(400);
            expect(`${message}${hint}`).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
          }
        },
      ),
      tries(2000),
    );
  });
});

it('takes a schedule that was stored as JSON', () => {
  expect(JSON.parse(JSON.stringify(defaultSchedule))).toEqual(defaultSchedule);
});

describe('dates', () => {
  it('agree with Date on weekdays, and are named in three words', () => {
    fc.assert(
      fc.property(date, (day) => {
        const utc = new Date(`${day}T00:00Z`);
        expect(weekdayOf(day) % 7).toBe(utc.getUTCDay());
        expect(parseLocalDate(day)).toBe(day);
        const [name, number, month, year] = describeDate(day).split(' ');
        expect(utc.toUTCString()).toBe(`${name}, ${number?.padStart(2, '0')} ${month} ${year} 00:00:00 GMT`);
      }),
    );
  });
});
