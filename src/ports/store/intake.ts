/** The durable side of what comes in. Types only. */

import type { Paper } from '../../corpus/paper.ts';
import type { PaperRecord, RecordReject } from '../../corpus/record.ts';
import type { Counts, HostState, SourceState } from '../feed.ts';

/** What a source says, to be taken in together with how far it has been read. */
export interface Intake {
  /** The source: a feed's name, or an import's. */
  readonly source: string;
  readonly records: readonly PaperRecord[];
  readonly rejects: readonly RecordReject[];
  readonly skipped: number;
  readonly cursor: unknown;
  /**
   * New papers published before this ISO date, or of no known date, are quiet, for look-ups only: no digest announces
   * them. What comes without this is news, a quiet paper too, if a record brings it as new and it is 30 days old at
   * most: an archive must not become news where a list names one of its papers again.
   */
  readonly quietBefore?: string;
}

/** A stored paper that was added or changed, or that turned out to be another one. */
export type PaperChange = { readonly revision: number; readonly id: string } & (
  | { readonly paper: Paper; readonly becameId?: never }
  | { readonly becameId: string; readonly paper?: never }
);

/** What comes in. A paper that is known in any form is that paper: nothing is stored twice. */
export interface IntakeStore {
  /**
   * Merges the records into what is stored, keeps the cursor, adds up the counts, remembers the last rejects: one
   * transaction, and the same call twice changes nothing but the counts.
   */
  takeIn(intake: Intake, now: number): Promise<Counts>;
  /** In the order of their revisions, those with `after < revision`: `limit` of them, or all that there are. */
  changedPapers(after: number, limit: number): Promise<readonly PaperChange[]>;
  /** Grows with each paper that is added or changed; 0 before the first. */
  latestRevision(): Promise<number>;
  source(name: string): Promise<SourceState | undefined>;
  sources(): Promise<readonly SourceState[]>;
  /** A round has ended, or failed: `failure` says why. */
  endRound(name: string, end: RoundEnd): Promise<void>;
  /** The newest first. */
  rejects(name: string, limit: number): Promise<readonly (RecordReject & { readonly at: number })[]>;
}

export interface RoundEnd {
  readonly at: number;
  readonly nextAt?: number;
  /** What came in this round; absent where it failed. */
  readonly counts?: Counts;
  readonly failure?: string;
  readonly note?: string;
}

/** Hosts that want to be asked seldom, whoever of us asks. */
export interface HostStore {
  /** Takes the only turn there is at a host, for `leaseMs` at most, unless it is taken, too early, or refused. */
  takeTurn(host: string, now: number, leaseMs: number): Promise<Turn>;
  /** Gives the turn back; `pauseMs` from now nobody asks again. */
  endTurn(turn: string, host: string, now: number, pauseMs: number): Promise<void>;
  /** The host does not want us until then. */
  refuse(host: string, until: number, reason: string): Promise<void>;
  /** It answered as it should: earlier refusals are forgotten. */
  forgive(host: string): Promise<void>;
  host(name: string): Promise<HostState | undefined>;
}

/** `turn` is a token for `endTurn`. `waitMs`: not before then; a second at most while somebody has the turn. */
export type Turn = { readonly turn: string } | { readonly waitMs: number; readonly refused?: string };
