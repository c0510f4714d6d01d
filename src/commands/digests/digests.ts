import type { Fits } from '../../cards/fit.ts';
import type { DigestDraft } from '../../digest/cards.ts';
import { type DeliverDeps, type Delivery, deliverIssue } from '../../digest/deliver/deliver.ts';
import {
  draftDigest,
  type PlanDeps,
  planDueIssue,
  roomIn,
  setNextAt,
  writeIssue,
} from '../../digest/plan/plan.ts';
import { showSaves } from '../../digest/show-saves.ts';
import type { Issue } from '../../ports/store/ledger.ts';
import { settlesWithin } from '../../time/deadline.ts';
import type { DueOccurrence } from '../../topics/calendar/calendar.ts';
import type { Subscription } from '../../topics/place.ts';
import type { ChangeablePlace, MarkablePlace, ReadablePlace, StateOf } from '../place-handle.ts';

/** A place that a right was asked for, and what it follows. */
export interface FollowingOf<Handle extends ReadablePlace> {
  readonly state: StateOf<Handle>;
  readonly subscriptions: readonly Subscription[];
}

/** Planning and delivering for commands: of places that the caller may see or change. See `src/digest/`. */
export interface Digests {
  draft(following: FollowingOf<ReadablePlace>, due: DueOccurrence): Promise<DigestDraft>;
  /** What one message of a digest holds there. */
  roomIn(place: ReadablePlace): Fits;
  planDue(place: ChangeablePlace): Promise<Issue | undefined>;
  write(
    following: FollowingOf<ChangeablePlace>,
    due: DueOccurrence,
    nextAt: number | undefined,
  ): Promise<Issue>;
  setNextAt(state: StateOf<ChangeablePlace>, follows: boolean): Promise<void>;
  deliver(issue: Issue): Promise<Delivery>;
  /** Shows on posted messages that the saves of a paper have changed: at once, or a few seconds after the last change. */
  showSaves(place: MarkablePlace, paperId: string): Promise<void>;
}

/** Planning and delivery, as commands use them: `digest now`, previews, and what the next digest brings. */
/** A person who saves a paper waits so long for the message to change, in milliseconds. */
const shownWithinMs = 1_000;

/** The commands' way to digests, with everything that planning and delivery need. */
export const createDigests = (deps: PlanDeps & DeliverDeps): Digests => ({
  draft: (following, due) => draftDigest(following, due, deps),
  roomIn: (place) => roomIn(place, deps),
  planDue: (place) => planDueIssue(place, deps),
  write: (following, due, nextAt) => writeIssue(following, due, nextAt, deps),
  setNextAt: (state, follows) => setNextAt(state, follows, deps),
  deliver: (issue) => deliverIssue(issue, deps),
  async showSaves(place, paperId) {
    await deps.store.noteSavesChange(place, paperId, deps.clock.now());
    // What takes longer, or fails, is done by the next tick.
    await settlesWithin(shownWithinMs, showSaves(deps));
  },
});
