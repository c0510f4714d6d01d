import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWords } from '../../../src/commands/digests/words.ts';
import { UserError } from '../../../src/errors.ts';
import { tries } from '../../support/tries.ts';

/** A Saturday. */
const today = '2026-11-28';
const weekdays = [1, 2, 3, 4, 5];

const days = (...dates: readonly string[]) => dates.map((date) => ({ first: date, last: date }));

describe('what is typed after digest', () => {
  it.each([
    ['', {}],
    ['preview', { verb: 'preview' }],
    ['post now', { verb: 'now' }],
    ['9:30', { time: '09:30' }],
    ['9am', { time: '09:00' }],
    ['at 5pm berlin', { time: '17:00', zone: 'Europe/Berlin' }],
    ['at 9', { time: '09:00' }],
    ['at noon in new york', { time: '12:00', zone: 'America/New_York' }],
    ['zone New York', { zone: 'America/New_York' }],
    ['time zone India', { zone: 'Asia/Kolkata' }],
    ['tz eastern', { zone: 'America/New_York' }],
    ['berlin', { zone: 'Europe/Berlin' }],
    ['days mon,wed,fri', { days: [1, 3, 5] }],
    ['days mon wed fri', { days: [1, 3, 5] }],
    ['monday', { days: [1] }],
    ['on mondays and thursdays', { days: [1, 4] }],
    ['daily', { days: [1, 2, 3, 4, 5, 6, 7] }],
    ['every day at 9am', { days: [1, 2, 3, 4, 5, 6, 7], time: '09:00' }],
    ['every weekday at 8:15', { days: weekdays, time: '08:15' }],
    ['weekdays at 8am in London', { days: weekdays, time: '08:00', zone: 'Europe/London' }],
    ['weekly', { days: [1] }],
    ['weekly on friday', { days: [5] }],
    ['weekly friday 4pm', { days: [5], time: '16:00' }],
    ['max 3', { size: 3 }],
    ['size 5', { size: 5 }],
    ['5 papers', { size: 5 }],
    ['at most 7 papers', { size: 7 }],
    ['empty note', { whenEmpty: 'note' }],
    ['when-empty silent', { whenEmpty: 'silent' }],
    ['on empty days archive', { whenEmpty: 'archive' }],
    ['set time to 10:00', { time: '10:00' }],
    ['size 5 days mon-fri zone Tokyo at 7', { size: 5, days: weekdays, zone: 'Asia/Tokyo', time: '07:00' }],
    ['mon-fri tokyo 07:00 max 5', { size: 5, days: weekdays, zone: 'Asia/Tokyo', time: '07:00' }],
    ['half past nine', { time: '09:30' }],
    ["at nine o'clock zone Berlin", { time: '09:00', zone: 'Europe/Berlin' }],
    ['skip none', { verb: 'unskip' }],
    ['no skip 24 Dec', { verb: 'unskip', dates: [{ first: '2026-12-24', last: '2026-12-24' }] }],
    ['off', { verb: 'pause' }],
    ['stop', { verb: 'pause' }],
    ['on', { verb: 'resume' }],
    ['start', { verb: 'resume' }],
    ['pause until monday', { verb: 'pause', until: '2026-11-30' }],
    ['pause until 2027-01-04', { verb: 'pause', until: '2027-01-04' }],
    ['pause until Jan 4', { verb: 'pause', until: '2027-01-04' }],
    ['pause for 2 weeks', { verb: 'pause', until: '2026-12-12' }],
    ['pause 2 weeks', { verb: 'pause', until: '2026-12-12' }],
    ['stop until next monday', { verb: 'pause', until: '2026-11-30' }],
    ['off until the end of the month', { verb: 'pause', until: '2026-12-01' }],
    ['pause tomorrow', { verb: 'skip', dates: [{ first: '2026-11-29', last: '2026-11-29' }] }],
    ['pause from 24 Dec to 2 Jan', { verb: 'skip', dates: [{ first: '2026-12-24', last: '2027-01-02' }] }],
    ['resume', { verb: 'resume' }],
    ['resume now', { verb: 'resume' }],
    ['resume tomorrow', { verb: 'resume', until: '2026-11-29' }],
    ['skip', { verb: 'skip' }],
    ['skip tomorrow', { verb: 'skip', dates: [{ first: '2026-11-29', last: '2026-11-29' }] }],
    ['skip 24, 25 and 26 Dec', { verb: 'skip', dates: days('2026-12-24', '2026-12-25', '2026-12-26') }],
    ['skip tomorrow & 1 Dec', { verb: 'skip', dates: days('2026-11-29', '2026-12-01') }],
    ['unskip 2026-12-24, 2026-12-26', { verb: 'unskip', dates: days('2026-12-24', '2026-12-26') }],
    ['pause monday and tuesday', { verb: 'skip', dates: days('2026-11-30', '2026-12-01') }],
    ['turn off', { verb: 'pause' }],
    ['snooze until monday', { verb: 'pause', until: '2026-11-30' }],
    ['silence for 2 weeks', { verb: 'pause', until: '2026-12-12' }],
    ['suspend', { verb: 'pause' }],
    ['pause until further notice', { verb: 'pause' }],
    ['turn on', { verb: 'resume' }],
    ['skip next week', { verb: 'skip', dates: [{ first: '2026-11-30', last: '2026-12-06' }] }],
    ['skip 24/12–2/1', { verb: 'skip', dates: [{ first: '2026-12-24', last: '2027-01-02' }] }],
    ['skip the next digest', { verb: 'skip' }],
    ['skip the next two', { verb: 'skip', count: 2 }],
    ['skip 3 digests', { verb: 'skip', count: 3 }],
    ['skip fridays', { withoutDays: [5] }],
    ['skip every saturday and sunday', { withoutDays: [6, 7] }],
    ['off on weekends', { withoutDays: [6, 7] }],
    ['weekends off', { withoutDays: [6, 7] }],
    ['daily except sunday', { days: [1, 2, 3, 4, 5, 6, 7], withoutDays: [7] }],
    ['not on fridays', { withoutDays: [5] }],
    ['also on saturday', { alsoDays: [6] }],
    ['sundays too', { alsoDays: [7] }],
    ['pause for now', { verb: 'pause' }],
    ['pause until further notice', { verb: 'pause' }],
    ['off forever', { verb: 'pause' }],
    ['turn off until monday', { verb: 'pause', until: '2026-11-30' }],
    ['only titles', { mode: 'headline' }],
    ['with abstracts', { mode: 'full' }],
    ['unskip', { verb: 'unskip' }],
    ['unskip all', { verb: 'unskip' }],
    [
      'unskip 2026-12-24..2027-01-02',
      { verb: 'unskip', dates: [{ first: '2026-12-24', last: '2027-01-02' }] },
    ],
  ])('digest %s', (text, wanted) => expect(readWords(text, today)).toEqual(wanted));

  it.each([
    ['sometimes', 'sometimes'],
    ['preview please now', 'please now'],
    ['at 9 blub', 'blub'],
    ['blub at 9', 'blub'],
    ['pause until monday at 9', 'at'],
    ['pause blub', 'blub'],
    ['resume at noon', 'at'],
    ['skip blub', 'blub'],
    ['skip 24 Dec and blub', 'blub'],
    ['skip 24 Dec, until monday', 'until monday'],
    ['resume 24 Dec and 26 Dec', 'and'],
    ['size', 'size 10'],
    ['empty', 'empty note'],
    ['size 0', '0'],
    ['size many', 'many'],
    ['zone Mars', 'Mars'],
    ['at noonish', 'noonish'],
    ['days someday', 'someday'],
    ['zone', 'zone'],
    ['9:30 10:30', 'time'],
    ['max 3 size 4', 'size'],
    ['10', '10'],
    ['hourly', 'once a day'],
    ['3 times a week', 'once a day'],
    ['every other day', 'once a day'],
    ['at 9 and 17', 'one time'],
    ['at 9:30 tomorrow', 'tomorrow'],
    ['every morning', 'morning'],
    ['at night', 'night'],
    ['shorter', 'How much'],
    ['empty dance', 'nothing new'],
  ])('digest %s is refused, and the trouble named', (text, word) => {
    const error = failure(text);
    expect(`${error.message} ${error.hint}`).toContain(word);
  });

  it.each([
    ['size 5 pause', ['digest do:"size 5"', 'digest do:pause']],
    ['at 9 berlin skip tomorrow', ['digest do:"at 9 berlin"', 'digest do:"skip tomorrow"']],
    ['preview now', ['digest do:preview', 'digest do:now']],
    ['now unskip', ['digest do:now', 'digest do:unskip']],
    ['mode full off', ['digest do:"mode full"', 'digest do:off']],
  ])('offers both of two things: digest %s', (text, lines) => {
    expect(failure(text)).toMatchObject({ code: 'two-things', suggestions: lines });
  });

  it('offers only lines that it can read', () => {
    const pieces =
      'pause resume skip unskip preview now at 9 25:00 size 5 0 days mon funday zone Berlin CET Mars empty note dance mode full review friday until yesterday tomorrow undo all blub -1 page'.split(
        ' ',
      );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 }), (words) => {
        const suggestions = suggestionsOf(words.join(' '));
        for (const line of suggestions) {
          const [, quoted, plain = ''] = /^digest(?: do:(?:(".*")|(\S+)))?$/.exec(line) ?? [];
          const text = quoted === undefined ? plain : String(JSON.parse(quoted));
          expect(() => readWords(text, today), line).not.toThrow();
        }
      }),
      tries(2_000, 100),
    );
  });

  it('offers whole lines that do what was meant', () => {
    expect(failure('at 9 zone EST').suggestions).toContain('digest do:"at 9 zone America/New_York"');
    expect(failure('zone usa').suggestions).toContain('digest do:"zone America/Chicago"');
    expect(failure('at 9 usa').suggestions).toContain('digest do:"at 9 America/Chicago"');
    expect(failure('pause until 3/4').suggestions).toEqual([
      'digest do:"pause until 2027-04-03"',
      'digest do:"pause until 2027-03-04"',
    ]);
    expect(failure('10').suggestions).toEqual(['digest do:"size 10"', 'digest do:"10:00"']);
    expect(failure('prevew').suggestions[0]).toBe('digest do:preview');
    for (const text of [
      'at 9 zone EST',
      'zone usa',
      'pause until 3/4',
      '10',
      'prevew',
      'monthly',
      'every other day',
      'each evening in berlin',
      'weekdays at night',
      'at 9:30 tomorrow',
      'longer',
    ])
      for (const line of failure(text).suggestions) {
        const [, words = ''] = /^digest (?:do:)?"?(.*?)"?$/.exec(line) ?? [];
        expect(Object.keys(readWords(words.replace('mode:', 'mode '), today)).length, line).toBeGreaterThan(
          0,
        );
      }
  });
});

function suggestionsOf(text: string): readonly string[] {
  try {
    readWords(text, today);
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.suggestions;
    throw error;
  }
}

function failure(text: string): UserError {
  try {
    readWords(text, today);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`“digest ${text}” was read`);
}

it.each(['until monday', 'until 2027-01-04', 'at 09:00 until 4 Jan'])(
  'asks whether %s is a pause',
  (text) => {
    const end = /until .*/.exec(text)?.[0];
    expect(() => readWords(text, today)).toThrow(
      expect.objectContaining({ suggestions: [`digest do:"pause ${end}"`] }),
    );
  },
);
