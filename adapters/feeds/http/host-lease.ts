import { FeedError } from '../../../src/errors.ts';
import type { Clock } from '../../../src/ports/clock-and-logger.ts';
import type { HostStore } from '../../../src/ports/store/intake.ts';
import type { Etiquette, HostName } from './etiquette.ts';

export interface HostLeaseDeps {
  readonly host: HostName;
  readonly store: HostStore;
  readonly clock: Clock;
  readonly limits: Etiquette;
  readonly sleep: (ms: number) => Promise<void>;
}

/** No request was made, because the host is leased or refusing. Says nothing about the URL. */
export class HostLeasedError extends FeedError {}

/**
 * Makes a function that runs work while no other process of ours asks the host, and starts the pause when the work ends.
 * Pause, lease and refusal are stored as instants that other machines compare with their own clocks, so the clocks of all
 * machines have to agree.
 */
export function createHostLeases({ host, store, clock, limits, sleep }: HostLeaseDeps) {
  const { label, leaseMs, pauseMs, leaseWaitMs } = limits;

  async function takeLease(): Promise<string> {
    // Counted and not read off the clock, so that the wait ends even if the clock stands still.
    for (let waitedMs = 0; ; ) {
      const lease = await store.takeLease(host, clock.now(), leaseMs);
      if ('token' in lease) return lease.token;
      const { waitMs, refused } = lease;
      if (refused !== undefined) throw refusedError(refused, waitMs, HostLeasedError);
      if (waitedMs >= leaseWaitMs)
        throw new HostLeasedError('unreachable', `${label} is being asked by others`, {
          // The holder of the lease may be dead. Then the lease, which began before this wait, has to expire.
          retryAfterMs: Math.max(pauseMs, leaseMs - waitedMs),
        });
      // A lease is mostly released long before it expires.
      const nextMs = Math.max(1, Math.min(waitMs, pauseMs, leaseWaitMs - waitedMs));
      await sleep(nextMs);
      waitedMs += nextMs;
    }
  }

  /** @throws HostLeasedError if there is no lease, also because the store fails; whatever `work` throws */
  return async function withLease<Result>(work: () => Promise<Result>): Promise<Result> {
    const token = await takeLease().catch((cause: unknown) => {
      if (cause instanceof HostLeasedError) throw cause;
      throw new HostLeasedError('unreachable', `what is known of ${label} could not be read`, { cause });
    });
    try {
      return await work();
    } finally {
      await store.releaseLease(token, host, clock.now(), pauseMs);
    }
  };
}

export const refusedError = (reason: string, waitMs: number, Kind = FeedError) =>
  new Kind('refused', reason, { retryAfterMs: waitMs });
