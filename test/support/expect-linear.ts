import { expect } from 'vitest';

/** Work that takes so long, in milliseconds of the processor, is long enough to be compared. */
const measurableMs = 10;
/** Four times the input takes about 4 times the work, 16 times when the work is quadratic. */
const mostGrowth = 10;
const tries = 5;

/**
 * Fails when work grows faster than its input, as it does when a pattern goes back and forth over a text. It compares
 * the work for one size with the work for four times the size. Both are counted in time of the processor, which is the
 * same on a busy machine, and a garbage collection in between only costs another try.
 * @param work does the work for an input of that size, e.g. a text that repeats something so many times
 * @param largest the greatest size worth trying; work that is not measurable by then is fast enough
 */
export async function expectLinear(work: (size: number) => unknown, largest = 1_000_000): Promise<void> {
  let size = 1;
  while (size <= largest && (await costOf(work, size)) < measurableMs) size *= 2;
  if (size > largest) return;
  let growth = Number.POSITIVE_INFINITY;
  for (let tried = 0; tried < tries && growth > mostGrowth; tried += 1)
    growth = (await costOf(work, size * 4)) / (await costOf(work, size));
  expect(
    growth,
    `four times as much as ${size} takes ${growth.toFixed(0)} times the work`,
  ).toBeLessThanOrEqual(mostGrowth);
}

async function costOf(work: (size: number) => unknown, size: number): Promise<number> {
  const start = process.cpuUsage();
  await work(size);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}
