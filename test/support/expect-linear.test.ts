import { describe, expect, it } from 'vitest';
import { expectLinear } from './expect-linear.ts';

describe('expectLinear', () => {
  it('accepts work that grows with its input', async () => {
    await expectLinear((size) => Array.from({ length: size * 10 }, (_, i) => i % 7).length);
    await expectLinear((size) => size, { cost: counted });
  });

  it('refuses work that grows with a power of its input', async () => {
    await expect(expectLinear((size) => size ** 2, { cost: counted })).rejects.toThrow(
      'four times as much as 4 takes 16 times the work',
    );
  });

  it('is not misled by a pause in one of the tries', async () => {
    await expectLinear((size) => size, { cost: paused({ size: 64, measure: 1 }) });
    await expect(
      expectLinear((size) => size ** 2, { cost: paused({ size: 4, measure: 2 }) }),
    ).rejects.toThrow('takes 16 times the work');
  });
});

/** The work itself says what it costs, so that nothing else on the machine counts. */
function counted(work: (size: number) => unknown, size: number): number {
  return Number(work(size));
}

/** One measure of work of this size, counted from 1, has a long pause in it. */
function paused(pause: { size: number; measure: number }): typeof counted {
  let measured = 0;
  return (work, size) => {
    if (size === pause.size) measured += 1;
    return counted(work, size) + (size === pause.size && measured === pause.measure ? 500 : 0);
  };
}
