import type { Fits } from '../../cards/fit.ts';
import { defined } from '../../defined.ts';
import { DeliveryError, StaleIssueError } from '../../errors.ts';
import { feedsOf } from '../../intake/rounds/added-feeds.ts';
import { feedTrouble, loadFeedViews } from '../../intake/rounds/feed-trouble.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { FeedInfo } from '../../ports/feed.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { Messenger } from '../../ports/messenger.ts';
import type { Issue, PartDraft } from '../../ports/store/ledger.ts';
import type { Store } from '../../ports/store/store.ts';
import { type DueOccurrence, nextOccurrence, upcoming } from '../../topics/calendar/calendar.ts';
import { type Place, type PlaceState, placeKey, type Subscription } from '../../topics/place.ts';
import { topicProblem, topicText } from '../../topics/topic.ts';
import { type DigestDraft, issuePages } from '../cards.ts';
import type { DeliveryMemory } from '../deliver/delivery-memory.ts';
import { withRoomForNotices } from '../notices.ts';
import { reviewParts } from '../review/review-part.ts';
import { detailCards } from '../thread.ts';
import { composeIssue } from './compose.ts';
import { draw } from './draw.ts';
import { withNextAt } from './forecast.ts';
import { leftOutLately } from './left-out.ts';
import type { MatchesCache } from './matches-cache.ts';
import { partKey } from './part-key.ts';
import { placeHistory } from './place-history.ts';
import { recall, withoutPosted } from './recall.ts';

/** What planning needs: the papers, what places follow, and what their platforms show. */
export interface PlanDeps {
  readonly store: Store;
  readonly index: PaperIndex;
  readonly matchesCache: MatchesCache;
  /** The feeds that are set. */
  readonly feeds: readonly FeedInfo[];
  /** What is said of a feed that people added: see `FeedDirectory`. Absent where no feed is read. */
  readonly addedFeed?: (name: string, label?: string) => FeedInfo | undefined;
  /** Undefined for a platform that this process is not connected to. */
  readonly messengerOf: (platform: string) => Messenger | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly memory: DeliveryMemory;
}

/**
 * Records the issue that is due in a place, if one is. Its content is decided here, once.
 * @returns the issue of that date, which another process may have recorded first; nothing when none is due
 */
export const planDueIssue = (place: Place, deps: PlanDeps): Promise<Issue | undefined> =>
  composeAgain(() => planOnce(place, deps));

/** Somebody else may write an issue, or papers may change, while one is composed. */
const composedAtMost = 3;

/** Does work again whose issue was stale before it was written. */
export async function composeAgain<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let times = 1; ; times++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StaleIssueError) || times === composedAtMost) throw error;
    }
  }
}

async function planOnce(place: Place, deps: PlanDeps): Promise<Issue | undefined> {
  const { store, clock } = deps;
  // A process that is connected to the platform knows what its messages hold.
  if (deps.messengerOf(place.platform) === undefined) return undefined;
  const now = clock.now();
  await store.forgetFuture(now, place);
  const [state, subscriptions] = await Promise.all([store.place(place), store.subscriptions(place)]);
  if (state === undefined || state.stopped !== undefined) return undefined;
  const { due, next } = upcoming(state.schedule, state, now);
  const follows = subscriptions.length > 0;
  if (!follows || due === undefined) {
    await setNextAt(state, follows, deps);
    return undefined;
  }
  const issue = await writeIssue({ state, subscriptions }, due, next?.at, deps).catch((error: unknown) => {
    if (!(error instanceof DeliveryError)) throw error;
    // The place stays due.
    deps.logger.info({ place: placeKey(place), err: error }, 'what was posted here is not known yet');
    return 'later' as const;
  });
  if (issue === 'later') return undefined;
  const present = await store.place(place);
  if (present !== undefined) await setNextAt(present, follows, deps);
  return issue;
}

/**
 * Writes down when the place is due next. It may not be so yet: nothing is followed, a late issue was merged into the next
 * one, or somebody changed the schedule while an issue was written.
 */
export async function setNextAt(
  present: PlaceState,
  follows: boolean,
  { store, clock }: Pick<PlanDeps, 'store' | 'clock'>,
): Promise<void> {
  const now = clock.now();
  const nextOf = (state: PlaceState) =>
    follows ? withNextAt(state, now) : withoutDue(state, nextOccurrence(state.schedule, now)?.at);
  if (nextOf(present).nextAt !== present.nextAt) await store.changePlace(present, nextOf);
}

const withoutDue = ({ nextAt: _, ...state }: PlaceState, nextAt: number | undefined): PlaceState => ({
  ...state,
  ...defined({ nextAt }),
});

/** A place, and what it follows. */
export interface Following {
  readonly state: PlaceState;
  readonly subscriptions: readonly Subscription[];
}

