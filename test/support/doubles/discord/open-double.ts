import { afterEach, expect } from 'vitest';
import { createDiscordDouble, type DiscordDouble, type DoubleOptions } from './create-discord-double.ts';
import { bodyCheck } from './open-api.ts';

const open: { stop(): Promise<void> }[] = [];
const doubles: DiscordDouble[] = [];

/** A double for one test. It is stopped at the end; the test fails if Discord would not accept a body. */
export async function openDouble(options: DoubleOptions = {}): Promise<DiscordDouble> {
  const double = await createDiscordDouble({ check: bodyCheck(), ...options });
  doubles.push(double);
  return double;
}

/** Stops something after the test, before the double. */
export function closeAfter<T extends { stop(): Promise<void> }>(thing: T): T {
  open.push(thing);
  return thing;
}

afterEach(async () => {
  const violations = doubles.flatMap((double) => double.violations);
  for (const each of [...open.splice(0).reverse(), ...doubles.splice(0)]) await each.stop();
  expect(violations).toEqual([]);
});
