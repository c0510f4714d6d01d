import type { Paper } from '../../corpus/paper.ts';
import type { PaperRecord, RecordReject } from '../../corpus/record.ts';
import type { Counts } from '../feed.ts';

/** Records of a source, to be stored together with how far the source has been read. */
export interface Intake {
  /** A feed's name, or an import's. */
  readonly source: string;
  /** Papers as the source gives them, cleaned and checked. */
  readonly records: readonly PaperRecord[];
  /** Items that could not be read. The last `rejectsKept` of a source are kept. */
  readonly rejects: readonly RecordReject[];
  /** Items that the source left out on purpose. */
  readonly skipped: number;
  /** JSON; replaces the cursor that is stored. Null and undefined: none. */
  readonly cursor: unknown;
  /**
   * New papers from before this ISO date, or of no known date, are quiet: look-ups find them, and no digest announces
   * them. Without it new papers are news, and so is a stored quiet paper that a record brings as new, if it is at most
   * `newsDays` old.
   */
  readonly quietBefore?: string;
}

/** A stored paper that was added or changed, or that turned out to be another one. */
export type PaperChange = { readonly revision: number; readonly id: string } & (
  | { readonly paper: Paper; readonly becameId?: never }
  | { readonly becameId: string; readonly paper?: never }
);

/** What comes in. A paper that is known in any form is not stored a second time (`src/intake/decide/`). */
export interface IntakeStore {
  /**
   * Merges records into the stored papers and keeps what else the intake says, in one transaction. The same call twice
   * changes nothing but the totals, and the instant of the rejects.
   * @returns what became of the items of this intake
   */
  takeIn(intake: Intake, now: number): Promise<Counts>;
  /** The first `limit` changes with `after < revision`, by revision; fewer only when there are no more. */
  changedPapers(after: number, limit: number): Promise<readonly PaperChange[]>;
  /** The number of the last change; 0 before the first. Grows with each paper that is added or changed. */
  latestRevision(): Promise<number>;
  /** Undefined for a source of which nothing is known yet. */
  source(name: string): Promise<SourceState | undefined>;
  /** By name. */
  sources(): Promise<readonly SourceState[]>;
  /** Writes down how a round ended. */
  endRound(name: string, end: RoundEnd): Promise<void>;
  /** The last rejects, at most `rejectsKept`, the newest first. A reject that comes again counts as new. */
  rejects(name: string, limit: number): Promise<readonly (RecordReject & { readonly at: number })[]>;
}

/** What is remembered of a source: a feed by its name, an import by its file. */
export interface SourceState {
  /** A feed's name, or an import's. */
  readonly name: string;
  /** As the last intake gave it: JSON that only the source understands. */
  readonly cursor?: unknown;
  /** Sums over all intakes. */
  readonly totals: Counts;
  /** Of the last round that saw items: it did not fail, or could not read them. */
  readonly lastRound?: Counts;
  /** The end of the last round, in milliseconds since 1970, as all instants here. */
  readonly lastAttemptAt?: number;
  /** The end of the last round that did not fail. */
  readonly lastSuccessAt?: number;
  /** When the source last brought a new paper. */
  readonly lastAddedAt?: number;
  /** When the next round is due. */
  readonly nextAt?: number;
  /** Rounds that failed since the last success. */
  readonly failures: number;
  /** The last failure, or the note of the last round. */
  readonly note?: string;
}

/** With a `failure` the round failed; without one it was a success. */
export interface RoundEnd {
  /** When the round ended, in milliseconds since 1970. */
  readonly at: number;
  /** When the next round is due; absent for an import. */
  readonly nextAt?: number;
  /** What came in; absent when the round failed before the host's items were seen. */
  readonly counts?: Counts;
  /** Why it failed, in one sentence. */
  readonly failure?: string;
  /** What there is to say of a success, in one sentence. */
  readonly note?: string;
}

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

/** What is known of a host that refused requests. */
export interface HostState {
  /** As in {@link Feed.host}. */
  readonly host: string;
  /** No request before this instant. */
  readonly refusedUntil?: number;
  /** The reason. */
  readonly refusal?: string;
  /** How often it refused since it last answered as it should. */
  readonly refusals: number;
}
