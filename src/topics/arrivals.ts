import type { Paper } from '../corpus/paper.ts';
import { likeness, type Profile, sharedTerms, wordsOfTerms } from '../search/profile.ts';
import { parseQuery } from '../search/query.ts';
import { type Matchable, makeMatchable, matchQuery } from '../search/strict-matcher.ts';
import { type Topic, topicKey } from './topic.ts';

export interface TopicMatch {
  readonly paper: Paper;
  /** Comparable among the matches of one topic; more is better. */
  readonly score: number;
  /** The words for which it matched. */
  readonly words: readonly string[];
}

/** What a batch asks for subtopics. */
export interface Profiles {
  ofPaper(paper: Paper): Profile;
  /** Nothing for a subtopic that is in no page any more. */
  ofSubtopic(id: string): Profile | undefined;
}

/** New papers, ready to be matched with many topics. */
export interface Arrivals {
  readonly papers: readonly Paper[];
  /** Best first; equal scores by id. Each distinct topic is worked out once. */
  match(topic: Topic): readonly TopicMatch[];
}

/** A paper is of a subtopic from this likeness on; about 15 of 300 papers of the field are of a given one. */
export const subtopicLikeness = 0.08;

/**
 * Puts the papers into a reverse index, so that a topic looks only at the papers that hold its rarest word: the cost
 * is that of the papers once and of each topic's few candidates, not of each topic times all papers.
 */
export function createArrivals(papers: readonly Paper[], profiles: Profiles): Arrivals {
  const matchables = papers.map(makeMatchable);
  const holders = new Map<string, Matchable[]>();
  for (const each of matchables) {
    for (const term of each.terms) {
      const list = holders.get(term);
      if (list === undefined) holders.set(term, [each]);
      else list.push(each);
    }
  }
  const known = new Map<string, readonly TopicMatch[]>();

  function byQuery(text: string): TopicMatch[] {
    const { lookFor, match } = matchQuery(parseQuery(text));
    const matches: TopicMatch[] = [];
    for (const each of candidates(lookFor)) {
      const found = match(each);
      if (found !== undefined) matches.push({ paper: each.paper, score: found.score, words: found.words });
    }
    return matches;
  }

  /** The holders of the list that the fewest papers can satisfy, each once; without lists, all papers. */
  function candidates(lists: readonly (readonly string[])[]): Iterable<Matchable> {
    const sized = lists.map((terms) => ({
      terms,
      size: terms.reduce((sum, term) => sum + (holders.get(term)?.length ?? 0), 0),
    }));
    const [first, ...others] = sized;
    if (first === undefined) return matchables;
    const { terms } = others.reduce((least, each) => (each.size < least.size ? each : least), first);
    return new Set(terms.flatMap((term) => holders.get(term) ?? []));
  }

  function bySubtopic(id: string): TopicMatch[] {
    const wanted = profiles.ofSubtopic(id);
    return wanted === undefined
      ? []
      : papers.flatMap((paper) => matchProfile(paper, profiles.ofPaper(paper), wanted));
  }

  return {
    papers,
    match(topic) {
      const key = topicKey(topic);
      const done = known.get(key);
      if (done !== undefined) return done;
      const made = topic.kind === 'query' ? byQuery(topic.query) : bySubtopic(topic.subtopic);
      const ordered = made.sort((a, b) => b.score - a.score || (a.paper.id < b.paper.id ? -1 : 1));
      known.set(key, ordered);
      return ordered;
    },
  };
}

function matchProfile(paper: Paper, own: Profile, wanted: Profile): TopicMatch[] {
  const score = likeness(own, wanted);
  if (score < subtopicLikeness) return [];
  return [
    { paper, score, words: wordsOfTerms(sharedTerms(own, wanted, 3), `${paper.title} ${paper.abstract}`) },
  ];
}
