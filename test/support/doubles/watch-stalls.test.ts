import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { watchStalls } from './watch-stalls.ts';

afterEach(() => void vi.useRealTimers());

it('counts how long the process was kept from working, at once and later', async () => {
  const { lostMs, end } = watchStalls();
  for (const from = performance.now(); performance.now() - from < 100; );
  expect(lostMs()).toBeGreaterThanOrEqual(89);
  await wait(20);
  expect(lostMs()).toBeGreaterThanOrEqual(89);
  end();
});

it('counts nothing while the process waits', async () => {
  vi.useFakeTimers();
  const { lostMs, end } = watchStalls();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lostMs()).toBe(0);
  end();
  vi.useRealTimers();
});
