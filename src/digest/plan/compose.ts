import type { Paper } from '../../corpus/paper.ts';
import type { IssueKind, IssuePaper, PaperOutcome } from '../../ports/store/ledger.ts';
import type { PlaceState, Subscription } from '../../topics/place.ts';
import { type Topic, topicKey, topicText } from '../../topics/topic.ts';
import type { TopicMatch } from '../../topics/topic-matches.ts';
import type { ArrivalRange, MatchesCache } from './matches-cache.ts';
import type { PlaceHistory } from './place-history.ts';

/** The papers of an issue. */
export interface Composition extends Picks {
  readonly kind: IssueKind;
  /** What the ledger keeps about every paper that was considered, hidden ones included. */
  readonly papers: readonly IssuePaper[];
  /** The keys of the topics that new papers matched, posted before or not. */
  readonly matchedTopics: readonly string[];
  /** How many papers came or changed since the last digest. */
  readonly considered: number;
  /** How many topics the place follows. */
  readonly topics: number;
}

/** Papers on a day without new ones. */
const archivePapers = 3;

/** Picks new papers. Without any, the place's `whenEmpty` decides: old papers, a note, or nothing. */
export async function composeIssue(
  { size, whenEmpty }: PlaceState,
  subscriptions: readonly Subscription[],
  arrivals: ArrivalRange,
  history: PlaceHistory,
  cache: MatchesCache,
): Promise<Composition> {
  const matched = await Promise.all(
    subscriptions.map(
      async ({ topic, baseline }): Promise<TopicMatches> => ({
        topic,
        matches: await arrivals.newMatches(topic, baseline),
      }),
    ),
  );
  const preference = await preferenceFor(matched, history, cache);
  const picks = pickPapers(
    keep(unseen(matched, history), (paper) => !history.isConsidered(paper)),
    {
      cap: size,
      preference,
    },
  );
  const composed =
    picks.picked.length === 0 && whenEmpty === 'archive'
      ? await composeArchive(subscriptions, history, cache)
      : newPapers(picks, hiddenPapers(matched, history), whenEmpty === 'silent' ? 'none' : 'note');
  const matchedTopics = matched.filter(({ matches }) => matches.length > 0);
  return {
    ...composed,
    matchedTopics: matchedTopics.map(({ topic }) => topicKey(topic)),
    considered: arrivals.size,
    topics: subscriptions.length,
  };
}

const newPapers = (picks: Picks, hidden: readonly IssuePaper[], emptyKind: 'none' | 'note') => ({
  ...picks,
  kind: picks.picked.length > 0 ? ('papers' as const) : emptyKind,
  papers: uniqueById([
    ...picks.picked.map((each) => issuePaper(each, 'new')),
    ...picks.leftOut.map((each) => issuePaper(each, 'over')),
    ...hidden,
  ]),
});

async function composeArchive(
  subscriptions: readonly Subscription[],
  history: PlaceHistory,
  cache: MatchesCache,
) {
  const matched = await Promise.all(
    subscriptions.map(async ({ topic }) => ({ topic, matches: await cache.archive(topic) })),
  );
  const { picked } = pickPapers(unseen(matched, history), { cap: archivePapers });
  return {
    kind: picked.length > 0 ? ('archive' as const) : ('note' as const),
    picked,
    leftOut: [],
    papers: picked.map((each) => issuePaper(each, 'archive')),
  };
}

const keep = (matched: readonly TopicMatches[], isKept: (paper: Paper) => boolean): TopicMatches[] =>
  matched.map(({ topic, matches }) => ({
    topic,
    matches: matches.filter(({ paper }) => isKept(paper)),
  }));

const unseen = (matched: readonly TopicMatches[], { isPosted, isHidden }: PlaceHistory): TopicMatches[] =>
  keep(matched, (paper) => !paper.withdrawn && !isPosted(paper) && !isHidden(paper));

const hiddenPapers = (matched: readonly TopicMatches[], { isHidden }: PlaceHistory): IssuePaper[] =>
  keep(matched, isHidden).flatMap(({ topic, matches }) =>
    matches.map(({ paper, words }) => issuePaper({ paper, topic, words, alsoIn: [] }, 'hidden')),
  );

