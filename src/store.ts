/** The durable state that the core asks for. Types only. */

import type { Card } from './cards/card.ts';
import type { Paper } from './corpus/paper.ts';
import type { Issue, IssuePaper, PlannedIssue } from './digest/deliver/ledger.ts';
import type { HostStore, IntakeStore } from './ports/store/intake.ts';
import type { MessageRef } from './ports.ts';
import type { LocalDate } from './topics/calendar/local-date.ts';
import type { Place } from './topics/place.ts';
import type { PlaceState, Stopped, Subscription } from './topics/subscription.ts';

export type * from './ports/store/intake.ts';

/**
 * A paper with its arrival: a number that grows with each paper that is seen for the first time. A quiet paper that
 * digests may announce after all, or that turned out to be one with such a paper, arrives again.
 */
export interface Arrival {
  readonly paper: Paper;
  readonly arrival: number;
  readonly firstSeenAt: number;
}

export interface PaperStore {
  /**
   * Papers that are not known in any form get the next arrival numbers, in the order given; the others merge into what
   * is stored, as in `takeIn`. One that is stored under another id is found under its own too. Returns how many are new.
   */
  addPapers(papers: readonly Paper[], now: number): Promise<number>;
  /**
   * In order of arrival: all with `after < arrival <= upTo`, but for those that no digest announces (`quietBefore`) and
   * those that turned out to be another one.
   */
  arrivals(after: number, upTo: number): Promise<readonly Arrival[]>;
  /** Also of a paper that turned out to be another one: that one's then. */
  arrivalOf(paperId: string): Promise<Arrival | undefined>;
  /** Of all papers, announced or not. 0 before the first. */
  latestArrival(): Promise<number>;
  /** As `arrivals` has them. */
  countArrivalsSince(instant: number): Promise<number>;
  /** How many `arrivals` has of the papers with `after < arrival`. */
  countArrivals(after: number): Promise<number>;
}

/** How far a place has come, written when an issue is planned. */
export type PlaceProgress = Pick<PlaceState, 'lastDate' | 'nextAt' | 'seen' | 'checkedAt'>;

export interface PlaceStore {
  place(place: Place): Promise<PlaceState | undefined>;
  /** Adds or changes a place, whole. */
  savePlace(state: PlaceState): Promise<void>;
  /** Places whose next issue is due, the longest waiting first; stopped ones are left out. */
  duePlaces(now: number, limit: number): Promise<readonly PlaceState[]>;
  stopPlace(place: Place, stopped: Stopped | undefined): Promise<void>;
  /** Places of a workspace, by their keys. */
  placesOf(platform: string, workspace: string): Promise<readonly PlaceState[]>;
  /** Stops every place of a workspace that is not stopped yet. */
  stopWorkspace(platform: string, workspace: string, stopped: Stopped): Promise<void>;
  /** A channel has another id now; all that is known of it moves along. Nothing moves onto a place that is there. */
  movePlace(from: Place, to: Place): Promise<void>;
  /** Forgets places, with what they followed, that have stopped before the instant and that nobody can mend. Returns how many. */
  removeGone(before: number): Promise<number>;
  /** In the order in which they were followed. */
  subscriptions(place: Place): Promise<readonly Subscription[]>;
  /** False when the place follows the topic already: nothing changes then. */
  follow(subscription: Subscription): Promise<boolean>;
  /** False when it did not follow it. */
  unfollow(place: Place, topicKey: string): Promise<boolean>;
  /** Writes down who changed what, for `status`. */
  recordChange(place: Place, change: Change): Promise<void>;
  /** The newest first. */
  changes(place: Place, limit: number): Promise<readonly Change[]>;
}

export interface Change {
  readonly at: number;
  readonly person: string;
  /** As one would say it: `followed “mixture of experts”`. */
  readonly what: string;
}

