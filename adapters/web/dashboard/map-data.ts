import type { PaperIndex } from '../../../src/ports/index.ts';
import { suggestTopic } from '../../../src/topics/suggest-topic.ts';
import { topicText } from '../../../src/topics/topic.ts';
import { corpusMatches } from '../../../src/topics/topic-matches.ts';
import { type MapState, mostMapped, type PaperMap } from '../map/paper-map.ts';
import { followedTopics, type Opened } from './followed.ts';

/** More colours are hard to tell apart. */
const mostTopics = 8;
/** Whole numbers are shorter than shares, and finer than a screen. */
const scale = 10_000;

/** What the script of the page draws. */
export async function mapData(map: PaperMap, index: PaperIndex, opened: Opened) {
  const state = await map.read();
  if (state.kind !== 'ready') return state;
  const { topics, topicOf } = await topicsOnMap(state, index, opened);
  return {
    kind: state.kind,
    of: (await index.size()).papers,
    topics,
    areas: state.areas.map(({ name, x, y }) => [name, Math.round(x * scale), Math.round(y * scale)]),
    /** x, y, topic or -1, area, id, title. */
    papers: state.papers.map(({ id, title, x, y, area }) => [
      Math.round(x * scale),
      Math.round(y * scale),
      topicOf.get(id) ?? -1,
      area,
      id,
      title,
    ]),
  };
}

/** The topics that most channels follow, and the first of them that each paper matches. */
async function topicsOnMap(
  { papers }: Extract<MapState, { readonly kind: 'ready' }>,
  index: PaperIndex,
  opened: Opened,
) {
  const { matchesCache } = opened;
  const onMap = new Set(papers.map(({ id }) => id));
  const topicOf = new Map<string, number>();
  const topics: string[] = [];
  for (const { topic } of (await followedTopics(opened)).slice(0, mostTopics)) {
    const profile =
      topic.kind === 'subtopic' ? await matchesCache.subtopicProfile(topic.subtopic) : undefined;
    const { matches } = await corpusMatches(topic, index, profile, matchesCache.comparable, mostMapped);
    for (const { paper } of matches)
      if (onMap.has(paper.id) && !topicOf.has(paper.id)) topicOf.set(paper.id, topics.length);
    topics.push(topicText(topic));
  }
  return { topics, topicOf };
}

/** Texts that are read to suggest a topic: some tenth of a second. */
const textsRead = 200;

/** A query for papers that were chosen on the map; undefined where nothing tells them from others. */
export async function topicFor(
  ids: readonly string[],
  map: PaperMap,
  index: Pick<PaperIndex, 'paper'>,
): Promise<string | undefined> {
  const state = await map.read();
  const chosen = new Set(ids);
  const others = state.kind === 'ready' ? state.papers.filter(({ id }) => !chosen.has(id)) : [];
  return suggestTopic(
    await textsOf(everyNth(ids), index),
    await textsOf(everyNth(others.map(({ id }) => id)), index),
  );
}

/** At most 200, from all over the list. */
const everyNth = (ids: readonly string[]): readonly string[] => {
  const step = Math.max(1, ids.length / textsRead);
  return Array.from(
    { length: Math.min(textsRead, ids.length) },
    (_, i) => ids[Math.floor(i * step)] as string,
  );
};

async function textsOf(ids: readonly string[], index: Pick<PaperIndex, 'paper'>): Promise<readonly string[]> {
  const papers = await Promise.all(ids.map((id) => index.paper(id)));
  return papers.flatMap((paper) => (paper === undefined ? [] : `${paper.title}. ${paper.abstract}`));
}
