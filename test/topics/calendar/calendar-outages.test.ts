import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isActive,
  lateAfterMs,
  lateSpacingMs,
  nextOccurrence,
  type Occurrence,
  occurrenceOn,
  type Progress,
  upcoming,
} from '../../../src/topics/calendar/calendar.ts';
import { everyDay, type Schedule } from '../../../src/topics/calendar/schedule.ts';
import { datesBetween } from '../../support/fakes/intl-clock.ts';
import { tries } from '../../support/tries.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const start = Date.parse('2026-03-01T00:00Z');

const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Nuuk',
  'America/Havana',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  ...Intl.supportedValuesOf('timeZone'),
);
const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const dayAfterStart = (days: number) => new Date(start + days * dayMs).toISOString().slice(0, 10);
const range = fc
  .tuple(fc.nat(60), fc.nat(12))
  .map(([first, more]) => ({ first: dayAfterStart(first), last: dayAfterStart(first + more) }));
const schedule: fc.Arbitrary<Schedule> = fc
  .record({
    time,
    zone,
    days: fc.subarray([...everyDay], { minLength: 1 }),
    skips: fc.array(range, { maxLength: 3 }),
    until: fc.option(fc.nat(60).map(dayAfterStart), { freq: 4, nil: undefined }),
  })
  .map(({ until, ...rest }) => (until === undefined ? rest : { ...rest, paused: { until } }));

/** Minutes in which the bot runs, minutes in which it does not, and so on; after them it runs. */
const outages = fc.array(fc.oneof(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 12_000 })), {
  maxLength: 10,
});

interface Posted extends Occurrence {
  readonly from: string;
  readonly late: boolean;
  readonly postedAt: number;
}

/** What the bot does: each minute, and after each start with `replan`, plan when `next.at` has come, and post. */
function live(subject: Schedule, periods: readonly number[], since: number, replan = false): Posted[] {
  const posted: Posted[] = [];
  let progress: Progress = { since };
  let now = since;
  let alarm: number | undefined = since;
  const wake = () => {
    if (alarm === undefined || now < alarm) return;
    const { due, next } = upcoming(subject, progress, now);
    if (next !== undefined && next.at <= now) throw new Error('an alarm in the past');
    if (due !== undefined) {
      posted.push({ ...due, postedAt: now });
      progress = { since, lastDate: due.localDate };
    }
    alarm = next?.at;
  };
  for (const [index, minutes] of [...periods, ...(periods.length % 2 === 0 ? [] : [0])].entries()) {
    const end = now + minutes * minuteMs;
    if (index % 2 === 0 && replan) alarm = now;
    if (index % 2 === 1) now = end;
    else for (; now < end; now += minuteMs) wake();
  }
  const after = now;
  for (; posted.at(-1) === undefined || (posted.at(-1)?.at ?? 0) <= after; now += minuteMs) wake();
  return posted;
}

describe('outages', () => {
  it('covers every active date by exactly one issue', () => {
    fc.assert(
      fc.property(schedule, outages, fc.nat(1440), fc.boolean(), (subject, periods, offset, replan) => {
        const since = start + offset * minuteMs;
        const posted = live(subject, periods, since, replan);
        const end = posted.at(-1)?.localDate ?? '';
        for (const day of datesBetween('2026-02-27', end)) {
          const issue = occurrenceOn(subject, day);
          const covering = posted.filter(({ from, localDate }) => from <= day && day <= localDate);
          const wanted = issue !== undefined && issue.at > since;
          if (wanted) expect(covering.length, day).toBe(1);
          else expect(posted.some(({ localDate }) => localDate === day)).toBe(false);
        }
        for (const [index, issue] of posted.entries()) {
          const before = posted[index - 1];
          expect(issue.postedAt).toBeGreaterThanOrEqual(issue.at);
          expect(issue.late).toBe(issue.postedAt - issue.at > lateAfterMs);
          expect(isActive(subject, issue.localDate)).toBe(true);
          expect(isActive(subject, issue.from)).toBe(true);
          if (before === undefined) continue;
          expect(issue.localDate > before.localDate && issue.from > before.localDate).toBe(true);
          expect(issue.at).toBeGreaterThan(before.at);
          expect(issue.postedAt - before.postedAt).toBeGreaterThanOrEqual(
            before.late ? lateSpacingMs : lateSpacingMs + 9 * 60 * minuteMs,
          );
        }
      }),
      tries(300),
    );
  });

  it('posts an issue for each active date in its minute, when there is no outage', () => {
    fc.assert(
      fc.property(schedule, (subject) => {
        for (const issue of live(subject, [30 * 1440], start)) {
          expect(issue.from).toBe(issue.localDate);
          expect(issue.late).toBe(false);
          expect(issue.postedAt - issue.at).toBeLessThan(minuteMs);
        }
      }),
      tries(100),
    );
  });

  it('nextOccurrence is the earliest occurrence after the instant', () => {
    fc.assert(
      fc.property(schedule, fc.integer({ min: 0, max: 70 * 1440 }), (subject, minutes) => {
        const after = start + minutes * minuteMs;
        const later = datesBetween('2026-02-27', '2026-06-30')
          .flatMap((day) => occurrenceOn(subject, day) ?? [])
          .filter(({ at }) => at > after);
        expect(nextOccurrence(subject, after)).toEqual(later[0]);
      }),
      tries(300),
    );
  });

  it('works when the clock is put back', () => {
    fc.assert(
      fc.property(schedule, fc.nat(80_000), fc.nat(80_000), (subject, a, b) => {
        const first = upcoming(subject, { since: start }, start + Math.max(a, b) * minuteMs).due;
        if (first === undefined) return;
        const back = start + Math.min(a, b) * minuteMs;
        const second = upcoming(subject, { since: start, lastDate: first.localDate }, back);
        expect(second.due).toBeUndefined();
        expect((second.next?.localDate ?? '') > first.localDate).toBe(true);
      }),
    );
  });
});
