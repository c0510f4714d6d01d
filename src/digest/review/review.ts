import type { Paper } from '../../corpus/paper.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { Messenger } from '../../ports/messenger.ts';
import type { IssuePaper, TopicCount } from '../../ports/store/ledger.ts';
import type { Store } from '../../ports/store/store.ts';
import { addDays, type LocalDate, weekdayOf } from '../../topics/calendar/local-date.ts';
import type { PlaceState, Subscription } from '../../topics/place.ts';
import { topicText } from '../../topics/topic.ts';
import { type Discussion, discussionsSince } from './replies.ts';

/** Weeks of the chart, this one among them. */
export const chartWeeks = 8;
const mostPapers = 5;
const weekMs = 7 * 24 * 60 * 60_000;

/** A paper that mattered in a place in the last week. */
export interface ReviewedPaper {
  readonly paper: Paper;
  /** People who saved it here in the last week. */
  readonly saves: number;
  /** What people wrote below a digest that brought this paper alone. */
  readonly replies: number;
}

/** New papers of a topic in each of the last weeks, the oldest first. */
export interface TopicWeeks {
  readonly topic: string;
  readonly counts: readonly number[];
}

/** What mattered in a place in the seven days up to a date. */
export interface Review {
  readonly localDate: LocalDate;
  /** Saved ones first, then by replies, then by upvotes; at most five. */
  readonly papers: readonly ReviewedPaper[];
  /** The digests below which people wrote most. */
  readonly discussions: readonly Discussion[];
  readonly posted: number;
  readonly saved: number;
  /** The last day of each week of the chart, the oldest first. */
  readonly weekEnds: readonly LocalDate[];
  /** The busiest this week first. */
  readonly topics: readonly TopicWeeks[];
}

/**
 * Whether the digest of a date brings the review: it is the first one on or after the chosen day of the week.
 * @param date of the digest
 */
export function isReviewDue(
  { review, lastDate }: Pick<PlaceState, 'review' | 'lastDate'>,
  date: LocalDate,
): boolean {
  if (review === undefined) return false;
  const day = addDays(date, -((weekdayOf(date) - review + 7) % 7));
  return day === date || (lastDate !== undefined && lastDate < day);
}

/** What is read of the place. */
export interface ReviewDeps {
  readonly store: Pick<Store, 'marks' | 'newByTopic' | 'postedIssues' | 'postedSince'>;
  readonly index: Pick<PaperIndex, 'paper'>;
  readonly messengerOf: (platform: string) => Messenger | undefined;
}

/**
 * Reads what mattered in a place, from what is stored about this place alone.
 * @param today what becomes of the papers of the digest with which the review comes
 * @param now in milliseconds since 1970
 */
export async function reviewWeek(
  { place }: Pick<PlaceState, 'place'>,
  subscriptions: readonly Subscription[],
  localDate: LocalDate,
  today: readonly IssuePaper[],
  now: number,
  deps: ReviewDeps,
): Promise<Review> {
  const { store, index } = deps;
  const marks = (await store.marks(place)).filter(({ kind, at }) => kind === 'saved' && at > now - weekMs);
  const savedIds = [...new Set(marks.map(({ paperId }) => paperId))];
  const since = addDays(localDate, -6);
  const [before, discussions] = await Promise.all([
    store.postedSince(place, since),
    discussionsSince(place, since, deps),
  ]);
  const shown = today.filter(({ outcome }) => outcome !== 'over' && outcome !== 'hidden');
  const postedIds = new Set([...shown.map(({ id }) => id), ...before]);
  const ids = new Set([...savedIds, ...postedIds]);
  const known = await Promise.all([...ids].map((id) => index.paper(id)));
  const papers = known
    .filter((paper) => paper !== undefined && !paper.withdrawn)
    .map((paper) => ({
      paper: paper as Paper,
      saves: marks.filter((mark) => mark.paperId === paper?.id).length,
      replies: repliesAbout(paper?.id, discussions),
    }))
    .filter(({ paper, saves, replies }) => saves + replies > 0 || (paper.upvotes ?? 0) > 0)
    .toSorted(
      (a, b) => b.saves - a.saves || b.replies - a.replies || (b.paper.upvotes ?? 0) - (a.paper.upvotes ?? 0),
    );
  const chartSince = addDays(localDate, 1 - 7 * chartWeeks);
  return {
    localDate,
    papers: papers.slice(0, mostPapers),
    discussions,
    posted: postedIds.size,
    saved: savedIds.length,
    weekEnds: Array.from({ length: chartWeeks }, (_, i) => addDays(localDate, -7 * (chartWeeks - 1 - i))),
    topics: topicWeeks(
      [...(await store.newByTopic(place, chartSince)), ...newToday(today, localDate)],
      subscriptions,
      localDate,
    ),
  };
}

/** Below a digest of several papers, nobody but a reader knows of which one people speak. */
const repliesAbout = (id: string | undefined, discussions: readonly Discussion[]): number =>
  discussions
    .filter(({ papers }) => papers.length === 1 && papers[0] === id)
    .reduce((sum, { replies }) => sum + replies, 0);

const newToday = (papers: readonly IssuePaper[], localDate: LocalDate): readonly TopicCount[] =>
  papers
    .filter(({ outcome }) => outcome === 'new' || outcome === 'over')
    .flatMap(({ topics }) => topics.map((topic) => ({ topic, localDate, papers: 1 })));

/** Counts by weeks that end on the day of the review. Topics that are not followed any more are left out. */
function topicWeeks(
  counts: readonly TopicCount[],
  subscriptions: readonly Subscription[],
  localDate: LocalDate,
): readonly TopicWeeks[] {
  const starts = Array.from({ length: chartWeeks }, (_, i) => addDays(localDate, 1 - 7 * (chartWeeks - i)));
  return subscriptions
    .map(({ topic }) => {
      const own = counts.filter((each) => each.topic === topicText(topic));
      const inWeek = (start: LocalDate) =>
        own
          .filter((each) => each.localDate >= start && each.localDate < addDays(start, 7))
          .reduce((sum, { papers }) => sum + papers, 0);
      return { topic: topicText(topic), counts: starts.map(inWeek) };
    })
    .filter(({ counts: each }) => each.some((count) => count > 0))
    .toSorted((a, b) => (b.counts.at(-1) ?? 0) - (a.counts.at(-1) ?? 0));
}
