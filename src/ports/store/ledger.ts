import type { Card } from '../../cards/card.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { LocalDate } from '../../topics/calendar/local-date.ts';
import type { Place } from '../../topics/place.ts';
import type { MessageRef } from '../messenger.ts';
import type { PlaceProgress } from './places.ts';

/**
 * What became of a paper in an issue.
 *
 * | outcome    |                                                                        |
 * |------------|------------------------------------------------------------------------|
 * | `new`      | shown as new                                                           |
 * | `leftover` | shown on a day with room, because an issue of the last week had none   |
 * | `archive`  | an old paper, shown on a day without new ones                          |
 * | `over`     | not shown, because the issue had no more room                          |
 * | `hidden`   | not shown, because the place has hidden it                             |
 */
export type PaperOutcome = 'new' | 'leftover' | 'archive' | 'over' | 'hidden';

/** A paper of an issue, and the topics for which it was picked. */
export interface IssuePaper {
  /** Of the paper. */
  readonly id: string;
  /** Whether the issue shows it, and if not, why. */
  readonly outcome: PaperOutcome;
  /** The texts of the topics that it matched. */
  readonly topics: readonly string[];
  /** The words for which it matched. */
  readonly words: readonly string[];
}

/** `none`: nothing to post that day, because the place wants nothing on a day without new papers. */
export type IssueKind = 'papers' | 'archive' | 'note' | 'none';

/** One day's digest in one place, before it is posted. The key is (place, local date). */
export interface IssueDraft {
  /** Where it is posted. */
  readonly place: Place;
  /** Its day in the place's time zone. */
  readonly localDate: LocalDate;
  /** When it was due, in milliseconds since 1970; absent in issues of older versions. */
  readonly dueAt?: number;
  /** The date of the place's last issue when the draft was composed; absent for its first. */
  readonly previous?: LocalDate;
  /** What it brings. */
  readonly kind: IssueKind;
  /** The papers it shows, and those that it leaves out for a reason. */
  readonly papers: readonly IssuePaper[];
  /** Its messages, in the order in which they are posted; none for the kind `none`. */
  readonly parts: readonly PartDraft[];
  /** The keys of the topics that new papers matched. */
  readonly matchedTopics: readonly string[];
}

/** One message of an issue. The first, those with papers, and a review are posted in the channel; the others below the first. */
export interface PartDraft {
  /** The same for every try: see {@link Outgoing}. */
  readonly key: string;
  /** What it shows. */
  readonly card: Card;
  /** Papers that count as posted once this part is sent. */
  readonly papers: readonly string[];
  /** `review`: what mattered here in the last week. Absent for the digest itself and its details. */
  readonly role?: 'review';
}

/**
 * | status    |                                                                                |
 * |-----------|--------------------------------------------------------------------------------|
 * | `planned` | certainly not sent                                                             |
 * | `sending` | a worker is sending it, or has died doing so: the platform may have to be asked |
 * | `sent`    | certainly sent                                                                 |
 */
type PartStatus = 'planned' | 'sending' | 'sent';

/** A message of an issue, and how far its delivery is. */
export interface Part extends PartDraft {
  /** From 0. */
  readonly number: number;
  /** See the table above. */
  readonly status: PartStatus;
  /** The message on the platform, once it is sent. */
  readonly ref?: MessageRef;
  /** When the first attempt began that may have sent it, by the platform's clock. */
  readonly triedAt?: number;
}

/** The messages of one day in one place, from planned to done. */
export interface Issue extends Omit<IssueDraft, 'parts' | 'matchedTopics' | 'previous'> {
  /** By their numbers. */
  readonly parts: readonly Part[];
  /** In milliseconds since 1970. */
  readonly plannedAt: number;
  /** In milliseconds since 1970; absent while a part may have to be sent. */
  readonly doneAt?: number;
  /** How often its delivery was postponed. */
  readonly tries: number;
  /** Not delivered before this instant. */
  readonly retryAt?: number;
  /** Why it was postponed last. */
  readonly problem?: string;
}

/** Why and until when an issue waits. Instants in milliseconds since 1970. */
interface Postponed {
  /** When the last try failed. */
  readonly failedAt: number;
  /** The platform refuses, or may still be at the last try, until then. */
  readonly notBefore: number;
  /** The next try, unless the platform answers again before. */
  readonly retryAt: number;
  /** What went wrong, in words for `status`. */
  readonly problem: string;
}

