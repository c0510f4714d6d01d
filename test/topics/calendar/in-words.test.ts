import { describe, expect, it } from 'vitest';
import {
  dateInWords,
  daysInWords,
  momentInWords,
  pauseInWords,
  rangeInWords,
  scheduleInWords,
} from '../../../src/topics/calendar/in-words.ts';
import { parseDays } from '../../../src/topics/calendar/parse-schedule.ts';
import { defaultSchedule } from '../../../src/topics/calendar/schedule.ts';

const today = '2026-11-28';

describe('dates in words', () => {
  it('have a year only when they are far away', () => {
    expect(dateInWords('2027-01-04', today)).toBe('Mon 4 Jan');
    expect(dateInWords('2026-02-04', today)).toBe('Wed 4 Feb');
    expect(dateInWords('2028-01-04', today)).toBe('Tue 4 Jan 2028');
    expect(rangeInWords({ first: '2026-12-24', last: '2027-01-02' }, today)).toBe('Thu 24 Dec to Sat 2 Jan');
    expect(rangeInWords({ first: today, last: today }, today)).toBe('Sat 28 Nov');
  });
  it('are those of the zone, which is named by its city', () => {
    const at = Date.parse('2026-11-30T23:30:00Z');
    expect(momentInWords(at, 'Europe/Berlin', at)).toBe('Tue 1 Dec, 00:30 (Berlin)');
    expect(momentInWords(at, 'America/New_York', at)).toBe('Mon 30 Nov, 18:30 (New York)');
    expect(momentInWords(at, 'UTC', at)).toBe('Mon 30 Nov, 23:30 (UTC)');
  });
});

describe('a schedule in words', () => {
  it.each([
    ['mon-fri', 'every weekday'],
    ['daily', 'every day'],
    ['weekend', 'every weekend day'],
    ['mon', 'every Monday'],
    ['mon, wed, fri', 'Monday, Wednesday and Friday'],
    ['fri-mon', 'Friday to Monday'],
  ])('%s is %s', (typed, words) => {
    const days = parseDays(typed);
    expect(daysInWords(days)).toBe(words);
    expect(scheduleInWords({ ...defaultSchedule, days })).toBe(`${words} at 09:00 (UTC)`);
  });
  it('says that it is paused', () => {
    expect(pauseInWords(defaultSchedule, today)).toBe('');
    expect(pauseInWords({ ...defaultSchedule, paused: {} }, today)).toBe(', paused');
    const until = { ...defaultSchedule, paused: { until: '2027-01-04' } };
    expect(pauseInWords(until, today)).toBe(', paused until Mon 4 Jan');
  });
});
