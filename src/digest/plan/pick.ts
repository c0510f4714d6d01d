import type { Paper } from '../../corpus/paper.ts';
import { type Topic, topicKey } from '../../topics/topic.ts';
import type { TopicMatch } from '../../topics/topic-matches.ts';

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
  /** Why a paper is there that is not new; absent for a new one. */
  readonly old?: OldReason;
}

/**
 * | reason    | a paper that                                                             |
 * |-----------|--------------------------------------------------------------------------|
 * | `leftOut` | had no room in a digest of the last week                                 |
 * | `month`   | is of the last month, in the first digest of a place                     |
 * | `archive` | is older, on a day without new ones                                      |
 */
export type OldReason = (typeof oldReasons)[number];

/** In the order in which a digest shows them. */
const oldReasons = ['leftOut', 'month', 'archive'] as const;

/** The papers of a digest, and those that had no room. */
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
  const queues = topics.map(({ topic, matches }) => ({
    topic,
    matches: ordered(matches, preference).values(),
  }));
  const topicsOf = topicsByPaper(topics);
  const all = new Map<string, PickedPaper>();
  for (let hasMore = true; hasMore; ) {
    hasMore = false;
    for (const { topic, matches } of queues) {
      let next = matches.next();
      while (!next.done && all.has(next.value.paper.id)) next = matches.next();
      if (next.done) continue;
      hasMore = true;
      const { paper, words } = next.value;
      all.set(paper.id, { paper, topic, words, alsoIn: withoutTopic(topicsOf.get(paper.id) ?? [], topic) });
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
    for (const { paper } of matches) {
      const own = topicsOf.get(paper.id);
      if (own === undefined) topicsOf.set(paper.id, [topic]);
      else own.push(topic);
    }
  }
  return topicsOf;
}

/** Most papers match one topic: a key is only made where there are more. */
const withoutTopic = (topics: readonly Topic[], own: Topic): readonly Topic[] =>
  topics.length < 2 ? [] : topics.filter((each) => each !== own && topicKey(each) !== topicKey(own));

/** A part of a digest under one heading: a topic with its new papers, or what is not new. */
export interface Section {
  readonly about: Topic | OldReason;
  readonly picked: readonly PickedPaper[];
}

/** Picked papers as a digest shows them: the new ones by topic, in the order of the topics' first picks, then the others. */
export function sectionsOf(picked: readonly PickedPaper[]): readonly Section[] {
  const fresh = picked.filter(({ old }) => old === undefined);
  const byTopic = new Map<string, { readonly about: Topic; readonly picked: PickedPaper[] }>();
  for (const each of fresh) {
    const key = topicKey(each.topic);
    const section = byTopic.get(key) ?? { about: each.topic, picked: [] };
    section.picked.push(each);
    byTopic.set(key, section);
  }
  const sections: readonly Section[] = [
    ...byTopic.values(),
    ...oldReasons.map((about) => ({ about, picked: picked.filter(({ old }) => old === about) })),
  ];
  return sections.filter((each) => each.picked.length > 0);
}
