import { expect, it } from 'vitest';
import { answersWithin, settlesWithin } from '../../src/time/deadline.ts';

const never = new Promise<never>(() => {});

it('waits for an answer, and no longer than told', async () => {
  expect(await answersWithin(60_000, Promise.resolve(1))).toBe(1);
  await expect(answersWithin(60_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(answersWithin(1, never)).rejects.toThrow('no answer for 0.001 s');
});

it('tells what is done from what is late, however it ends', async () => {
  expect(await settlesWithin(60_000, Promise.resolve())).toBe(true);
  expect(await settlesWithin(60_000, Promise.reject(new Error('no')))).toBe(true);
  expect(await settlesWithin(60_000, undefined)).toBe(true);
  expect(await settlesWithin(1, never)).toBe(false);
});
