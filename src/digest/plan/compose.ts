import type { Paper } from '../../corpus/paper.ts';
import type { IssueKind, IssuePaper, PaperOutcome } from '../../ports/store/ledger.ts';
import { addDays, type LocalDate } from '../../topics/calendar/local-date.ts';
import type { PlaceState, Subscription } from '../../topics/place.ts';
import { topicKey, topicText } from '../../topics/topic.ts';
import type { ArrivalRange, MatchesCache } from './matches-cache.ts';
import { type OldReason, type PickedPaper, type Picks, pickPapers, type TopicMatches } from './pick.ts';
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

/** Old papers on a day without new ones, and of the last month in the first digest. */
const oldPapers = 3;
/** Days back to which a paper is of the last month. */
const monthDays = 31;

/** What a day with room is filled from. */
export interface OldSources {
  readonly localDate: LocalDate;
  /** Papers that had no room in the digests of the last week, the best first. Asked for only where there is room. */
  leftOut(): Promise<readonly PickedPaper[]>;
}

/**
 * Picks new papers, and where there is room for more, those of the last week that had none. On a day without new ones the
 * place's `whenEmpty` decides: old papers, a note, or nothing.
 */
export async function composeIssue(
  { size, whenEmpty, lastDate }: Pick<PlaceState, 'size' | 'whenEmpty' | 'lastDate'>,
  subscriptions: readonly Subscription[],
  arrivals: ArrivalRange,
  history: PlaceHistory,
  cache: MatchesCache,
  old: OldSources,
): Promise<Composition> {
  const matched = await Promise.all(
    subscriptions.map(
      async ({ topic, baseline }): Promise<TopicMatches> => ({
        topic,
        matches: (await arrivals.newMatches(topic, baseline)).filter(
          ({ paper }) => !history.isForeign(paper),
        ),
      }),
    ),
  );
  const preference = await preferenceFor(matched, history, cache);
  const fresh = pickPapers(
    keep(unseen(matched, history), (paper) => !history.isConsidered(paper)),
    { cap: size, preference },
  );
  const isFirst = lastDate === undefined;
  const mayFill = fresh.picked.length > 0 ? fresh.picked.length < size : whenEmpty === 'archive';
  const filled = mayFill
    ? await fill(fresh.picked, { size, isFirst }, subscriptions, history, cache, old)
    : [];
  const matchedTopics = matched.filter(({ matches }) => matches.length > 0);
  return {
    ...newPapers(
      { picked: [...fresh.picked, ...filled], leftOut: fresh.leftOut },
      hiddenPapers(matched, history),
      whenEmpty === 'silent' ? 'none' : 'note',
    ),
    matchedTopics: matchedTopics.map(({ topic }) => topicKey(topic)),
    considered: arrivals.size,
    topics: subscriptions.length,
  };
}

/** What comes after the new papers, as far as there is room. */
async function fill(
  fresh: readonly PickedPaper[],
  { size, isFirst }: { readonly size: number; readonly isFirst: boolean },
  subscriptions: readonly Subscription[],
  history: PlaceHistory,
  cache: MatchesCache,
  { localDate, leftOut }: OldSources,
): Promise<readonly PickedPaper[]> {
  const filled: PickedPaper[] = [];
  const add = (more: readonly PickedPaper[], old: OldReason, most: number) => {
    const known = new Set([...fresh, ...filled].map(({ paper }) => paper.id));
    const wanted = more.filter(({ paper }) => !known.has(paper.id) && isUnseen(paper, history));
    const room = Math.min(most, size - fresh.length - filled.length);
    filled.push(...wanted.slice(0, Math.max(room, 0)).map((pick) => ({ ...pick, old })));
  };
  add(await leftOut(), 'leftOut', size);
  if (fresh.length > 0 || filled.length >= oldPapers) return filled;
  const matched = await Promise.all(
    subscriptions.map(async ({ topic }) => ({ topic, matches: await cache.archive(topic) })),
  );
  const best = (isWanted: (paper: Paper) => boolean) =>
    pickPapers(keep(unseen(matched, history), isWanted), { cap: Number.POSITIVE_INFINITY }).picked;
  const since = addDays(localDate, -monthDays);
  if (isFirst)
    add(
      best(({ published = '' }) => published >= since),
      'month',
      oldPapers - filled.length,
    );
  add(
    best(() => true),
    'archive',
    oldPapers - filled.length,
  );
  return filled;
}

const newPapers = (picks: Picks, hidden: readonly IssuePaper[], emptyKind: 'none' | 'note') => ({
  ...picks,
  kind: kindOf(picks.picked) ?? emptyKind,
  papers: uniqueById([
    ...picks.picked.map((each) => issuePaper(each, outcomeOf(each))),
    ...picks.leftOut.map((each) => issuePaper(each, 'over')),
    ...hidden,
  ]),
});

const kindOf = (picked: readonly PickedPaper[]): 'papers' | 'archive' | undefined =>
  picked.length === 0 ? undefined : picked.some(({ old }) => old === undefined) ? 'papers' : 'archive';

const outcomeOf = ({ old }: PickedPaper): PaperOutcome =>
  old === undefined ? 'new' : old === 'leftOut' ? 'leftover' : 'archive';

const keep = (matched: readonly TopicMatches[], isKept: (paper: Paper) => boolean): TopicMatches[] =>
  matched.map(({ topic, matches }) => ({
    topic,
    matches: matches.filter(({ paper }) => isKept(paper)),
  }));

const unseen = (matched: readonly TopicMatches[], history: PlaceHistory): TopicMatches[] =>
  keep(matched, (paper) => isUnseen(paper, history));

const isUnseen = (paper: Paper, { isPosted, isHidden, isForeign }: PlaceHistory): boolean =>
  !paper.withdrawn && !isPosted(paper) && !isHidden(paper) && !isForeign(paper);

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
  if (taste.isEmpty) return () => 0;
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
