import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/errors.ts';
import { readTypedDates } from '../../../../src/topics/calendar/typed-dates/read-dates.ts';
import { tries } from '../../../support/tries.ts';

/** A Saturday. */
const today = '2026-11-28';

const read = (text: string, on = today) => {
  const { range, until, kind } = readTypedDates(text, on);
  const dates = range.first === range.last ? range.first : `${range.first}..${range.last}`;
  return kind === 'span' ? `until ${until}` : dates;
};

describe('dates', () => {
  it.each([
    ['today', '2026-11-28'],
    ['tomorrow', '2026-11-29'],
    ['Tomorrow.', '2026-11-29'],
    ['tmrw', '2026-11-29'],
    ['the day after tomorrow', '2026-11-30'],
    ['monday', '2026-11-30'],
    ['mon', '2026-11-30'],
    ['on Monday', '2026-11-30'],
    ['next monday', '2026-11-30'],
    ['this monday', '2026-11-30'],
    ['saturday', '2026-12-05'],
    ['this saturday', '2026-11-28'],
    ['friday next week', '2026-12-04'],
    ['monday week', '2026-12-07'],
    ['Mon 4 Jan', '2027-01-04'],
    ['Monday, 4 January 2027', '2027-01-04'],
    ['4 Jan', '2027-01-04'],
    ['Jan 4', '2027-01-04'],
    ['January 4th', '2027-01-04'],
    ['the 4th of January', '2027-01-04'],
    ['4th Jan 2027', '2027-01-04'],
    ['Jan 4, 2027', '2027-01-04'],
    ['4. Jan', '2027-01-04'],
    ['the 4th', '2026-12-04'],
    ['30 Nov', '2026-11-30'],
    ['28 nov', '2026-11-28'],
    ['29 Feb', '2028-02-29'],
    ['2027-01-04', '2027-01-04'],
    ['2027/1/4', '2027-01-04'],
    ['24.12.', '2026-12-24'],
    ['24.12.2026', '2026-12-24'],
    ['4.1.', '2027-01-04'],
    ['24/12', '2026-12-24'],
    ['12/24', '2026-12-24'],
    ['24/12/2026', '2026-12-24'],
    ['12/24/26', '2026-12-24'],
    ['5/5', '2027-05-05'],
    ['in 2 weeks', '2026-12-12'],
    ['in two weeks', '2026-12-12'],
    ['in a week', '2026-12-05'],
    ['in a fortnight', '2026-12-12'],
    ['in 3 days', '2026-12-01'],
    ['in a month', '2026-12-28'],
    ['3 days from now', '2026-12-01'],
    ['a week from monday', '2026-12-07'],
    ['christmas', '2026-12-25'],
    ['new year', '2027-01-01'],
    ['the end of the month', '2026-11-30'],
    ['end of next month', '2026-12-31'],
    ['the beginning of January', '2027-01-01'],
    ['next week', '2026-11-30..2026-12-06'],
    ['this week', '2026-11-28..2026-11-29'],
    ['the weekend', '2026-11-28..2026-11-29'],
    ['over the weekend', '2026-11-28..2026-11-29'],
    ['next weekend', '2026-12-05..2026-12-06'],
    ['next month', '2026-12-01..2026-12-31'],
    ['this month', '2026-11-28..2026-11-30'],
    ['december', '2026-12-01..2026-12-31'],
    ['January 2027', '2027-01-01..2027-01-31'],
    ['the week of 4 Jan', '2027-01-04..2027-01-10'],
    ['the week after next', '2026-12-07..2026-12-13'],
    ['24 Dec to 2 Jan', '2026-12-24..2027-01-02'],
    ['from 24 December until 2 January', '2026-12-24..2027-01-02'],
    ['Dec 24 - Jan 2', '2026-12-24..2027-01-02'],
    ['24 Dec–2 Jan', '2026-12-24..2027-01-02'],
    ['24/12–2/1', '2026-12-24..2027-01-02'],
    ['24/12 to 2/1', '2026-12-24..2027-01-02'],
    ['12/24 to 1/2', '2026-12-24..2027-01-02'],
    ['24.12.–2.1.', '2026-12-24..2027-01-02'],
    ['24.12. - 2.1.2027', '2026-12-24..2027-01-02'],
    ['between 24 Dec and 2 Jan', '2026-12-24..2027-01-02'],
    ['2026-12-24..2027-01-02', '2026-12-24..2027-01-02'],
    ['2026-12-24 to 2027-01-02', '2026-12-24..2027-01-02'],
    ['2026-12-24/2027-01-02', '2026-12-24..2027-01-02'],
    ['24-27 Dec', '2026-12-24..2026-12-27'],
    ['24 to 27 December', '2026-12-24..2026-12-27'],
    ['Dec 24-27', '2026-12-24..2026-12-27'],
    ['monday to wednesday', '2026-11-30..2026-12-02'],
    ['tomorrow to friday', '2026-11-29..2026-12-04'],
    ['two weeks from 24 Dec', '2027-01-07'],
    ['24 Dec for 2 weeks', '2026-12-24..2027-01-06'],
    ['from monday for 3 days', '2026-11-30..2026-12-02'],
    ['for 2 weeks from monday', '2026-11-30..2026-12-13'],
  ])('%s is %s', (text, dates) => expect(read(text)).toBe(dates));
});

