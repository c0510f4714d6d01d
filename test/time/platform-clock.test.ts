import { describe, expect, test } from 'vitest';
import { createPlatformClock } from '../../src/time/platform-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A machine whose clock is ahead of the platform's, and answers that take their time. */
function create(aheadMs: number) {
  let real = Date.parse('2026-11-28T09:00:00.750Z');
  let ahead = aheadMs;
  let uptime = 1_000;
  const warnings: number[] = [];
  const pass = (ms: number) => {
    real += ms;
    uptime += ms;
  };
  const clock = createPlatformClock({
    now: () => real + ahead,
    monotonic: () => uptime,
    onSkew: (ms) => warnings.push(Math.round(ms / 1_000)),
  });
  const answer = (roundTripMs = 0, date: () => string | null = () => new Date(real).toUTCString()) =>
    clock.watch(async () => {
      pass(roundTripMs / 2);
      const headers = new Headers();
      const stamp = date();
      if (stamp !== null) headers.set('date', stamp);
      pass(roundTripMs / 2);
      return { headers };
    });
  const errorMs = () => Math.abs((clock.now() ?? Number.NaN) - real);
  const set = (ms: number) => {
    ahead += ms;
  };
  return { clock, answer, pass, set, errorMs, warnings };
}

const skews = [0, 10 * minute, -10 * minute, day, -day, 400 * day];

describe.each(skews)('a machine that is %i ms ahead', (skew) => {
  test.each([0, 40, 3_000, 15_000])('knows the platform’s time from an answer after %i ms', async (ms) => {
    const { answer, pass, errorMs } = create(skew);
    await answer(ms);
    expect(errorMs()).toBeLessThanOrEqual(500 + ms / 2);
    pass(5 * hour);
    expect(errorMs()).toBeLessThanOrEqual(500 + ms / 2);
  });

  test('asks again after its clock was set', async () => {
    const { clock, answer, set, errorMs } = create(skew);
    await answer();
    set(-hour);
    expect(clock.now()).toBeUndefined();
    await answer();
    expect(errorMs()).toBeLessThanOrEqual(500);
  });

  test('warns once an hour if it is more than a minute off', async () => {
    const { answer, pass, warnings } = create(skew);
    for (let minutes = 0; minutes < 150; minutes += 1) {
      await answer();
      pass(minute);
    }
    expect(warnings).toHaveLength(skew === 0 ? 0 : 3);
    for (const seconds of warnings) expect(Math.abs(seconds - skew / 1_000)).toBeLessThanOrEqual(1);
  });
});

test.each([null, '', 'yesterday'])('the time is not known from a Date of %s', async (stamp) => {
  const { clock, answer } = create(0);
  expect(clock.now()).toBeUndefined();
  await answer(0, () => stamp);
  expect(clock.now()).toBeUndefined();
});

test('a request that fails measures nothing', async () => {
  const { clock } = create(0);
  await expect(clock.watch(() => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  expect(clock.now()).toBeUndefined();
});