/** What the place's taste adds to the score of each matched paper. */
async function preferenceFor(
  matched: readonly TopicMatches[],
  { taste }: PlaceHistory,
  cache: MatchesCache,
): Promise<(paper: Paper) => number> {
  const papers = new Map(
    matched.flatMap(({ matches }) => matches.map(({ paper }) => [paper.id, paper] as const)),
  );
  const entries = [...papers.values()].map(
    async (paper) => [paper.id, await taste.preference(paper, await cache.paperProfile(paper))] as const,
  );
  const values = new Map(await Promise.all(entries));
  return ({ id }) => values.get(id) ?? 0;
}

const issuePaper = ({ paper, topic, alsoIn, words }: PickedPaper, outcome: PaperOutcome): IssuePaper => ({
  id: paper.id,
  outcome,
  topics: [topic, ...alsoIn].map(topicText),
  words,
});

/** A hidden paper may match several topics; the last one is kept. */
const uniqueById = (papers: readonly IssuePaper[]): IssuePaper[] => [
  ...new Map(papers.map((paper) => [paper.id, paper])).values(),
];

/** The matches of one topic, best first. */
export interface TopicMatches {
  readonly topic: Topic;
  readonly matches: readonly TopicMatch[];
}

/** A paper of a digest, under the first topic that picked it. */
export interface PickedPaper {
  readonly paper: Paper;
  readonly topic: Topic;
  readonly words: readonly string[];
  /** Other topics of the place that it matched. */
  readonly alsoIn: readonly Topic[];
}

export interface Picks {
  /** In the order of the rotation. */
  readonly picked: readonly PickedPaper[];
  /** Matching papers beyond the cap, in the order of the rotation. */
  readonly leftOut: readonly PickedPaper[];
}

interface PickOptions {
  /** Papers in one digest. */
  readonly cap: number;
  /** Added to a match's score, for what the place saved and hid. Default: 0 for all papers. */
  readonly preference?: (paper: Paper) => number;
}

/**
 * Picks the papers of a digest by rotation: each topic in turn picks its best paper that no topic has picked yet. So
 * every topic with matches is there before any gets its third paper, and no paper comes twice. The order of the input
 * does not matter where scores are equal: those papers are ordered by id.
 */
export function pickPapers(
  topics: readonly TopicMatches[],
  { cap, preference = () => 0 }: PickOptions,
): Picks {
  const queues = topics.map(({ topic, matches }) => ({ topic, matches: ordered(matches, preference) }));
  const topicsOf = topicsByPaper(topics);
  const all = new Map<string, PickedPaper>();
  for (let hasMore = true; hasMore; ) {
    hasMore = false;
    for (const { topic, matches } of queues) {
      let match = matches.shift();
      while (match !== undefined && all.has(match.paper.id)) match = matches.shift();
      if (match === undefined) continue;
      hasMore = true;
      const { paper, words } = match;
      const alsoIn = topicsOf.get(paper.id)?.filter((each) => topicKey(each) !== topicKey(topic)) ?? [];
      all.set(paper.id, { paper, topic, words, alsoIn });
    }
  }
  return { picked: [...all.values()].slice(0, cap), leftOut: [...all.values()].slice(cap) };
}

const ordered = (matches: readonly TopicMatch[], preference: (paper: Paper) => number): TopicMatch[] =>
  matches
    .map((match) => ({ match, value: match.score + preference(match.paper) }))
    .sort((a, b) => b.value - a.value || (a.match.paper.id < b.match.paper.id ? -1 : 1))
    .map(({ match }) => match);

function topicsByPaper(topics: readonly TopicMatches[]): Map<string, Topic[]> {
  const topicsOf = new Map<string, Topic[]>();
  for (const { topic, matches } of topics) {
    for (const { paper } of matches) topicsOf.set(paper.id, [...(topicsOf.get(paper.id) ?? []), topic]);
  }
  return topicsOf;
}

/** Picked papers by topic, in the order in which a digest shows the topics: that of their first picks. */
export function groupByTopic(
  picked: readonly PickedPaper[],
): { readonly topic: Topic; readonly picked: readonly PickedPaper[] }[] {
  const topics = new Map(picked.map(({ topic }) => [topicKey(topic), topic]));
  return [...topics].map(([key, topic]) => ({
    topic,
    picked: picked.filter((each) => topicKey(each.topic) === key),
  }));
}
