import type { Card } from '../../cards/card.ts';
import type { LocalDate } from '../../topics/calendar/local-date.ts';
import type { Place } from '../../topics/place.ts';
import type { MessageRef } from '../messenger.ts';
import type { PlaceProgress } from './places.ts';

/** What became of a paper in an issue. `archive`: an old one, offered on a day without new ones. */
export type PaperOutcome = 'new' | 'archive' | 'over' | 'hidden';

export interface IssuePaper {
  readonly id: string;
  readonly outcome: PaperOutcome;
  /** The texts of the topics that it matched. */
  readonly topics: readonly string[];
  readonly words: readonly string[];
}

/** `none`: nothing to post that day, by the place's own wish. */
export type IssueKind = 'papers' | 'archive' | 'note' | 'none';

/** One day's digest in one place, before it is posted. The key is (place, local date). */
export interface IssueDraft {
  readonly place: Place;
  readonly localDate: LocalDate;
  /** The place's last issue when this one was composed: it holds what that one does not. */
  readonly previous?: LocalDate;
  readonly kind: IssueKind;
  readonly papers: readonly IssuePaper[];
  readonly parts: readonly PartDraft[];
  /** The keys of the topics that new papers matched. */
  readonly matchedTopics: readonly string[];
}

/** One message of an issue. The first stands in the place, the others below it. */
export interface PartDraft {
  /** The same for every try: see {@link Outgoing}. */
  readonly key: string;
  readonly card: Card;
  /** Papers that count as posted once this part is sent. */
  readonly papers: readonly string[];
}

/**
 * `planned`: not tried. `sending`: tried, and nobody knows. `sent`: it stands there. Only `sending` may be in doubt,
 * and only until the platform has been asked.
 */
export type PartStatus = 'planned' | 'sending' | 'sent';

export interface Part extends PartDraft {
  readonly number: number;
  readonly status: PartStatus;
  readonly ref?: MessageRef;
  /** When it was first tried. */
  readonly triedAt?: number;
  /** Until then the worker that tried it may still be at it. */
  readonly leasedUntil?: number;
}

export interface Issue extends Omit<IssueDraft, 'parts' | 'matchedTopics' | 'previous'> {
  readonly parts: readonly Part[];
  readonly plannedAt: number;
  readonly doneAt?: number;
  /** How often delivery was put off, and until when. */
  readonly tries: number;
  readonly retryAt?: number;
  readonly problem?: string;
}

export interface LedgerStore {
  /**
   * Writes an issue, its parts, and the place's progress in one transaction. When an issue of that date is there
   * already nothing changes, and that one is returned: two planners make one issue.
   * @throws Error where it is to be composed anew, and nothing is written: an issue of another date was written since
   *   `previous`, and both would hold the same papers; a paper of it turned out to be another one; or one was posted in
   *   the place or promised there, perhaps as a paper that became this one.
   */
  recordIssue(issue: IssueDraft, progress: PlaceProgress, now: number): Promise<Issue>;
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
