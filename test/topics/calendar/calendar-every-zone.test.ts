import { describe, expect, it } from 'vitest';
import { nextOccurrence } from '../../../src/topics/calendar/calendar.ts';
import { everyDay, type Schedule } from '../../../src/topics/calendar/schedule.ts';
import { datesBetween, expectedOccurrences, offsetSpans } from '../../support/fakes/intl-clock.ts';
import { isThorough } from '../../support/tries.ts';

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
const allTimes = ['00:00', '00:30', '02:30', '09:00', '23:59'];
const dayMs = 86_400_000;

/** All times with `npm run test:all`; with `npm test` one for each case, in turn. */
const timesOf = (i: number) => (isThorough ? allTimes : allTimes.slice(i % 5, (i % 5) + 1));

/** Follows `nextOccurrence` through all dates, and compares each step with what Intl says. */
function walk(zone: string, first: string, last: string, times: readonly string[]) {
  const dates = datesBetween(first, last);
  const start = Date.parse(`${first}T00:00Z`);
  const spans = offsetSpans(zone, start - 2 * dayMs, Date.parse(`${last}T00:00Z`) + 2 * dayMs);
  for (const time of times) {
    const schedule: Schedule = { time, zone, days: everyDay, skips: [] };
    const wanted = expectedOccurrences(spans, dates, time);
    let at = (wanted[0]?.at ?? 0) - 1;
    for (const issue of wanted) {
      const found = nextOccurrence(schedule, at);
      if (
        found === undefined ||
        found.at !== issue.at ||
        found.localDate !== issue.localDate ||
        found.at <= at
      ) {
        expect.fail(`${zone} ${time}: ${JSON.stringify(found)} instead of ${JSON.stringify(issue)}`);
      }
      at = found.at;
    }
    expect(wanted.length, `${zone} ${time}`).toBeGreaterThanOrEqual(dates.length - 1);
  }
}

describe('every zone, every day: one issue at the wanted local time, or as near as the date allows', () => {
  const last = isThorough ? '2027-12-31' : '2026-12-31';
  it.each(zones.map((zone, i) => [zone, i] as const))(`%s, 2026-01-01 to ${last}`, (zone, i) =>
    walk(zone, '2026-01-01', last, timesOf(i)),
  );
});

describe('zones that crossed the date line or moved their clocks at midnight', () => {
  const cases = [
    ['Pacific/Apia', '2011-01-01', '2012-12-31'],
    ['Pacific/Fakaofo', '2011-01-01', '2012-12-31'],
    ['Pacific/Kwajalein', '1993-01-01', '1994-12-31'],
    ['Pacific/Kiritimati', '1994-01-01', '1995-12-31'],
    ['Pacific/Enderbury', '1994-01-01', '1995-12-31'],
    ['Africa/Cairo', '2008-01-01', '2011-12-31'],
    ['America/Havana', '1998-01-01', '2012-12-31'],
    ['America/Santiago', '2010-01-01', '2019-12-31'],
    ['America/Sao_Paulo', '2015-01-01', '2019-12-31'],
    ['America/St_Johns', '1987-01-01', '2011-12-31'],
    ['America/Caracas', '2007-01-01', '2016-12-31'],
    ['Asia/Pyongyang', '2015-01-01', '2018-12-31'],
    ['Asia/Beirut', '2020-01-01', '2024-12-31'],
    ['Asia/Tehran', '2018-01-01', '2022-12-31'],
    ['Atlantic/Azores', '1990-01-01', '1999-12-31'],
    ['Antarctica/Casey', '2009-01-01', '2023-12-31'],
    ['Antarctica/Troll', '2010-01-01', '2020-12-31'],
    ['Africa/Casablanca', '2012-01-01', '2019-12-31'],
  ] as const;
  it.each(cases.map((each, i) => [...each, i] as const))('%s, %s to %s', (zone, first, last, i) =>
    walk(zone, first, last, timesOf(i)),
  );
});
