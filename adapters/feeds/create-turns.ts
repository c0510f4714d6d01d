import { FeedError } from '../../src/errors.ts';
import type { Clock, HostStore } from '../../src/ports.ts';
import type { Etiquette, HostName } from './etiquette.ts';

export interface TurnDeps {
  readonly host: HostName;
  readonly store: HostStore;
  readonly clock: Clock;
  readonly limits: Etiquette;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Makes what runs a piece of work while nobody else of us asks the host, and starts the pause at its end. */
export function createTurns({ host, store, clock, limits, sleep }: TurnDeps) {
  const { label, leaseMs, pauseMs, patienceMs } = limits;

  async function takeTurn(): Promise<string> {
    // Counted, not read off the clock, so that it ends under any clock.
    for (let waitedMs = 0; ; ) {
      const turn = await store.takeTurn(host, clock.now(), leaseMs);
      if ('turn' in turn) return turn.turn;
      const { waitMs, refused } = turn;
      if (refused !== undefined) throw refusedError(refused, waitMs, clock.now());
      if (waitedMs >= patienceMs) throw new FeedError('unreachable', `${label} is being asked by others`);
      // Whoever has the turn is mostly done long before its lease ends.
      const nextMs = Math.max(1, Math.min(waitMs, pauseMs, patienceMs - waitedMs));
      await sleep(nextMs);
      waitedMs += nextMs;
    }
  }

  /** @throws FeedError when there is no turn to be had; whatever `work` throws */
  return async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = await takeTurn();
    try {
      return await work();
    } finally {
      await store.endTurn(turn, host, clock.now(), pauseMs);
    }
  };
}

export const refusedError = (reason: string, waitMs: number, now: number) =>
  new FeedError('refused', `${reason}; it is left alone until ${new Date(now + waitMs).toISOString()}`, {
    retryAfterMs: waitMs,
  });
