import type { PaperIndex } from '../ports/index.ts';
import type { Profile } from '../search/profile.ts';
import { parseQuery, type Query } from '../search/query.ts';
import { byScore, matchSubtopic, type TopicMatch } from './arrivals.ts';
import type { Topic } from './topic.ts';

/** Nearest papers that are compared with a subtopic. */
const nearestCompared = 200;

export interface CorpusMatches {
  /** Best first, at most as many as were asked for. */
  readonly matches: readonly TopicMatch[];
  /** How many papers of the corpus match. */
  readonly total: number;
}

/** The papers of the whole corpus that match a topic: those that a search for all words of its query finds. */
export async function corpusMatches(
  topic: Topic,
  index: PaperIndex,
  subtopicProfile: Profile | undefined,
  limit: number,
): Promise<CorpusMatches> {
  if (topic.kind === 'query') return byQuery(parseQuery(topic.query), index, limit);
  return subtopicProfile === undefined
    ? { matches: [], total: 0 }
    : bySubtopic(subtopicProfile, index, limit);
}

async function byQuery(query: Query, index: PaperIndex, limit: number): Promise<CorpusMatches> {
  const strict: Query = {
    ...query,
    exact: true,
    clauses: query.clauses.map((clause) => ({ ...clause, needed: true })),
  };
  const { papers, total } = await index.search(strict, { offset: 0, limit, notes: 0 });
  return {
    matches: papers.map(({ item, score, matched }) => ({ paper: item, score, words: matched })),
    total: total.papers,
  };
}

async function bySubtopic(subtopic: Profile, index: PaperIndex, limit: number): Promise<CorpusMatches> {
  const nearest = await index.near(subtopic, nearestCompared);
  const compared = nearest.map(async (paper) =>
    matchSubtopic(paper, await index.profile(paper.title, paper.abstract), subtopic),
  );
  const matches = (await Promise.all(compared)).filter((each) => each !== undefined).sort(byScore);
  return { matches: matches.slice(0, limit), total: matches.length };
}
