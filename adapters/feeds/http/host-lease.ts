import { FeedError } from '../../../src/errors.ts';
import type { Clock } from '../../../src/ports/clock-and-logger.ts';
import type { HostStore } from '../../../src/ports/store/hosts.ts';
import type { Etiquette, HostName } from './etiquette.ts';

export interface HostLeaseDeps {
  readonly host: HostName;
  readonly store: HostStore;
  readonly clock: Clock;
  readonly limits: Etiquette;
  readonly sleep: (ms: number) => Promise<void>;
}

/** There was no turn to be had, so nothing was asked: whoever wanted to is no wiser. */
export class HostLeasedError extends FeedError {}

/**
 * Makes what runs a piece of work while nobody else of us asks the host, and starts the pause at its end. Pause, lease and
 * refusal are kept as instants that one process writes and another compares with its own clock: the machines need clocks
 * that agree, or a pause between two of them is shorter or longer by as much as they differ.
 */
export function createHostLeases({ host, store, clock, limits, sleep }: HostLeaseDeps) {
  const { label, leaseMs, pauseMs, patienceMs } = limits;

  async function takeLease(): Promise<string> {
    // Counted, not read off the clock, so that it ends under any clock.
    for (let waitedMs = 0; ; ) {
      const lease = await store.takeLease(host, clock.now(), leaseMs);
      if ('token' in lease) return lease.token;
      const { waitMs, refused } = lease;
      if (refused !== undefined) throw refusedError(refused, waitMs, HostLeasedError);
      if (waitedMs >= patienceMs) throw busyError(waitedMs);
      // Whoever has the turn is mostly done long before its lease ends.
      const nextMs = Math.max(1, Math.min(waitMs, pauseMs, patienceMs - waitedMs));
      await sleep(nextMs);
      waitedMs += nextMs;
    }
  }

  /** Whoever has the turn may be dead: then it is free when its lease ends, which began before the wait did. */
  const busyError = (waitedMs: number) =>
    new HostLeasedError('unreachable', `${label} is being asked by others`, {
      retryAfterMs: Math.max(pauseMs, leaseMs - waitedMs),
    });

  /** Without its memory no host is asked: it might be too early, or refused. */
  const unknownError = (cause: unknown) =>
    new HostLeasedError('unreachable', `what is known of ${label} could not be read`, { cause });

  /** @throws NoTurnError when there is no turn to be had; whatever `work` throws */
  return async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = await takeLease().catch((error: unknown) => {
      throw error instanceof HostLeasedError ? error : unknownError(error);
    });
    try {
      return await work();
    } finally {
      await store.releaseLease(turn, host, clock.now(), pauseMs);
    }
  };
}

export const refusedError = (reason: string, waitMs: number, Kind = FeedError) =>
  new Kind('refused', reason, { retryAfterMs: waitMs });