/** What was planned and posted, so that nothing is posted twice and nothing is lost. */
export interface LedgerStore {
  /**
   * Writes an issue, its parts, and the progress of its place. When the place has an issue of that date, nothing changes
   * and that issue is returned: two planners make one issue.
   * @throws StaleIssueError when the draft is stale, so that it must be composed again; nothing is written. It is stale when
   *   - an issue of another date was written since `previous`, because both would hold the same papers;
   *   - one of its papers turned out to be another paper;
   *   - one of the papers of its parts was posted in the place, or is in an issue of the place that is not done.
   */
  recordIssue(issue: IssueDraft, progress: PlaceProgress, now: number): Promise<Issue>;
  /** Undefined when none of that date was written. */
  issue(place: Place, localDate: LocalDate): Promise<Issue | undefined>;
  /** Writes down papers that were found on the platform: they were posted there on a date, and are not posted again. */
  recordPosted(place: Place, localDate: LocalDate, papers: readonly string[]): Promise<void>;
  /** The issue that was planned last, of those that were planned up to now. */
  latestIssue(place: Place, now: number): Promise<Issue | undefined>;
  /** Issues of a place of which at least one part is sent, the newest date first. */
  postedIssues(place: Place, limit: number): Promise<readonly Issue[]>;
  /** Places that have not stopped, with issues that are not done and may be tried now, the longest waiting first. */
  placesToDeliver(now: number, limit: number): Promise<readonly Place[]>;
  /** Issues of a place that are not done and may be tried now, the oldest date first. */
  openIssues(place: Place, now: number): Promise<readonly Issue[]>;
  /**
   * Leases a part until `now + leaseMs`, for one try. `now` is by the platform's clock ({@link Messenger.now}). A lease that
   * ends two hours later than this one would was taken by a clock that was ahead, and counts as none.
   *
   * | claim      | status before | what it means                                                           |
   * |------------|---------------|-------------------------------------------------------------------------|
   * | `fresh`    | `planned`     | it is `sending` now                                                     |
   * | `doubtful` | `sending`     | no lease: somebody may have sent it, so look before sending it again    |
   * | `busy`     | any other     | somebody else is sending it, it is sent, or there is no such part       |
   */
  claimPart(part: PartKey, now: number, leaseMs: number): Promise<'fresh' | 'doubtful' | 'busy'>;
  /** `sending` → `planned`, for a part that was certainly not sent. Does nothing to other parts. */
  releasePart(part: PartKey): Promise<void>;
  /**
   * The part is `sent`, and its papers count as posted in the place. A paper that was posted before keeps its date.
   * @param card what the message shows; default: the card of the draft
   */
  completePart(part: PartKey, ref: MessageRef, card?: Card): Promise<void>;
  /** Counts a try of an issue that is not done. */
  postponeIssue(place: Place, localDate: LocalDate, postponed: Postponed): Promise<void>;
  /**
   * Lets issues be tried now that failed a minute ago or earlier, where their platform has taken an issue since then. Not
   * before what the platform asked for.
   */
  retryWhereAnswered(now: number): Promise<void>;
  /** The issue is done, without a problem. Done again, it keeps its instant. */
  finishIssue(place: Place, localDate: LocalDate, now: number): Promise<void>;
  /** Ends all leases, of parts and of hosts: for the only process on its database, when it starts. */
  endLeases(): Promise<void>;
  /** The date on which each paper was posted in the place, without those that were not. */
  posted(place: Place, paperIds: readonly string[]): Promise<ReadonlyMap<string, LocalDate>>;
  /** Ids of all papers that were posted in the place, or are in a part of an issue that is not done. */
  postedPapers(place: Place): Promise<ReadonlySet<string>>;
  /** Ids of all papers that an issue of the place has shown, or left out. */
  consideredPapers(place: Place): Promise<ReadonlySet<string>>;
  /**
   * Papers that had no room in the place's issues since a date and were not posted there, the best first: those that were
   * the first to be left out.
   */
  leftOut(place: Place, since: LocalDate, limit: number): Promise<readonly IssuePaper[]>;
  /** How many papers were new for each topic on each date since one, whether an issue showed them or had no room for them. */
  newByTopic(place: Place, since: LocalDate): Promise<readonly TopicCount[]>;
  /** Ids of the papers that were posted in the place since a date, each once. */
  postedSince(place: Place, since: LocalDate): Promise<readonly string[]>;
  /** What became of a paper in the place's issues, the newest first. */
  paperHistory(
    place: Place,
    paperId: string,
  ): Promise<readonly (IssuePaper & { readonly localDate: LocalDate })[]>;
}

/** New papers of one topic, by its text, in the issue of one date. */
export type TopicCount = Readonly<{ topic: string; localDate: LocalDate; papers: number }>;

/** Names one message of an issue. */
export interface PartKey {
  /** Of the issue. */
  readonly place: Place;
  /** Of the issue. */
  readonly localDate: LocalDate;
  /** From 0, in the order of the parts. */
  readonly number: number;
}

/** A posted message to be changed, because it shows what is no longer true of a paper. */
export interface Amendment extends PartKey {
  /** `withdrawn` takes precedence over `retitled`. */
  readonly reason: 'withdrawn' | 'retitled';
  /** As it is now. Its id is the one that the ledger has. */
  readonly paper: Paper;
  /** The paper's id, and the ids of papers that turned out to be it: the card may have any of them. */
  readonly ids: readonly string[];
  /** What the message shows, unless it shows another paper that turned out to be this one. */
  readonly before: { readonly title: string };
  /** The message on the platform. */
  readonly ref: MessageRef;
  /** The key with which the message was sent. */
  readonly key: string;
  /** What the message shows now. Its title of the paper may be shorter than `before.title`. */
  readonly card: Card;
}

/**
 * Amendments to make. `takeIn` writes them in its transaction: one for each paper and each message of the last 14 days
 * (`amendableMs`) that shows it, when the paper is first withdrawn or retitled.
 */
export interface AmendmentStore {
  /**
   * The amendments that may be made now, the oldest first. At most one for each message, so that its `card` is what the
   * message shows: ask again until nothing is left. Without those of places that have stopped or are gone, and without
   * those that were written more than 14 days ago. An amendment that cannot be read is postponed for an hour.
   */
  dueAmendments(now: number, limit: number): Promise<readonly Amendment[]>;
  /**
   * Ends an amendment for good. With a card: the message shows that card now, and the ledger keeps it. Without one: the
   * message cannot or need not be changed.
   * @param details messages below it that show other cards now, too
   * @returns false, and nothing changes, when somebody else has finished it, or when since then a `retitled` paper was
   *   withdrawn or a paper turned out to be another one: then the amendment is due again
   */
  finishAmendment(
    amendment: Amendment,
    card: Card | undefined,
    now: number,
    details?: readonly { readonly number: number; readonly card: Card }[],
  ): Promise<boolean>;
  /** The amendment is due again from `retryAt` on. */
  postponeAmendment(amendment: Amendment, retryAt: number): Promise<void>;
}
