import type { Paper } from '../../corpus/paper.ts';
import type { IssueKind, IssuePaper } from '../../ports/store/ledger.ts';
import type { PlaceState, Subscription } from '../../topics/subscription.ts';
import { topicKey, topicText } from '../../topics/topic.ts';
import type { MatchesCache, NumberedArrivals } from './matches-cache.ts';
import { type Pick, type Picked, pickPapers, type TopicMatches } from './pick.ts';
import type { Taste } from './preference.ts';

/** What an issue says, before it is drawn as cards. */
export interface Contents {
  readonly kind: IssueKind;
  readonly picks: readonly Pick[];
  readonly over: readonly Pick[];
  /** What the ledger keeps of every paper that was considered. */
  readonly papers: readonly IssuePaper[];
  /** The keys of the topics that new papers matched, posted before or not. */
  readonly matchedTopics: readonly string[];
}

/** What a place has said and seen of papers. */
export interface PlaceHistory {
  readonly posted: (paper: Paper) => boolean;
  readonly hidden: (paper: Paper) => boolean;
  readonly taste: Taste;
}

/** On a day without new papers: so many old ones. */
const archivePapers = 3;

/** Chooses what stands in an issue: new papers or, without any, what the place wants on such a day. */
export async function chooseContents(
  state: PlaceState,
  subscriptions: readonly Subscription[],
  batch: NumberedArrivals,
  history: PlaceHistory,
  batches: MatchesCache,
): Promise<Contents> {
  const matched = subscriptions.map(
    ({ topic, baseline }): TopicMatches => ({
      topic,
      matches: batch.match(topic).filter(({ paper }) => batch.arrivalOf(paper.id) > baseline),
    }),
  );
  const matchedTopics = matched
    .filter(({ matches }) => matches.length > 0)
    .map(({ topic }) => topicKey(topic));
  const preference = await preferences(matched, history.taste, batches);
  const picked = pickPapers(unseen(matched, history), { cap: state.size, preference });
  if (picked.picks.length === 0 && state.whenEmpty === 'archive') {
    return { ...(await chooseArchive(subscriptions, history, batches)), matchedTopics };
  }
  const emptyKind = state.whenEmpty === 'silent' ? 'none' : 'note';
  const kind = picked.picks.length > 0 ? 'papers' : emptyKind;
  return { ...contents(kind, picked, hiddenOnes(matched, history)), matchedTopics };
}

type Chosen = Omit<Contents, 'matchedTopics'>;

async function chooseArchive(
  subscriptions: readonly Subscription[],
  history: PlaceHistory,
  batches: MatchesCache,
): Promise<Chosen> {
  const matched = await Promise.all(
    subscriptions.map(
      async ({ topic }): Promise<TopicMatches> => ({ topic, matches: await batches.archive(topic) }),
    ),
  );
  const { picks } = pickPapers(unseen(matched, history), { cap: archivePapers });
  return contents(picks.length > 0 ? 'archive' : 'note', { picks, over: [] }, []);
}

const unseen = (matched: readonly TopicMatches[], { posted, hidden }: PlaceHistory): TopicMatches[] =>
  matched.map(({ topic, matches }) => ({
    topic,
    matches: matches.filter(({ paper }) => !paper.withdrawn && !posted(paper) && !hidden(paper)),
  }));

function hiddenOnes(matched: readonly TopicMatches[], { hidden }: PlaceHistory): IssuePaper[] {
  return matched.flatMap(({ topic, matches }) =>
    matches
      .filter(({ paper }) => hidden(paper))
      .map(({ paper, words }) => ({
        id: paper.id,
        outcome: 'hidden' as const,
        topics: [topicText(topic)],
        words,
      })),
  );
}

async function preferences(
  matched: readonly TopicMatches[],
  taste: Taste,
  batches: MatchesCache,
): Promise<(paper: Paper) => number> {
  const papers = new Map(
    matched.flatMap(({ matches }) => matches.map(({ paper }) => [paper.id, paper] as const)),
  );
  const entries = [...papers.values()].map(
    async (paper) => [paper.id, taste.preference(await batches.paperProfile(paper))] as const,
  );
  const values = new Map(await Promise.all(entries));
  return (paper) => values.get(paper.id) ?? 0;
}

function contents(kind: IssueKind, { picks, over }: Picked, hidden: readonly IssuePaper[]): Chosen {
  const outcome = kind === 'archive' ? 'archive' : 'new';
  const papers = [
    ...picks.map((pick) => issuePaper(pick, outcome)),
    ...over.map((pick) => issuePaper(pick, 'over')),
    ...hidden,
  ];
  return { kind, picks, over, papers: uniqueById(papers) };
}

const issuePaper = ({ paper, topic, alsoIn, words }: Pick, outcome: IssuePaper['outcome']): IssuePaper => ({
  id: paper.id,
  outcome,
  topics: [topic, ...alsoIn].map(topicText),
  words,
});

const uniqueById = (papers: readonly IssuePaper[]) => [
  ...new Map(papers.map((paper) => [paper.id, paper])).values(),
];
