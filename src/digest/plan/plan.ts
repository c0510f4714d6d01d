import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import { defined } from '../../defined.ts';
import { type FeedTrouble, feedTrouble, loadFeedViews } from '../../intake/rounds/feed-trouble.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { FeedInfo } from '../../ports/feed.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { Issue, PartDraft } from '../../ports/store/ledger.ts';
import type { Store } from '../../ports/store/store.ts';
import { type DueOccurrence, upcoming } from '../../topics/calendar/calendar.ts';
import { type Place, placeKey } from '../../topics/place.ts';
import type { PlaceState, Subscription } from '../../topics/subscription.ts';
import { topicProblem, topicText } from '../../topics/topic.ts';
import { detailCards, type IssueText, issueCard } from '../cards.ts';
import { partKey } from '../deliver/part-key.ts';
import { type Contents, chooseContents, type PlaceHistory } from './compose.ts';
import type { MatchesCache } from './matches-cache.ts';
import { learnTaste } from './preference.ts';

export interface PlanDeps {
  readonly store: Store;
  readonly index: PaperIndex;
  readonly batches: MatchesCache;
  /** Those that new papers come from. */
  readonly feeds: readonly FeedInfo[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Writes the issue that is due in a place, if one is: what stands in it is decided once, here, and never again.
 * @returns the issue of that date, whoever wrote it; nothing when none is due
 */
export async function planDueIssue(place: Place, deps: PlanDeps): Promise<Issue | undefined> {
  const state = await deps.store.place(place);
  if (state === undefined || state.stopped !== undefined) return undefined;
  const { due, next } = upcoming(state.schedule, state, deps.clock.now());
  if (due !== undefined) return writeIssue(state, due, next?.at, deps);
  // The alarm was early, or the issue gave way to the next one.
  if (next?.at !== state.nextAt) await deps.store.savePlace(withAlarm(state, next?.at));
  return undefined;
}

/** Writes an issue for a given date, whether it is due or not; the alarm stays as it is unless one is given. */
export async function writeIssue(
  state: PlaceState,
  due: DueOccurrence,
  nextAt: number | undefined,
  deps: PlanDeps,
): Promise<Issue> {
  const { store, clock } = deps;
  const now = clock.now();
  const seen = await store.latestArrival();
  const text = await draft(state, due, seen, deps);
  const { contents } = text;
  const planned = {
    place: state.place,
    localDate: due.localDate,
    ...defined({ previous: state.lastDate }),
    kind: contents.kind,
    papers: contents.papers,
    matchedTopics: contents.matchedTopics,
    parts: contents.kind === 'none' ? [] : makeParts(text, state.place),
  };
  const progress = { lastDate: due.localDate, seen, checkedAt: now, ...defined({ nextAt }) };
  return store.recordIssue(planned, progress, now);
}

/** What {@link writeIssue} would write now. */
export const draftIssue = async (state: PlaceState, due: DueOccurrence, deps: PlanDeps): Promise<IssueText> =>
  draft(state, due, await deps.store.latestArrival(), deps);

async function draft(
  state: PlaceState,
  due: DueOccurrence,
  seen: number,
  deps: PlanDeps,
): Promise<IssueText> {
  const contents = await choose(state, seen, deps);
  const notesOf = await relatedNotes(contents, deps.batches);
  const missing = contents.kind === 'papers' ? [] : await staleFeeds(deps);
  return { due, contents, checkedAt: deps.clock.now(), notesOf, missing };
}

/** On a day without new papers: those of which nobody knows whether they had any. */
async function staleFeeds({ feeds, store, clock }: PlanDeps): Promise<readonly FeedTrouble[]> {
  const trouble = feedTrouble(await loadFeedViews(feeds, store), clock.now());
  return trouble.filter(({ isStale }) => isStale);
}

async function choose(
  state: PlaceState,
  seen: number,
  { store, index, batches, logger }: PlanDeps,
): Promise<Contents> {
  const subscriptions = (await store.subscriptions(state.place)).filter((each) => isReadable(each, logger));
  const batch = await batches.load(state.seen, seen);
  return chooseContents(
    state,
    subscriptions,
    batch,
    await placeHistory(state.place, { store, index, batches }),
    batches,
  );
}

/** One topic that cannot be read must not keep its place from the others. */
function isReadable({ place, topic }: Subscription, logger: Logger): boolean {
  const problem = topicProblem(topic);
  if (problem !== undefined)
    logger.warn(
      { place: placeKey(place), topic: topicText(topic), problem },
      'a topic cannot be read any more',
    );
  return problem === undefined;
}

/** What the place has seen and said, for the picker. */
export async function placeHistory(
  place: Place,
  { store, index, batches }: Pick<PlanDeps, 'store' | 'index' | 'batches'>,
): Promise<PlaceHistory> {
  const marks = await store.marks(place);
  const profilesOf = async (kind: 'saved' | 'hidden') => {
    const papers = await Promise.all(
      marks.filter((mark) => mark.kind === kind).map((mark) => index.paper(mark.paperId)),
    );
    return Promise.all(papers.flatMap((paper) => (paper === undefined ? [] : [batches.paperProfile(paper)])));
  };
  const hidden = new Set(marks.filter(({ kind }) => kind === 'hidden').map(({ paperId }) => paperId));
  const posted = await store.postedPapers(place);
  return {
    posted: (paper: Paper) => posted.has(paper.id),
    hidden: (paper: Paper) => hidden.has(paper.id),
    taste: learnTaste(await profilesOf('saved'), await profilesOf('hidden')),
  };
}

/** The first message carries the papers; the details below it carry no paper of their own. */
function makeParts(text: IssueText, place: Place): PartDraft[] {
  const ids = text.contents.picks.map(({ paper }) => paper.id);
  const details = detailCards(text).map((card) => ({ card, papers: [] }));
  const cards = [{ card: issueCard(text), papers: ids }, ...details];
  return cards.map((part, number) => ({ ...part, key: partKey(place, text.due.localDate, number) }));
}

async function relatedNotes(
  { picks }: Contents,
  batches: MatchesCache,
): Promise<(paperId: string) => readonly Note[]> {
  const entries = picks.map(async ({ paper }) => [paper.id, await batches.relatedNotes(paper.id)] as const);
  const known = new Map(await Promise.all(entries));
  return (paperId) => known.get(paperId) ?? [];
}

function withAlarm({ nextAt: _, ...state }: PlaceState, nextAt: number | undefined): PlaceState {
  return { ...state, ...defined({ nextAt }) };
}