describe('spans from today', () => {
  it.each([
    ['for 2 weeks', 'until 2026-12-12'],
    ['for two weeks', 'until 2026-12-12'],
    ['2 weeks', 'until 2026-12-12'],
    ['2w', 'until 2026-12-12'],
    ['10 days', 'until 2026-12-08'],
    ['a week', 'until 2026-12-05'],
    ['for a fortnight', 'until 2026-12-12'],
    ['for a couple of days', 'until 2026-11-30'],
    ['for the next 3 days', 'until 2026-12-01'],
    ['for a month', 'until 2026-12-28'],
    ['until monday', 'until 2026-11-30'],
    ['till next monday', 'until 2026-11-30'],
    ['until Jan 4', 'until 2027-01-04'],
    ['until 4 January', 'until 2027-01-04'],
    ['until Mon 4 Jan', 'until 2027-01-04'],
    ['until 2027-01-04', 'until 2027-01-04'],
    ['until 4.1.', 'until 2027-01-04'],
    ['until tomorrow', 'until 2026-11-29'],
    ['until next week', 'until 2026-11-30'],
    ['until next month', 'until 2026-12-01'],
    ['until january', 'until 2027-01-01'],
    ['until the new year', 'until 2027-01-01'],
    ['until the end of the month', 'until 2026-12-01'],
    ['until end of year', 'until 2027-01-01'],
    ['until the end of next week', 'until 2026-12-07'],
    ['through friday', 'until 2026-12-05'],
    ['until after 4 Jan', 'until 2027-01-05'],
    ['until in two weeks', 'until 2026-12-12'],
    ['up to 4 Jan', 'until 2027-01-04'],
  ])('%s is %s', (text, dates) => expect(read(text)).toBe(dates));
});

describe('what it refuses', () => {
  it.each([
    ['3/4', 'ambiguous-date'],
    ['until 3/4', 'ambiguous-date'],
    ['13/14', 'bad-dates'],
    ['24/12 to 1/25', 'bad-dates'],
    ['30 Feb', 'bad-dates'],
    ['2026-02-30', 'bad-dates'],
    ['Tue 4 Jan', 'bad-dates'],
    ['yesterday', 'past-date'],
    ['last monday', 'past-date'],
    ['2026-11-27', 'past-date'],
    ['until 2020-01-01', 'past-date'],
    ['until today', 'past-date'],
    ['2 Jan 2027 to 24 Dec 2026', 'bad-dates'],
    ['monday please', 'bad-dates'],
    ['until', 'bad-dates'],
    ['for', 'bad-dates'],
    ['soon', 'bad-dates'],
    ['monday or tuesday', 'bad-dates'],
    ['every monday', 'bad-dates'],
    ['at 5pm', 'bad-dates'],
    ['', 'bad-dates'],
    ['x'.repeat(200), 'bad-dates'],
    ['99', 'bad-dates'],
    ['2026-12-24..2030-01-01', 'bad-dates'],
  ])('%s: %s', (text, code) => {
    expect(() => readTypedDates(text, today)).toThrow(expect.objectContaining({ code }));
  });

  it('names the word that it cannot read', () => {
    expect(() => readTypedDates('monday blub', today)).toThrow('I can’t read “blub” in “monday blub”.');
  });

  it('offers both readings of an ambiguous date', () => {
    const error = (() => {
      try {
        return readTypedDates('3/4', today);
      } catch (reason) {
        return reason as UserError;
      }
    })();
    expect(error).toMatchObject({ suggestions: ['2027-04-03', '2027-03-04'] });
  });

  it('never throws anything but a UserError, and reads no dates before today', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'the',
        'next',
        'monday',
        'jan',
        'until',
        'for',
        '2',
        'weeks',
        'end',
        'of',
        'month',
        'to',
        '-',
        '24',
        '24/12',
        '3.4.',
        'in',
        'from',
        'a',
        'this',
        'week',
        '4th',
        '2027-01-04',
        'through',
        'weekend',
        'after',
      ),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.integer({ min: 0, max: 400 }), (words, days) => {
        const on = new Date(Date.parse('2026-11-28') + days * 86_400_000).toISOString().slice(0, 10);
        try {
          const { range } = readTypedDates(words.join(' '), on);
          expect(range.last >= on && range.last >= range.first).toBe(true);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      }),
      tries(500),
    );
  });
});
