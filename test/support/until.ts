import { setTimeout as wait } from 'node:timers/promises';

/** When waiting is given up, in milliseconds: long after the slowest machine has done its work. */
export const giveUpAfterMs = 120_000;
const lookEveryMs = 5;

/**
 * Waits until a condition holds, however long that takes; the condition fails by being false or by throwing.
 * For what happens outside of the test: in other processes, over sockets, by real timers.
 * @throws what the condition threw last, or an error with its text, when it holds after two minutes still not
 */
export async function until(condition: () => unknown): Promise<void> {
  for (const start = Date.now(); ; await wait(lookEveryMs)) {
    try {
      if ((await condition()) !== false) return;
      if (Date.now() - start > giveUpAfterMs) throw new Error(`It never holds: ${condition}`);
    } catch (error) {
      if (Date.now() - start > giveUpAfterMs) throw error;
    }
  }
}
