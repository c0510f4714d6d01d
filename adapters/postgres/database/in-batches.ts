import { setImmediate as nextTurn } from 'node:timers/promises';
import { StoreError } from '../../../src/errors.ts';

interface Call<Input, Result> {
  readonly input: Input;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** The most calls in one statement: more would make the first wait longer for its answer than it saves. */
const callsAtOnce = 32;

/**
 * Puts calls that are made while the calls before them are with the database into one statement. So many jobs at a time
 * cost few statements and few commits, and a single one costs what it did.
 *
 * A batch that fails is run again call by call, so that each call fails for its own reason only. When the database cannot
 * be used, all fail, because what was written is not known.
 * @param run writes all inputs or none, and gives their results in the same order
 * @param keyOf inputs with the same key are never in one batch: what changes a row changes it once. Default: all differ
 */
export function inBatches<Input, Result>(
  run: (inputs: readonly Input[]) => Promise<readonly Result[]>,
  keyOf?: (input: Input) => string,
): (input: Input) => Promise<Result> {
  let waiting: Call<Input, Result>[] = [];
  let isRunning = false;

  function take(): Call<Input, Result>[] {
    const taken: Call<Input, Result>[] = [];
    const left: Call<Input, Result>[] = [];
    const keys = new Set<string>();
    for (const call of waiting) {
      const key = keyOf?.(call.input);
      const fits = taken.length < callsAtOnce && (key === undefined || !keys.has(key));
      (fits ? taken : left).push(call);
      // Also when it does not fit: calls with the same key keep their order.
      if (key !== undefined) keys.add(key);
    }
    waiting = left;
    return taken;
  }

  async function settle(calls: readonly Call<Input, Result>[]): Promise<void> {
    try {
      const results = await run(calls.map(({ input }) => input));
      for (const [i, { resolve }] of calls.entries()) resolve(results[i] as Result);
    } catch (error) {
      if (calls.length > 1 && !(error instanceof StoreError)) return settleEach(calls);
      for (const { reject } of calls) reject(error);
    }
  }

  async function settleEach(calls: readonly Call<Input, Result>[]): Promise<void> {
    for (const call of calls) await settle([call]);
  }

  async function runAll(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      // What the last batch let go on may make its next call first.
      await nextTurn();
      await settle(take());
    }
    isRunning = false;
  }

  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (!isRunning) void runAll();
    });
}
