import { expect } from 'vitest';

/** Work that takes so long, in milliseconds of the processor, is long enough to be compared. */
const measurableMs = 5;
/** Four times the input takes about 4 times the work, 16 times when the work is quadratic. */
const mostGrowth = 10;
const tries = 5;

interface Measure {
  /** The greatest size worth trying; work that is not measurable by then is fast enough. */
  readonly largest?: number;
  /** Does the work and tells what it cost, in milliseconds. Counts the processor's time unless another measure is given. */
  readonly cost?: (work: Work, size: number) => number | Promise<number>;
}

type Work = (size: number) => unknown;

/**
 * Fails when work grows faster than its input, as it does when a pattern goes back and forth over a text. It compares
 * the work for one size with the work for four times the size. Both are counted in time of the processor, which is the
 * same on a busy machine, and each as the least of several tries, because a garbage collection only ever adds to it.
 * @param work does the work for an input of that size, e.g. a text that repeats something so many times
 */
export async function expectLinear(
  work: Work,
  { largest = 1_000_000, cost = processorTime }: Measure = {},
): Promise<void> {
  let size = 1;
  while (size <= largest && (await cost(work, size)) < measurableMs) size *= 2;
  if (size > largest) return;
  let once = Number.POSITIVE_INFINITY;
  for (let tried = 0; tried < tries; tried += 1) once = Math.min(once, await cost(work, size));
  let fourfold = Number.POSITIVE_INFINITY;
  for (let tried = 0; tried < tries && fourfold > once * mostGrowth; tried += 1)
    fourfold = Math.min(fourfold, await cost(work, size * 4));
  const growth = fourfold / once;
  expect(
    growth,
    `four times as much as ${size} takes ${growth.toFixed(0)} times the work`,
  ).toBeLessThanOrEqual(mostGrowth);
}

async function processorTime(work: Work, size: number): Promise<number> {
  const start = process.cpuUsage();
  await work(size);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}
