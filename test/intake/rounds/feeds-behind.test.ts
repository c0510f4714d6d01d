import { expect, it } from 'vitest';
import { defined } from '../../../src/defined.ts';
import { areFeedsBehind } from '../../../src/intake/rounds/feeds-behind.ts';
import type { IntakeStore } from '../../../src/ports/store/intake.ts';

const startedAt = Date.parse('2026-10-27T09:00Z');
const minuteMs = 60_000;

const storeWith = (nextAt: number | undefined) =>
  ({
    source: async (name: string) => ({ name, ...defined({ nextAt }) }),
  }) as unknown as IntakeStore;

it.each([
  ['a feed that was due an hour before the start', -60, 1, true],
  ['one that was read since', 45, 1, false],
  ['one that was due just now', -10, 1, false],
  ['one that was never read', undefined, 1, false],
  ['one that cannot be read for long: the digest goes on', -60, 5, false],
])('%s', async (_name, dueInMinutes, minutesLater, expected) => {
  const store = storeWith(dueInMinutes === undefined ? undefined : startedAt + dueInMinutes * minuteMs);
  const now = startedAt + minutesLater * minuteMs;
  expect(await areFeedsBehind([{ name: 'fake' }], store, startedAt, now)).toBe(expected);
});
