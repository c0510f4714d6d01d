import { describe, expect, it } from 'vitest';
import {
  announcementAfter,
  announcementBefore,
  isAnnounced,
  newYorkDate,
  newYorkTime,
  silenceOn,
} from '../../../../adapters/feeds/arxiv/announcements.ts';
import { addDays } from '../../../../src/topics/calendar/local-date.ts';

const datesFrom = (first: string, days: number) =>
  Array.from({ length: days }, (_, day) => addDays(first, day));

describe('the calendar of announcements', () => {
  it.each([
    ['2026-11-21', 'no announcements at weekends'],
    ['2026-11-22', 'no announcements at weekends'],
    ['2026-11-23', undefined],
    // Announced on Wednesday evening: a holiday's own morning has an announcement.
    ['2026-11-26', undefined],
    ['2026-11-27', 'no announcement on Thu 26 Nov 2026 (Thanksgiving)'],
    ['2026-09-08', 'no announcement on Mon 7 Sep 2026 (Labor Day)'],
    ['2027-01-01', "no announcement on Thu 31 Dec 2026 (New Year's Eve)"],
    // Later years are not in the table.
    ['2027-01-19', undefined],
  ])('%s: %s', (date, silence) => {
    expect(silenceOn(date)).toBe(silence);
  });

  it('has 256 announcements in 2026', () => {
    // 261 weekdays; the mornings after 1 and 19 January, 7 September, 26 November, 29 December are silent, those after
    // 19 June, 3 July and 25 December are Saturdays, and that after 31 December is in the next year.
    expect(datesFrom('2026-01-01', 365).filter(isAnnounced)).toHaveLength(261 - 5);
  });

  it.each([
    ['2026-11-20', '2026-11-23'],
    ['2026-11-25', '2026-11-26'],
    ['2026-11-26', '2026-11-30'],
    ['2026-12-29', '2026-12-31'],
    ['2026-12-31', '2027-01-04'],
  ])('after %s comes %s', (before, after) => {
    expect(announcementAfter(before)).toBe(after);
    expect(announcementBefore(after)).toBe(before);
  });
});

describe('the clocks of New York', () => {
  it.each([
    ['2026-10-30', '00:30', '2026-10-30T04:30:00.000Z'],
    ['2026-11-01', '00:30', '2026-11-01T04:30:00.000Z'],
    ['2026-11-02', '00:30', '2026-11-02T05:30:00.000Z'],
    ['2026-03-06', '00:30', '2026-03-06T05:30:00.000Z'],
    ['2026-03-09', '00:30', '2026-03-09T04:30:00.000Z'],
  ])('%s %s is %s', (date, time, instant) => {
    expect(new Date(newYorkTime(date, time)).toISOString()).toBe(instant);
    expect(newYorkDate(Date.parse(instant))).toBe(date);
  });

  it('have their own date', () => {
    expect(newYorkDate(Date.parse('2026-11-23T04:59:59Z'))).toBe('2026-11-22');
    expect(newYorkDate(Date.parse('2026-11-23T05:00:00Z'))).toBe('2026-11-23');
  });
});
