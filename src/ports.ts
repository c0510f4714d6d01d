/** What the core asks of the world, on one page. Types only. */

import type { Card } from './cards/card.ts';
import type { Note, Paper } from './corpus/paper.ts';
import type { Issue, IssuePaper, PlannedIssue } from './digest/ledger.ts';
import type { Profile } from './search/profile.ts';
import type { Query } from './search/query.ts';
import type { Hit, Results, SearchPage, Suggestion } from './search/results.ts';
import type { LocalDate } from './topics/local-date.ts';
import type { Place } from './topics/place.ts';
import type { PlaceState, Stopped, Subscription } from './topics/subscription.ts';

/** Finds papers and notes. Asynchronous so that an engine may live in another process. */
export interface PaperIndex {
  /** Best first; equal scores are ordered by id, so that the same query always gives the same pages. */
  search(query: Query, page: SearchPage): Promise<Results>;
  /** Completions of the text being typed (not trimmed: a space at its end closes the last word). */
  suggest(text: string, options: SuggestOptions): Promise<readonly Suggestion[]>;
  /** What is nearest to a paper or a note by its whole text, itself left out. Unknown id: nothing. */
  similar(id: string, limit: { readonly papers: number; readonly notes: number }): Promise<Similar>;
  /** What a text is about, measured by the texts that are here; the text itself need not be. */
  profile(title: string, body: string): Promise<Profile>;
  /** Papers nearest to a profile, best first. */
  near(profile: Profile, limit: number): Promise<readonly Paper[]>;
  /** Makes papers searchable at once; one that is here already stays as it is. */
  add(papers: readonly Paper[]): Promise<void>;
  paper(id: string): Promise<Paper | undefined>;
  note(id: string): Promise<Note | undefined>;
  size(): Promise<{ readonly papers: number; readonly notes: number }>;
}

export interface SuggestOptions {
  readonly limit: number;
  /** Only suggestions of these kinds; every kind when left out. */
  readonly kinds?: readonly Suggestion['kind'][];
}

export interface Similar {
  readonly papers: readonly Hit<Paper>[];
  readonly notes: readonly Hit<Note>[];
}

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
}

/** pino's shape: fields first, then a constant message. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** One piece of work, to be done at least once: it may run twice, and a crash never loses it. */
export interface NewJob {
  readonly name: string;
  /** While a job of this id waits or runs, another of it is left out; once it is done or given up, not any more. */
  readonly id?: string;
  /** JSON. */
  readonly data?: unknown;
}

export interface Job {
  readonly name: string;
  readonly id: string;
  readonly data: unknown;
  /** 1 for the first try. */
  readonly attempt: number;
}

export interface QueueCounts {
  readonly waiting: number;
  /** Waiting for a later time: a retry or the next run of `every`. */
  readonly delayed: number;
  readonly active: number;
  /** Given up, of the kept ones (the last thousand without an id). */
  readonly failed: number;
}

export interface Queue {
  /** @throws Error within seconds when the queue cannot be reached; nothing was added then, as far as we know. */
  add(job: NewJob): Promise<void>;
  /** As `add`, all or none. */
  addMany(jobs: readonly NewJob[]): Promise<void>;
  /** Starts to run jobs, called once. A handler that throws is tried again later, a bounded number of times. */
  work(handler: (job: Job) => Promise<void>, options: { readonly concurrency: number }): Promise<void>;
  /** Adds a job of this name now and every `everyMs`; the same for every process that asks. Missed runs are skipped. */
  every(name: string, everyMs: number): Promise<void>;
  counts(): Promise<QueueCounts>;
  /** Takes no more jobs and waits for the running ones. False when they outlast the deadline: they run again later. */
  stop(deadlineMs: number): Promise<boolean>;
}

/** A message that stands in a place. */
export interface MessageRef {
  /** The platform's own id: a Slack `ts`, a Discord message id. */
  readonly id: string;
  /** Where answers to it stand, where that is not the message itself: a Discord thread's or forum post's id. */
  readonly thread?: string;
}

export interface Outgoing {
  readonly place: Place;
  readonly card: Card;
  /** The same for every try of one message, 1 to 25 characters of `[a-z0-9]`. */
  readonly key: string;
  /** Details belong under this message, not into the channel. */
  readonly under?: MessageRef;
}

/** `absent`: it was certainly never posted. `unknowable`: the platform does not let us look. */
export type Lookup = MessageRef | 'absent' | 'unknowable';

/** Posts cards of its own accord, on one platform. Every method throws DeliveryError and nothing else. */
export interface Messenger {
  /** Posts once: a messenger never tries again by itself after the platform may have accepted a message. */
  send(message: Outgoing): Promise<MessageRef>;
  /** The message that carries the key. `since`: milliseconds since 1970, before the first try. */
  find(message: Pick<Outgoing, 'place' | 'key' | 'under'>, since: number): Promise<Lookup>;
  /** Says something to one person in private. */
  tell(workspace: string, person: string, card: Card): Promise<void>;
  /** What keeps it from posting there, a sentence each with how to mend it; empty when nothing does. */
  preflight(place: Place): Promise<readonly string[]>;
}

/** A paper with its arrival: a number that grows with each paper that is seen for the first time. */
export interface Arrival {
  readonly paper: Paper;
  readonly arrival: number;
  readonly firstSeenAt: number;
}

export interface PaperStore {
  /** Papers that were not there before get the next arrival numbers, in the order given. Returns how many these are. */
  addPapers(papers: readonly Paper[], now: number): Promise<number>;
  /** In order of arrival: all with `after < arrival <= upTo`. */
  arrivals(after: number, upTo: number): Promise<readonly Arrival[]>;
  arrivalOf(paperId: string): Promise<Arrival | undefined>;
  /** 0 before the first. */
  latestArrival(): Promise<number>;
  countArrivalsSince(instant: number): Promise<number>;
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
   * @throws Error when an issue of another date was written since `previous`: both would hold the same papers.
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
  /** All leases end: for the only process on its database, when it starts. */
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
export interface Store extends PaperStore, PlaceStore, LedgerStore, MarkStore, PlatformStore {
  close(): Promise<void>;
}
