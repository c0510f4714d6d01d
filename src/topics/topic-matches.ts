import type { Paper } from '../corpus/paper.ts';
import type { PaperIndex } from '../ports/index.ts';
import { likeness, type Profile, sharedTerms, wordsOfTerms } from '../search/profile.ts';
import type { Query } from '../search/query.ts';
import { type Matchable, makeMatchable, matchQuery } from '../search/strict-matcher.ts';
import { baseForm, tokenize } from '../search/words/tokens.ts';
import { createPercolator, type Percolator } from './percolator.ts';
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
interface Profiles {
  /** By the same frequencies as those of subtopics. */
  ofPaper(paper: Paper): Profile;
  /** Nothing for a subtopic that is on no page any more. */
  ofSubtopic(id: string): Profile | undefined;
}

/** New papers, ready to be matched with many topics. */
export interface Arrivals {
  /** Best first; equal scores by id. Computed once for each distinct topic. */
  match(topic: Topic): readonly TopicMatch[];
}

/** From this likeness on, a paper belongs to a subtopic: about 15 of 300 papers of the field to a given one. */
export const subtopicLikeness = 0.08;

/**
 * Matches papers with topics. A topic is compared only with the papers that have its rarest word: topics that the
 * percolator knows are looked up by the papers, all at once; others look into an index of the papers, and are learnt.
 */
export function createArrivals(
  papers: readonly Paper[],
  profiles: Profiles,
  percolator: Percolator = createPercolator(),
): Arrivals {
  const matchables = papers.map(makeMatchable);
  let percolated: ReturnType<Percolator['percolate']> | undefined;
  const known = new Map<string, readonly TopicMatch[]>();
  let byTerm: ReadonlyMap<string, readonly Matchable[]> | undefined;

  function byQuery(topic: QueryTopic, key: string): readonly TopicMatch[] {
    percolated ??= percolator.percolate(matchables);
    const found = percolated.get(key);
    if (found?.length === 0) return none;
    if (found !== undefined)
      return found.map(({ candidate: { paper }, score, words }) => ({ paper, score, words })).sort(byScore);
    const matcher = matchQuery(topicQuery(topic));
    percolator.add(key, matcher);
    byTerm ??= indexByTerm(matchables);
    return matchesOf(matcher.match, rarestOf(matcher.lookFor, byTerm) ?? matchables);
  }

  function bySubtopic(id: string, name: string): TopicMatch[] {
    const subtopic = profiles.ofSubtopic(id);
    return subtopic === undefined
      ? []
      : papers.flatMap((paper) => matchSubtopic(paper, profiles.ofPaper(paper), subtopic, name) ?? []);
  }

  return {
    match(topic) {
      const key = textOf(topic);
      const done = known.get(key);
      if (done !== undefined) return done;
      const matches =
        topic.kind === 'query' ? byQuery(topic, key) : bySubtopic(topic.subtopic, topic.name).sort(byScore);
      known.set(key, matches);
      return matches;
    },
  };
}

type QueryTopic = Extract<Topic, { readonly kind: 'query' }>;

const none: readonly TopicMatch[] = [];

/** Cheaper than `topicKey`. Topics that mean the same may have several. */
const textOf = (topic: Topic): string =>
  topic.kind === 'subtopic' ? `s ${topic.subtopic}` : `${topic.syntax ?? 1} ${topic.query}`;

function matchesOf(
  match: ReturnType<typeof matchQuery>['match'],
  candidates: Iterable<Matchable>,
): readonly TopicMatch[] {
  const matches: TopicMatch[] = [];
  for (const each of candidates) {
    const found = match(each);
    if (found !== undefined) matches.push({ paper: each.paper, score: found.score, words: found.words });
  }
  return matches.sort(byScore);
}

function indexByTerm(matchables: readonly Matchable[]): ReadonlyMap<string, readonly Matchable[]> {
  const byTerm = new Map<string, Matchable[]>();
  for (const each of matchables) {
    for (const term of each.terms) {
      const list = byTerm.get(term);
      if (list === undefined) byTerm.set(term, [each]);
      else list.push(each);
    }
  }
  return byTerm;
}

/** The papers with a term of the list that has the fewest papers; undefined without lists. */
function rarestOf(
  lists: readonly (readonly string[])[],
  byTerm: ReadonlyMap<string, readonly Matchable[]>,
): ReadonlySet<Matchable> | undefined {
  const papersOf = (term: string) => byTerm.get(term) ?? [];
  const [rarest] = lists
    .map((terms) => ({ terms, size: terms.reduce((sum, term) => sum + papersOf(term).length, 0) }))
    .sort((a, b) => a.size - b.size);
  return rarest && new Set(rarest.terms.flatMap(papersOf));
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
