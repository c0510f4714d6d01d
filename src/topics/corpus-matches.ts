import type { Paper } from '../corpus/paper.ts';
import type { PaperIndex } from '../ports/index.ts';
import { likeness, type Profile, sharedTerms, wordsOfTerms } from '../search/profile.ts';
import { parseQuery, type Query } from '../search/query.ts';
import { subtopicLikeness, type TopicMatch } from './arrivals.ts';
import type { Topic } from './topic.ts';

/** Nearest papers that are looked at for a subtopic. */
const depth = 200;

export interface CorpusMatches {
  /** Best first. */
  readonly matches: readonly TopicMatch[];
  /** How many the corpus holds in all. */
  readonly total: number;
}

/** What the corpus holds of a topic: what is followed is exactly what a search for all its words finds. */
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

async function bySubtopic(profile: Profile, index: PaperIndex, limit: number): Promise<CorpusMatches> {
  const near = await index.near(profile, depth);
  const all = await Promise.all(near.map((paper) => toMatch(paper, profile, index)));
  const matches = all
    .filter(({ score }) => score >= subtopicLikeness)
    .sort((a, b) => b.score - a.score || (a.paper.id < b.paper.id ? -1 : 1));
  return { matches: matches.slice(0, limit), total: matches.length };
}

async function toMatch(paper: Paper, profile: Profile, index: PaperIndex): Promise<TopicMatch> {
  const own = await index.profile(paper.title, paper.abstract);
  return {
    paper,
    score: likeness(own, profile),
    words: wordsOfTerms(sharedTerms(own, profile, 3), `${paper.title} ${paper.abstract}`),
  };
}
