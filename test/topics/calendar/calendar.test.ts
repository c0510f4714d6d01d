import { describe, expect, it } from 'vitest';
import { defined } from '../../../src/defined.ts';
import { nextOccurrence, occurrenceOn, upcoming } from '../../../src/topics/calendar/calendar.ts';
import { defaultSchedule, everyDay, type Schedule } from '../../../src/topics/calendar/schedule.ts';

const at = (text: string) => Date.parse(text);
const iso = (instant: number | undefined) =>
  instant && new Date(instant).toISOString().replace(':00.000Z', 'Z');
const daily = (zone: string, time: string): Schedule => ({ time, zone, days: everyDay, skips: [] });

describe('occurrenceOn', () => {
  it.each([
    // The clocks jump over the time: the first moment after the jump.
    ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:00Z'],
    ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:00Z'],
    ['Africa/Cairo', '2026-04-24', '00:00', '2026-04-23T22:00Z'],
    ['Africa/Cairo', '2026-04-24', '00:30', '2026-04-23T22:00Z'],
    ['America/Havana', '2026-03-08', '00:30', '2026-03-08T05:00Z'],
    ['America/Santiago', '2026-09-06', '00:30', '2026-09-06T04:00Z'],
    ['Atlantic/Azores', '2026-03-29', '00:30', '2026-03-29T01:00Z'],
    ['Asia/Beirut', '2026-03-29', '00:00', '2026-03-28T22:00Z'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30Z'],
    // They jump past midnight: the last minute before the jump, on the same date.
    ['America/Nuuk', '2026-03-28', '23:00', '2026-03-29T00:59Z'],
    ['America/Nuuk', '2026-03-28', '23:59', '2026-03-29T00:59Z'],
    ['America/Scoresbysund', '2026-03-28', '23:59', '2026-03-29T00:59Z'],
    // The time comes twice: the first.
    ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30Z'],
    ['Africa/Cairo', '2026-10-29', '23:30', '2026-10-29T20:30Z'],
    ['America/Havana', '2026-11-01', '00:30', '2026-11-01T04:30Z'],
    ['America/Santiago', '2026-04-04', '23:30', '2026-04-05T02:30Z'],
    ['Atlantic/Azores', '2026-10-25', '00:30', '2026-10-25T00:30Z'],
    ['Asia/Beirut', '2026-10-24', '23:30', '2026-10-24T20:30Z'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45Z'],
    ['America/Nuuk', '2026-10-24', '23:30', '2026-10-25T00:30Z'],
    // Before and after a date that does not exist.
    ['Pacific/Apia', '2011-12-29', '23:59', '2011-12-30T09:59Z'],
    ['Pacific/Apia', '2011-12-31', '00:00', '2011-12-30T10:00Z'],
    ['Pacific/Kwajalein', '1993-08-20', '09:00', '1993-08-20T21:00Z'],
    ['Pacific/Kwajalein', '1993-08-22', '09:00', '1993-08-21T21:00Z'],
  ])('%s on %s at %s is %s', (zone, date, time, wanted) => {
    expect(iso(occurrenceOn(daily(zone, time), date)?.at)).toBe(wanted);
  });

  it.each([
    ['Pacific/Apia', '2011-12-30'],
    ['Pacific/Kwajalein', '1993-08-21'],
    ['Pacific/Kiritimati', '1994-12-31'],
  ])('%s had no %s', (zone, date) => {
    for (const time of ['00:00', '09:00', '23:59']) {
      expect(occurrenceOn(daily(zone, time), date)).toBeUndefined();
      expect(nextOccurrence(daily(zone, time), at(`${date}T00:00Z`) - 10 * 3_600_000)?.localDate).not.toBe(
        date,
      );
    }
  });
});

describe('nextOccurrence', () => {
  it('is strictly after the instant', () => {
    const first = nextOccurrence(defaultSchedule, at('2026-05-01T08:59:59.999Z'));
    expect(first).toEqual({ localDate: '2026-05-01', at: at('2026-05-01T09:00Z') });
    expect(nextOccurrence(defaultSchedule, at('2026-05-01T09:00Z'))?.localDate).toBe('2026-05-04');
  });

  it('takes a repeated hour once', () => {
    const berlin = daily('Europe/Berlin', '02:30');
    expect(nextOccurrence(berlin, at('2026-10-25T00:29Z'))?.localDate).toBe('2026-10-25');
    expect(nextOccurrence(berlin, at('2026-10-25T00:30Z'))?.localDate).toBe('2026-10-26');
    expect(nextOccurrence(berlin, at('2026-10-25T01:10Z'))?.localDate).toBe('2026-10-26');
  });

  it('leaves out dates that are skipped or paused', () => {
    const base = { ...defaultSchedule, days: everyDay };
    const skips = [
      { first: '2026-12-28', last: '2027-01-02' },
      { first: '2026-12-24', last: '2026-12-28' },
    ];
    expect(nextOccurrence({ ...base, skips }, at('2026-12-23T10:00Z'))?.localDate).toBe('2027-01-03');
    expect(
      nextOccurrence({ ...base, paused: { until: '2026-05-09' } }, at('2026-05-01T10:00Z'))?.localDate,
    ).toBe('2026-05-09');
  });

  it('returns nothing when no issue will follow', () => {
    const now = at('2026-05-01T10:00Z');
    expect(nextOccurrence({ ...defaultSchedule, days: [] }, now)).toBeUndefined();
    expect(nextOccurrence({ ...defaultSchedule, paused: {} }, now)).toBeUndefined();
    expect(
      nextOccurrence({ ...defaultSchedule, skips: [{ first: '2026-01-01', last: '9999-12-31' }] }, now),
    ).toBe(undefined);
    expect(nextOccurrence(defaultSchedule, at('9999-12-31T10:00Z'))).toBeUndefined();
  });

  it('accepts any instant, the epoch included', () => {
    const honolulu = daily('Pacific/Honolulu', '23:00');
    expect(nextOccurrence(honolulu, 0)?.localDate).toBe('1969-12-31');
    expect(() => nextOccurrence(honolulu, Number.NaN)).toThrow(RangeError);
    expect(() => nextOccurrence({ ...honolulu, zone: 'Mars/Base' }, 0)).toThrow(RangeError);
  });
});

describe('upcoming', () => {
  const since = at('2026-05-01T00:00Z');
  // 2026-05-04 is a Monday.
  const plan = (now: string, lastDate: string | undefined, schedule = defaultSchedule) => {
    const { due, next } = upcoming(schedule, { since, ...defined({ lastDate }) }, at(now));
    return {
      due: due && `${due.from}..${due.localDate}${due.late ? ' late' : ''}`,
      next: next && `${next.from}..${next.localDate} ${iso(next.at)}`,
    };
  };

  it('has nothing due before the first hour', () => {
    expect(plan('2026-05-01T08:59Z', undefined)).toEqual({
      due: undefined,
      next: '2026-05-01..2026-05-01 2026-05-01T09:00Z',
    });
  });

  it('is late after a quarter of an hour', () => {
    const next = '2026-05-06..2026-05-06 2026-05-06T09:00Z';
    expect(plan('2026-05-05T09:00Z', '2026-05-04')).toEqual({ due: '2026-05-05..2026-05-05', next });
    expect(plan('2026-05-05T09:15Z', '2026-05-04').due).toBe('2026-05-05..2026-05-05');
    expect(plan('2026-05-05T09:15:01Z', '2026-05-04')).toEqual({ due: '2026-05-05..2026-05-05 late', next });
  });

  it('does not ask for the same date again', () => {
    expect(plan('2026-05-05T09:01Z', '2026-05-05')).toEqual({
      due: undefined,
      next: '2026-05-06..2026-05-06 2026-05-06T09:00Z',
    });
  });

  it('makes one late issue after an outage of any length, with the latest date', () => {
    expect(plan('2026-05-07T15:00Z', '2026-05-04')).toEqual({
      due: '2026-05-05..2026-05-07 late',
      next: '2026-05-08..2026-05-08 2026-05-08T09:00Z',
    });
    expect(plan('2031-05-07T15:00Z', '2026-05-04').due).toBe('2026-05-05..2031-05-07 late');
  });

  it('merges a late issue into one that is less than half an hour away', () => {
    expect(plan('2026-05-06T08:30Z', '2026-05-04').due).toBe('2026-05-05..2026-05-05 late');
    const next = '2026-05-05..2026-05-06 2026-05-06T09:00Z';
    expect(plan('2026-05-06T08:31Z', '2026-05-04')).toEqual({ due: undefined, next });
    expect(plan('2026-05-06T08:59Z', '2026-05-04')).toEqual({ due: undefined, next });
    expect(plan('2026-05-06T09:00Z', '2026-05-04').due).toBe('2026-05-05..2026-05-06');
  });

  it('posts a late issue on a day that has none of its own', () => {
    expect(plan('2026-05-09T10:00Z', '2026-05-07')).toEqual({
      due: '2026-05-08..2026-05-08 late',
      next: '2026-05-11..2026-05-11 2026-05-11T09:00Z',
    });
    const mondays: Schedule = { ...defaultSchedule, days: [1] };
    expect(plan('2026-05-05T10:00Z', undefined, mondays).due).toBe('2026-05-04..2026-05-04 late');
  });

  it('posts nothing on skipped and paused dates', () => {
    const skips = [{ first: '2026-05-06', last: '2026-05-20' }];
    expect(plan('2026-05-06T10:00Z', '2026-05-04', { ...defaultSchedule, skips })).toEqual({
      due: undefined,
      next: '2026-05-05..2026-05-21 2026-05-21T09:00Z',
    });
    expect(plan('2026-05-06T10:00Z', '2026-05-04', { ...defaultSchedule, paused: {} })).toEqual({});
    const paused = { until: '2026-05-08' };
    expect(plan('2026-05-06T10:00Z', '2026-05-04', { ...defaultSchedule, paused }).next).toBe(
      '2026-05-08..2026-05-08 2026-05-08T09:00Z',
    );
  });

  it('does not make up for dates before the schedule was set', () => {
    const changed = { since: at('2026-05-05T10:00Z'), lastDate: '2026-05-04' };
    expect(upcoming(defaultSchedule, changed, at('2026-05-05T10:00Z')).due).toBeUndefined();
    expect(upcoming(defaultSchedule, changed, at('2026-05-05T10:00Z')).next?.from).toBe('2026-05-06');
  });

  it('never takes a date twice when the zone changes', () => {
    const progress = { since: at('2026-05-05T01:00Z'), lastDate: '2026-05-05' };
    const honolulu = { ...defaultSchedule, zone: 'Pacific/Honolulu' };
    expect(upcoming(honolulu, progress, at('2026-05-05T23:00Z'))).toEqual({
      next: { localDate: '2026-05-06', from: '2026-05-06', at: at('2026-05-06T19:00Z') },
    });
  });
});
