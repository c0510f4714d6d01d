import type { Paper } from '../../corpus/paper.ts';
import type { TopicMatch } from '../../topics/arrivals.ts';
import { type Topic, topicKey } from '../../topics/topic.ts';

/** Picks by topic, topics in the order in which they first chose: the order in which an issue shows them. */
export function groupByTopic(
  picks: readonly Pick[],
): { readonly topic: Topic; readonly picks: readonly Pick[] }[] {
  const topics = new Map(picks.map(({ topic }) => [topicKey(topic), topic]));
  return [...topics].map(([key, topic]) => ({
    topic,
    picks: picks.filter((pick) => topicKey(pick.topic) === key),
  }));
}

/** The matches of one topic, best first. */
export interface TopicMatches {
  readonly topic: Topic;
  readonly matches: readonly TopicMatch[];
}

/** A paper of an issue, under the first topic that chose it. */
export interface Pick {
  readonly paper: Paper;
  readonly topic: Topic;
  readonly words: readonly string[];
  /** Other topics of the place that it matched. */
  readonly alsoIn: readonly Topic[];
}

export interface Picked {
  /** In order of choice. */
  readonly picks: readonly Pick[];
  /** Over the cap: matched, and left out for want of room. Best first by the same turns. */
  readonly over: readonly Pick[];
}

export interface PickOptions {
  /** Papers in one issue. */
  readonly cap: number;
  /** What the place likes, from its saves and hides: added to a match's score. Default: 0 for all. */
  readonly preference?: (paper: Paper) => number;
}

/**
 * Chooses an issue's papers, purely. Topics take turns, each choosing its best paper that is not chosen yet, so that
 * every topic with matches is there before any gets its third paper; a paper stands there once. The same input gives
 * the same output whatever the order inside equal scores: they are ordered by id.
 */
export function pickPapers(
  topics: readonly TopicMatches[],
  { cap, preference = () => 0 }: PickOptions,
): Picked {
  const queues = topics.map(({ topic, matches }) => ({
    topic,
    matches: order(matches, preference),
    next: 0,
  }));
  const places = topicsByPaper(topics);
  const chosen = new Set<string>();
  const picks: Pick[] = [];
  for (let found = true; found; ) {
    found = false;
    for (const queue of queues) {
      const match = takeNext(queue, chosen);
      if (match === undefined) continue;
      found = true;
      chosen.add(match.paper.id);
      const others =
        places.get(match.paper.id)?.filter((topic) => topicKey(topic) !== topicKey(queue.topic)) ?? [];
      picks.push({ paper: match.paper, topic: queue.topic, words: match.words, alsoIn: others });
    }
  }
  return { picks: picks.slice(0, cap), over: picks.slice(cap) };
}

const order = (matches: readonly TopicMatch[], preference: (paper: Paper) => number) =>
  matches
    .map((match) => ({ match, value: match.score + preference(match.paper) }))
    .sort((a, b) => b.value - a.value || (a.match.paper.id < b.match.paper.id ? -1 : 1))
    .map(({ match }) => match);

interface Queue {
  readonly matches: readonly TopicMatch[];
  next: number;
}

function takeNext(queue: Queue, chosen: ReadonlySet<string>): TopicMatch | undefined {
  for (; queue.next < queue.matches.length; queue.next++) {
    const match = queue.matches[queue.next];
    if (match !== undefined && !chosen.has(match.paper.id)) return match;
  }
  return undefined;
}

function topicsByPaper(topics: readonly TopicMatches[]): Map<string, Topic[]> {
  const places = new Map<string, Topic[]>();
  for (const { topic, matches } of topics) {
    for (const { paper } of matches) places.set(paper.id, [...(places.get(paper.id) ?? []), topic]);
  }
  return places;
}
