import type { Paper } from '../../corpus/paper.ts';
import type { PaperVersion } from '../../corpus/paper-versions.ts';
import type { Place } from '../../topics/place.ts';

/**
 * A paper with its arrival number. Numbers grow with each paper that is seen for the first time. A paper that is news gets a
 * new number when something changes that a topic can ask for (`topicFields`), for `newsMs` after it was first seen. So does
 * a quiet paper that becomes news, alone or by becoming one with a paper that is news; only then does `firstSeenAt` change.
 */
export interface Arrival extends PaperVersion {
  /** When it came in, or became news, in milliseconds since 1970. */
  readonly firstSeenAt: number;
  /** What it said under former numbers, the oldest first; absent when it had none. */
  readonly earlier?: readonly PaperVersion[];
  /** No digest announces it: it was old when it came in. */
  readonly quiet?: true;
}

/** The papers that feeds and files have brought. */
export interface PaperStore {
  /**
   * Adds papers as news, in the order given. Papers that are known in any form merge into what is stored, as in `takeIn`, and
   * keep their arrival: the saved pages of a new version say more about old papers;
   * a paper that is stored under another id is found by both ids. The same call twice changes nothing.
   * @returns how many are new
   */
  addPapers(papers: readonly Paper[], now: number): Promise<number>;
  /**
   * Papers that had a number with `after < arrival <= upTo`, by arrival, as they were when `upTo` was the last number given.
   * Without quiet papers, which no digest announces, and without papers that turned out to be another one.
   */
  arrivals(after: number, upTo: number): Promise<readonly Arrival[]>;
  /** Of a quiet paper too. For a paper that turned out to be another one: the arrival of the other one. */
  arrivalOf(paperId: string): Promise<Arrival | undefined>;
  /** The last number given, also to quiet papers; 0 before the first. */
  latestArrival(): Promise<number>;
  /** How many of the papers that `arrivals` gives were first seen at the instant or later. */
  countArrivalsSince(instant: number): Promise<number>;
  /** How many of the papers that `arrivals` gives after the number had not come before it. */
  countArrivals(after: number): Promise<number>;
}

/** What a person in a place says of a paper. */
export interface Mark {
  /** Of the paper, or an id that it had before. */
  readonly paperId: string;
  /** `saved`: on the reading list of the place. `hidden`: digests of the place skip it. */
  readonly kind: 'saved' | 'hidden';
  /** The name of the person. */
  readonly person: string;
  /** The platform's id of the person. Absent when the name is all that is known. */
  readonly personId?: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/**
 * Each person has at most one mark on a paper in a place. The id of a paper that turned out to be another one means the
 * other one. A mark without a `personId` is that of everybody who has its name.
 */
export interface MarkStore {
  /** Replaces the mark that the person has on the paper. */
  mark(place: Place, mark: Mark): Promise<void>;
  /** Takes back the mark of that kind and person. False when there was none. */
  unmark(place: Place, mark: Omit<Mark, 'at'>): Promise<boolean>;
  /** The newest first. */
  marks(place: Place): Promise<readonly Mark[]>;
}