export interface LedgerStore {
  /**
   * Writes an issue, its parts, and the place's progress in one transaction. When an issue of that date is there
   * already nothing changes, and that one is returned: two planners make one issue.
   * @throws Error where it is to be composed anew, and nothing is written: an issue of another date was written since
   *   `previous`, and both would hold the same papers; a paper of it turned out to be another one; or one was posted in
   *   the place or promised there, perhaps as a paper that became this one.
   */
  planIssue(issue: PlannedIssue, progress: PlaceProgress, now: number): Promise<Issue>;
  issue(place: Place, localDate: LocalDate): Promise<Issue | undefined>;
  latestIssue(place: Place): Promise<Issue | undefined>;
  /** Places with issues not yet done whose time to try (again) has come, the longest waiting first; stopped ones left out. */
  placesToDeliver(now: number, limit: number): Promise<readonly Place[]>;
  /** Issues of a place not yet done whose time to try (again) has come, the oldest first. */
  openIssues(place: Place, now: number): Promise<readonly Issue[]>;
  /**
   * Takes a part for one try. `fresh`: it was `planned` and is `sending` now. `doubtful`: it was `sending`, nobody is at
   * it any more, and it may stand there. `busy`: somebody else is at it, or it is sent.
   */
  claimPart(part: PartKey, now: number, leaseMs: number): Promise<'fresh' | 'doubtful' | 'busy'>;
  /** `sending` → `planned`: it was certainly not sent. */
  releasePart(part: PartKey): Promise<void>;
  /** `sending` → `sent`, and its papers count as posted in the place, in one transaction. */
  completePart(part: PartKey, ref: MessageRef, now: number): Promise<void>;
  postponeIssue(place: Place, localDate: LocalDate, retryAt: number, problem: string): Promise<void>;
  finishIssue(place: Place, localDate: LocalDate, now: number): Promise<void>;
  /** All leases end, of parts and of turns at hosts: for the only process on its database, when it starts. */
  endLeases(): Promise<void>;
  /** The date on which each was posted in the place, for those that were. */
  posted(place: Place, paperIds: readonly string[]): Promise<ReadonlyMap<string, LocalDate>>;
  /** Ids of all papers posted in the place, or promised by an issue that is still to be posted. */
  postedPapers(place: Place): Promise<ReadonlySet<string>>;
  /** What became of a paper in the place's issues, the newest first. */
  paperHistory(
    place: Place,
    paperId: string,
  ): Promise<readonly (IssuePaper & { readonly localDate: LocalDate })[]>;
}

export interface PartKey {
  readonly place: Place;
  readonly localDate: LocalDate;
  readonly number: number;
}

/** A posted message that tells of a paper what is no longer so. */
export interface Correction extends PartKey {
  /** `withdrawn` goes before `retitled`. */
  readonly reason: 'withdrawn' | 'retitled';
  /** As it is now; its id is the one that the ledger keeps. */
  readonly paper: Paper;
  /** Its id, and those that it had: the card, which was made earlier, may have any of them. */
  readonly ids: readonly string[];
  /** What the message says, unless it was made of another paper that became this one. */
  readonly before: { readonly title: string };
  readonly ref: MessageRef;
  /** The key with which it was sent. */
  readonly key: string;
  /** What stands there. Its title for the paper need not be `before.title` to the letter: it may have been cut. */
  readonly card: Card;
}

/**
 * Messages to mend. They are written by `takeIn`, in its transaction: one for each paper and each message sent in the
 * last 14 days, for the first change only.
 */
export interface CorrectionStore {
  /**
   * What is to be mended now, the longest waiting first, at most one for a message, so that its `card` is what stands
   * there: ask again until nothing comes. Left out are places that are stopped or gone, and changes older than 14 days.
   * One that cannot be read is put off for an hour, and keeps no other one back.
   */
  corrections(now: number, limit: number): Promise<readonly Correction[]>;
  /**
   * It is mended, and `card` stands there now and in the ledger; or, without a card, it cannot or need not be mended.
   * It never comes again. False when somebody else was faster, or when its paper was withdrawn while a new title was
   * written, or became another one: nothing changes then, and it comes again for that.
   */
  finishCorrection(correction: Correction, card: Card | undefined, now: number): Promise<boolean>;
  /** It comes again from `retryAt` on. */
  postponeCorrection(correction: Correction, retryAt: number): Promise<void>;
}

export interface Mark {
  readonly paperId: string;
  readonly kind: 'saved' | 'hidden';
  readonly person: string;
  readonly at: number;
}

/** Saves and hides: what a place says of papers. */
export interface MarkStore {
  /** A paper has one mark in a place; a new one takes the place of the old one. */
  mark(place: Place, mark: Mark): Promise<void>;
  /** False when there was none. */
  unmark(place: Place, paperId: string): Promise<boolean>;
  /** The newest first. */
  marks(place: Place): Promise<readonly Mark[]>;
}

/** Who may follow, unfollow and change the digest: everybody, those who answer for the channel, or these people. */
export type ChangeRule = 'anyone' | 'owners' | readonly string[];

/** What platforms need kept. */
export interface PlatformStore {
  changeRule(platform: string, workspace: string): Promise<ChangeRule>;
  setChangeRule(platform: string, workspace: string, rule: ChangeRule): Promise<void>;
  /** Command lines that are too long for a button, by a short id. */
  keepLine(id: string, line: string): Promise<void>;
  lineOf(id: string): Promise<string | undefined>;
  /** Sealed installations of an app in its workspaces. */
  readInstallation(workspace: string): Promise<string | undefined>;
  writeInstallation(workspace: string, sealed: string): Promise<void>;
  removeInstallation(workspace: string): Promise<void>;
}

/** All durable state. Every write is one transaction. */
export interface Store
  extends PaperStore,
    IntakeStore,
    HostStore,
    PlaceStore,
    LedgerStore,
    CorrectionStore,
    MarkStore,
    PlatformStore {
  close(): Promise<void>;
}
