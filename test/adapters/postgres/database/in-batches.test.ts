import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inBatches } from '../../../../adapters/postgres/database/in-batches.ts';
import { StoreError } from '../../../../src/errors.ts';

interface Input {
  readonly key: string;
  readonly nth: number;
  readonly isPoisoned: boolean;
}

test('puts calls at the same time into few batches', async () => {
  const sizes: number[] = [];
  const double = inBatches(async (inputs: readonly number[]) => {
    sizes.push(inputs.length);
    return inputs.map((each) => 2 * each);
  });
  const numbers = Array.from({ length: 70 }, (_, i) => i);
  expect(await Promise.all(numbers.map(double))).toEqual(numbers.map((each) => 2 * each));
  expect(sizes).toEqual([32, 32, 6]);
  expect(await double(4)).toBe(8);
  expect(sizes.at(-1)).toBe(1);
});

test('gives each call its own result or error, and never has two of one key in a batch or out of order', async () => {
  const arbitraryCalls = fc.array(
    fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd'),
      isPoisoned: fc.boolean(),
      turns: fc.nat(2),
    }),
    { maxLength: 80 },
  );
  await fc.assert(
    fc.asyncProperty(arbitraryCalls, async (calls) => {
      const done: Input[] = [];
      const run = inBatches(
        async (inputs: readonly Input[]) => {
          expect(new Set(inputs.map(({ key }) => key)).size).toBe(inputs.length);
          await nextTurn();
          if (inputs.some(({ isPoisoned }) => isPoisoned)) throw new Error('poisoned');
          done.push(...inputs);
          return inputs.map(({ nth }) => nth);
        },
        ({ key }) => key,
      );
      const results = await Promise.allSettled(
        calls.map(async ({ key, isPoisoned, turns }, nth) => {
          for (let turn = 0; turn < turns; turn++) await nextTurn();
          return run({ key, isPoisoned, nth });
        }),
      );
      for (const [nth, result] of results.entries())
        expect(result.status === 'fulfilled' ? result.value : 'failed').toBe(
          calls[nth]?.isPoisoned ? 'failed' : nth,
        );
      expect(done.map(({ nth }) => nth).sort((a, b) => a - b)).toEqual(
        [...calls.keys()].filter((nth) => !calls[nth]?.isPoisoned),
      );
      for (const turns of [0, 1, 2])
        for (const key of ['a', 'b', 'c', 'd']) {
          const own = done.filter((each) => each.key === key && calls[each.nth]?.turns === turns);
          expect(own.map(({ nth }) => nth)).toEqual(own.map(({ nth }) => nth).sort((a, b) => a - b));
        }
    }),
  );
});

test('does not run a batch again whose outcome is unknown', async () => {
  let runs = 0;
  const run = inBatches(async (_: readonly number[]): Promise<number[]> => {
    runs += 1;
    throw new StoreError('I can’t reach my database; look-ups still work.');
  });
  const results = await Promise.allSettled([run(1), run(2), run(3)]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(runs).toBe(1);
});
