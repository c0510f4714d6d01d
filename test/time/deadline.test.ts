import { expect, it } from 'vitest';
import { answersWithin, settlesWithin } from '../../src/time/deadline.ts';

const never = new Promise<never>(() => {});

it('waits for an answer until the deadline', async () => {
  expect(await answersWithin(60_000, Promise.resolve(1))).toBe(1);
  await expect(answersWithin(60_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(answersWithin(1, never)).rejects.toThrow('no answer for 0.001 s');
});

it('tells whether work has ended by the deadline, well or not', async () => {
  expect(await settlesWithin(60_000, Promise.resolve())).toBe(true);
  expect(await settlesWithin(60_000, Promise.reject(new Error('no')))).toBe(true);
  expect(await settlesWithin(60_000, undefined)).toBe(true);
  expect(await settlesWithin(1, never)).toBe(false);
});
