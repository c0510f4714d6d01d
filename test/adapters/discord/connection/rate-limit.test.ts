import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRateLimit } from '../../../../adapters/discord/connection/rate-limit.ts';
import { tries } from '../../../support/tries.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends `count` requests, each with its milliseconds there and back. Returns when they arrive, in order. */
async function arrivals(
  count: number,
  ways: (i: number) => readonly [number, number],
  letPass = () => vi.advanceTimersByTimeAsync(120_000) as Promise<unknown>,
): Promise<number[]> {
  const takeToken = createRateLimit(50, Date.now);
  const times: number[] = [];
  const all = Array.from({ length: count }, async (_, i) => {
    const release = await takeToken();
    const [there, back] = ways(i);
    await wait(there);
    times.push(Date.now());
    await wait(back);
    release();
  });
  await letPass();
  await Promise.all(all);
  return times.sort((a, b) => a - b);
}

const busiestSecond = (times: readonly number[]) =>
  Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + 1_000).length));

test('on a steady network, at least nine tenths of the limit are used', async () => {
  for (const way of [5, 25, 50, 75]) {
    const times = await arrivals(400, () => [way, way]);
    expect(busiestSecond(times)).toBeLessThanOrEqual(50);
    expect(((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000).toBeLessThan(400 / 45);
  }
});

test('however the network stalls, no second of Discord’s clock sees more than the limit', async () => {
  const way = fc.oneof(fc.integer({ min: 10, max: 40 }), fc.integer({ min: 10, max: 1_500 }));
  await fc.assert(
    fc.asyncProperty(fc.array(way, { minLength: 20, maxLength: 40 }), async (stalls) => {
      const times = await arrivals(200, (i) => [stalls[i % stalls.length] ?? 20, 20]);
      expect(busiestSecond(times)).toBeLessThanOrEqual(50);
    }),
    tries(30),
  );
});

test('after a stall, what waited may be answered at once', async () => {
  const startedAt = Date.now();
  const stall = { from: 3_000, to: 4_000 };
  const times = await arrivals(400, () => {
    const arrivesAt = Date.now() - startedAt + 2;
    return arrivesAt > stall.from && arrivesAt < stall.to ? [stall.to - arrivesAt + 2, 0] : [2, 48];
  });
  expect(times.filter((at) => at - startedAt === stall.to).length).toBeGreaterThan(40);
  expect(busiestSecond(times)).toBeLessThanOrEqual(50);
});

test('what a busy process could not start in time follows soon', async () => {
  // After every quarter of a second, nothing runs for 80 ms: the clock goes on, and no timer fires.
  const times = await arrivals(
    400,
    () => [25, 25],
    async () => {
      for (let i = 0; i < 200; i++) {
        await vi.advanceTimersByTimeAsync(250);
        vi.setSystemTime(Date.now() + 80);
      }
    },
  );
  expect(busiestSecond(times)).toBeLessThanOrEqual(50);
  expect(((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000).toBeLessThan(400 / 44);
});

test('requests start in order, and idle time is not saved up', async () => {
  const takeToken = createRateLimit(10, Date.now);
  vi.setSystemTime(Date.now() + 60_000);
  const order: number[] = [];
  for (let i = 0; i < 5; i++) {
    void takeToken().then((release) => {
      order.push(i);
      release();
    });
  }
  await vi.advanceTimersByTimeAsync(1);
  expect(order).toEqual([0, 1]);
  await vi.advanceTimersByTimeAsync(400);
  expect(order).toEqual([0, 1, 2, 3, 4]);
});
