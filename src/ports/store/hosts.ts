/**
 * One request at a time for each host of feeds, however many feeds and processes there are. The caller says what time it
 * is: where the clocks of two machines differ, a pause between their requests is longer or shorter by the difference.
 */
export interface HostStore {
  /** Leases the host until `now + leaseMs`, unless it is leased, in its pause, or refusing. */
  takeLease(host: string, now: number, leaseMs: number): Promise<HostLease>;
  /**
   * Ends a lease, and begins a pause: nobody gets the host for `pauseMs` more milliseconds. Does nothing when the lease
   * has run out and somebody else has the host.
   */
  releaseLease(token: string, host: string, now: number, pauseMs: number): Promise<void>;
  /** The host refuses until the instant. Of several refusals the longest counts. */
  refuse(host: string, until: number, reason: string): Promise<void>;
  /** The host answered as it should: its refusals are forgotten. */
  forgive(host: string): Promise<void>;
  /** Undefined for a host that was never leased and never refused. */
  host(name: string): Promise<HostState | undefined>;
}

/**
 * The token of a lease, for `releaseLease`; or when to ask again, in milliseconds from now, at least 1. That is at most
 * 1,000 while the host is leased, because a lease mostly ends early. `refused`: the reason of a refusal.
 */
export type HostLease = { readonly token: string } | { readonly waitMs: number; readonly refused?: string };

export interface HostState {
  readonly host: string;
  /** No request before this instant. */
  readonly refusedUntil?: number;
  /** The reason. */
  readonly refusal?: string;
  /** How often it refused since it last answered as it should. */
  readonly refusals: number;
}
