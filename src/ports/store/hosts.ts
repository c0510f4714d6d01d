/** Hosts that want to be asked seldom, whoever of us asks. */
export interface HostStore {
  /** Takes the only turn there is at a host, for `leaseMs` at most, unless it is taken, too early, or refused. */
  takeLease(host: string, now: number, leaseMs: number): Promise<HostLease>;
  /** Gives the turn back; `pauseMs` from now nobody asks again. */
  releaseLease(token: string, host: string, now: number, pauseMs: number): Promise<void>;
  /** The host does not want us until then. */
  refuse(host: string, until: number, reason: string): Promise<void>;
  /** It answered as it should: earlier refusals are forgotten. */
  forgive(host: string): Promise<void>;
  host(name: string): Promise<HostState | undefined>;
}

/** `turn` is a token for `endTurn`. `waitMs`: not before then; a second at most while somebody has the turn. */
export type HostLease = { readonly token: string } | { readonly waitMs: number; readonly refused?: string };

/** What is remembered of a host: its limits hold for every feed and every process together. */
export interface HostState {
  readonly host: string;
  /** It refused us; no request before then. */
  readonly refusedUntil?: number;
  readonly refusal?: string;
  /** Refusals since it last answered. */
  readonly refusals: number;
}
