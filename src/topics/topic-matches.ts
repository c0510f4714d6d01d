import type { Paper } from '../corpus/paper.ts';
import { memoize } from '../memoize.ts';
import type { PaperIndex } from '../ports/index.ts';
import { likeness, type Profile, sharedTerms, wordsOfTerms } from '../search/profile.ts';
import { parseFirstQuery, parseQuery, type Query } from '../search/query.ts';
import { type Batch, makeBatch } from '../search/strict/batch.ts';
import { batchMatcher } from '../search/strict/match-batch.ts';
import { baseForm, tokenize } from '../search/words/tokens.ts';
import { type Topic, topicQuery } from './topic.ts';

/** A paper that matches a topic, and by which words. */
export interface TopicMatch {
  readonly paper: Paper;
  /** More is better. Comparable only among the matches of one topic. */
  readonly score: number;
  /** The words for which the paper matched. */
  readonly words: readonly string[];
}

/** What papers and subtopics are about: what matching with subtopics needs. */
export interface Profiles {
  /** By the same frequencies as those of subtopics. */
  ofPaper(paper: Paper): Profile;
  /** Nothing for a subtopic that is on no page any more. */
  ofSubtopic(id: string): Profile | undefined;
}

/** New papers, ready to be matched with many topics. */
export interface Arrivals {
  /** Best first; equal scores by id. @throws UserError for a query that cannot be read */
  match(topic: Topic): readonly TopicMatch[];
}

/** From this likeness on, a paper belongs to a subtopic: about 15 of 300 papers of the field to a given one. */
export const subtopicLikeness = 0.08;

/** More distinct topics than a bot follows. They take up to 500 MB. */
const topicsKept = 200_000;

const matcherNow = memoize(topicsKept, (text) => batchMatcher(parseQuery(text)));
const matcherFirst = memoize(topicsKept, (text) => batchMatcher(parseFirstQuery(text)));

/**
 * Matches papers with topics. Each query is read once for all papers that come.
 * @param made of the papers. Default: it is made for the first query
 */
export function createArrivals(papers: readonly Paper[], profiles: Profiles, made?: Batch): Arrivals {
  let batch = made;
  const bySubtopic = new Map<string, readonly TopicMatch[]>();

  function matchAll(id: string, name: string): readonly TopicMatch[] {
    const subtopic = profiles.ofSubtopic(id);
    return subtopic === undefined
      ? []
      : papers
          .flatMap((paper) => matchSubtopic(paper, profiles.ofPaper(paper), subtopic, name) ?? [])
          .sort(byScore);
  }

  return {
    match(topic) {
      if (topic.kind === 'query') {
        batch ??= makeBatch(papers);
        return topic.syntax === 2 ? matcherNow(topic.query)(batch) : matcherFirst(topic.query)(batch);
      }
      const known = bySubtopic.get(topic.subtopic) ?? matchAll(topic.subtopic, topic.name);
      bySubtopic.set(topic.subtopic, known);
      return known;
    },
  };
}

/** The match of a paper with a subtopic, from the profiles of both; nothing when they have too little in common. */
function matchSubtopic(
  paper: Paper,
  profile: Profile,
  subtopic: Profile,
  name: string,
): TopicMatch | undefined {
  const alike = likeness(profile, subtopic);
  // A paper with the name in its title is of the subtopic, whatever else it says.
  const score = saysName(paper.title, name) ? Math.max(alike, subtopicLikeness) : alike;
  if (score < subtopicLikeness) return undefined;
  const words = wordsOfTerms(sharedTerms(profile, subtopic, 3), `${paper.title} ${paper.abstract}`);
  return { paper, score, words };
}

const baseForms = (text: string): string =>
  ` ${tokenize(text)
    .map(({ surface }) => baseForm(surface))
    .join(' ')} `;

/** Whether a title has a name, its words side by side, in singular or plural. */
const saysName = (title: string, name: string): boolean => baseForms(title).includes(baseForms(name));

/** Best first; equal scores by id. */
const byScore = (a: TopicMatch, b: TopicMatch): number =>
  b.score - a.score || (a.paper.id < b.paper.id ? -1 : 1);

/** Nearest papers that are compared with a subtopic. */
const nearestCompared = 1_000;

interface CorpusMatches {
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
  comparable: (paper: Paper) => Promise<Profile>,
  limit: number,
): Promise<CorpusMatches> {
  if (topic.kind === 'query') return searchAll(topicQuery(topic), index, limit);
  if (subtopicProfile === undefined) return { matches: [], total: 0 };
  const nearest = await index.near(subtopicProfile, nearestCompared);
  const compared = nearest.map(async (paper) =>
    matchSubtopic(paper, await comparable(paper), subtopicProfile, topic.name),
  );
  const matches = (await Promise.all(compared)).filter((each) => each !== undefined).sort(byScore);
  return { matches: matches.slice(0, limit), total: matches.length };
}

async function searchAll(query: Query, index: PaperIndex, limit: number): Promise<CorpusMatches> {
  const strict: Query = {
    ...query,
    exact: true,
    clauses: query.clauses.map((clause) => (clause.kind === 'word' ? { ...clause, needed: true } : clause)),
  };
  const { papers, total } = await index.search(strict, { offset: 0, limit, notes: 0 });
  return {
    matches: papers.map(({ item, score, matched }) => ({ paper: item, score, words: matched })),
    total: total.papers,
  };
}