/**
 * Records the issue of a date, whether it is due or not.
 * @param nextAt when the place's next issue is due; absent when there will be none
 * @throws DeliveryError when the platform does not tell now what was posted before a restored backup was made
 */
export async function writeIssue(
  following: Following,
  due: DueOccurrence,
  nextAt: number | undefined,
  deps: PlanDeps,
): Promise<Issue> {
  const { store, clock } = deps;
  const { state } = following;
  const [{ place }, { localDate }] = [state, due];
  const now = clock.now();
  const seen = await store.latestArrival();
  const recalled = await recall(state, deps);
  const draft = await withoutPosted(recalled, () => draftDigest(following, due, deps, seen));
  if (recalled.hasDigest(localDate)) return leaveOut(state, due, nextAt, deps);
  const { kind, papers, matchedTopics } = draft.composition;
  const own = kind === 'none' ? [] : await draw(() => partsOf(draft, place, roomIn(place, deps)));
  const parts = [...own, ...(await reviewParts(state, following.subscriptions, draft, deps))];
  return store.recordIssue(
    {
      place,
      localDate,
      dueAt: due.at,
      ...defined({ previous: state.lastDate }),
      kind,
      papers,
      matchedTopics,
      parts,
    },
    { lastDate: localDate, seen, checkedAt: now, ...defined({ nextAt }) },
    now,
  );
}

/** Records that nothing more comes on a date whose digest is in the channel already: what is new waits for the next one. */
function leaveOut(
  { place, lastDate, seen }: PlaceState,
  { localDate, at }: DueOccurrence,
  nextAt: number | undefined,
  { store, clock }: PlanDeps,
): Promise<Issue> {
  const now = clock.now();
  return store.recordIssue(
    {
      place,
      localDate,
      dueAt: at,
      ...defined({ previous: lastDate }),
      kind: 'none',
      papers: [],
      matchedTopics: [],
      parts: [],
    },
    { lastDate: localDate, seen, checkedAt: now, ...defined({ nextAt }) },
    now,
  );
}

/**
 * What {@link writeIssue} would record.
 * @param seen consider papers up to this arrival number; default: all
 */
export async function draftDigest(
  { state, subscriptions: all }: Following,
  due: DueOccurrence,
  deps: PlanDeps,
  seen?: number,
): Promise<DigestDraft> {
  const { store, matchesCache, clock, logger } = deps;
  const { place } = state;
  const subscriptions = all.filter((each) => isReadable(each, logger));
  const upTo = seen ?? (await store.latestArrival());
  const [arrivals, history] = await Promise.all([
    matchesCache.arrivalsBetween(state.seen, upTo),
    placeHistory(place, deps),
  ]);
  const last = history.hasHidden ? await store.latestIssue(place, clock.now()) : undefined;
  const composition = await composeIssue(state, subscriptions, arrivals, history, matchesCache, {
    localDate: due.localDate,
    leftOut: () => leftOutLately(place, due.localDate, subscriptions, deps),
  });
  const notes = await Promise.all(
    composition.picked.map(async ({ paper: { id } }) => [id, await matchesCache.relatedNotes(id)] as const),
  );
  const notesByPaper = new Map(notes);
  const trouble =
    composition.kind === 'papers'
      ? []
      : feedTrouble(await loadFeedViews(await feedsOf(place, deps), store), clock.now());
  return {
    due,
    composition,
    checkedAt: clock.now(),
    hidden: history.hiddenSince(last?.plannedAt ?? Number.NEGATIVE_INFINITY),
    notesOf: (paperId) => notesByPaper.get(paperId) ?? [],
    staleFeeds: trouble.filter(({ isStale }) => isStale),
    mode: state.mode ?? 'short',
  };
}

/** A topic that cannot be read is left out and logged, so that the others still get their papers. */
function isReadable({ place, topic }: Subscription, logger: Logger): boolean {
  const problem = topicProblem(topic);
  if (problem !== undefined)
    logger.warn(
      { place: placeKey(place), topic: topicText(topic), problem },
      'a topic cannot be read any more',
    );
  return problem === undefined;
}

/** What one message of a digest holds in a place. A place that no process can post in may get any message. */
export const roomIn = (place: Place, { messengerOf }: Pick<PlanDeps, 'messengerOf'>): Fits =>
  withRoomForNotices((card) => messengerOf(place.platform)?.fits(card) ?? true);

/** Each paper counts as posted with the message that shows it; the details below have none of their own. */
function partsOf(draft: DigestDraft, place: Place, fits: Fits): PartDraft[] {
  const pages = issuePages(draft, fits).map(({ card, papers }) => ({
    card,
    papers: papers.map(({ id }) => id),
  }));
  const details = detailCards(draft).map((card) => ({ card, papers: [] }));
  return [...pages, ...details].map((part, number) => ({
    ...part,
    key: partKey(place, draft.due.localDate, number),
  }));
}
