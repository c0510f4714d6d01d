import type { Paper } from '../../corpus/paper.ts';
import type { PaperRecord, RecordReject } from '../../corpus/record.ts';
import type { Counts } from '../feed.ts';

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

/** What is remembered of a source: a feed by its name, an import by its file. */
export interface SourceState {
  readonly name: string;
  readonly cursor?: unknown;
  readonly totals: Counts;
  /** Of the last round that came to its end. */
  readonly lastRound?: Counts;
  /** Milliseconds since 1970. */
  readonly lastAttemptAt?: number;
  readonly lastSuccessAt?: number;
  /** When a paper was last seen for the first time. */
  readonly lastAddedAt?: number;
  readonly nextAt?: number;
  /** Rounds that failed since the last success. */
  readonly failures: number;
  /** Why it waits: the last failure, or the note of the last round. */
  readonly note?: string;
}

export interface RoundEnd {
  readonly at: number;
  readonly nextAt?: number;
  /** What came in this round; absent where it failed. */
  readonly counts?: Counts;
  readonly failure?: string;
  readonly note?: string;
}
