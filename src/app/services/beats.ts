import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../../errors.ts';
import { createOutageLog } from '../../outage-log.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { BeatName, BeatStore } from '../../ports/store/beats.ts';

/** Work that runs regularly, in one of the processes on a database. */
export interface Beat {
  readonly name: BeatName;
  readonly everyMs: number;
  run(): Promise<void>;
}

interface BeatDeps {
  readonly store: BeatStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborted when the process is asked to end. */
  readonly stopping: AbortSignal;
  /** Milliseconds between two looks at the clock. */
  readonly lookMs?: number;
}

/**
 * Runs beats until `stopping`. The clock is in the database: a process runs a beat when nobody has for so long, whatever
 * became of other processes and of the queue. A beat that fails, or whose process ends, runs again at its next time.
 * @returns when no beat is running any more
 */
export async function runBeats(
  beats: readonly Beat[],
  { store, clock, logger, stopping, lookMs = 5_000 }: BeatDeps,
): Promise<void> {
  const running = new Map<Beat, Promise<void>>();
  const report = createOutageLog<{ err: unknown }>(
    ({ problem: beat, ...fields }) =>
      logger.error({ beat, ...fields }, 'regular work failed, and is tried again'),
    clock.now,
  );

  async function runIfDue(beat: Beat): Promise<void> {
    const { name, everyMs, run } = beat;
    try {
      if (!(await store.claimBeat(name, clock.now(), everyMs))) return;
      await run();
      await store.finishBeat(name, clock.now());
    } catch (err) {
      if (err instanceof StoreError || stopping.aborted) return;
      report(name, { err });
    }
  }

  while (!stopping.aborted) {
    for (const beat of beats) {
      if (running.has(beat)) continue;
      running.set(
        beat,
        runIfDue(beat).finally(() => running.delete(beat)),
      );
    }
    await wait(lookMs, undefined, { signal: stopping }).catch(() => {});
  }
  await Promise.all(running.values());
}
