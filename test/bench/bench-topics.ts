import assert from 'node:assert/strict';
import type { Paper } from '../../src/corpus/paper.ts';
import { makeMatchable, matchQuery } from '../../src/search/strict/match-one.ts';
import { type Topic, topicQuery } from '../../src/topics/topic.ts';
import { createArrivals } from '../../src/topics/topic-matches.ts';
import { makeTopics } from './make-topics.ts';
import { measure, ms, print } from './report.ts';

/** Topics that are also matched naively. For more topics, that time is extrapolated. */
const naiveTopics = 10_000;

const noProfiles = { ofPaper: () => new Map<string, number>(), ofSubtopic: () => undefined };

/**
 * Matches distinct topics with the new papers of a day, all papers at once and naively. The topics are known from the day
 * before, as they are in a bot that runs.
 */
export async function benchTopics(
  papers: readonly Paper[],
  before: readonly Paper[],
  titles: readonly Paper[],
): Promise<void> {
  // Warms up the compiler and the cache of stems.
  count(papers, makeTopics(titles, 5_000));
  matchNaively(papers, makeTopics(titles, 1_000));
  for (const wanted of [10_000, 100_000]) {
    const topics = makeTopics(titles, wanted);
    const learnt = await measure(() => count(before, topics));
    const matched = await measure(() => count(papers, topics));
    print(`${topics.length} topics, ${papers.length} new papers: ${matched.result} matches`);
    print(
      `  first day        ${ms(learnt.cpu)} of the processor: topics are read and learnt, ${learnt.heap.toFixed(0)} MB of heap`,
    );
    print(
      `  next day         ${ms(matched.cpu)} of the processor, ${((matched.cpu / wanted) * 1_000).toFixed(0)} µs a topic, ${matched.heap.toFixed(0)} MB of heap`,
    );
    const sample = topics.slice(0, naiveTopics);
    const naive = await measure(() => matchNaively(papers, sample));
    assert.deepEqual(naive.result, matchAtOnce(papers, sample));
    const whole = (naive.cpu / sample.length) * wanted;
    const how = sample.length < wanted ? `, from a sample of ${sample.length}` : '';
    print(
      `  naively          ${ms(whole)}${how}: each topic with each paper, ${(whole / matched.cpu).toFixed(1)} times as long; the same matches`,
    );
  }
}

const readQuery = (topic: Topic) => {
  if (topic.kind !== 'query') throw new Error('only queries are measured');
  return matchQuery(topicQuery(topic));
};

function count(papers: readonly Paper[], topics: readonly Topic[]): number {
  const arrivals = createArrivals(papers, noProfiles);
  return topics.reduce((sum, topic) => sum + arrivals.match(topic).length, 0);
}

function matchAtOnce(papers: readonly Paper[], topics: readonly Topic[]): string[][] {
  const arrivals = createArrivals(papers, noProfiles);
  return topics.map((topic) =>
    arrivals
      .match(topic)
      .map(({ paper }) => paper.id)
      .sort(),
  );
}

function matchNaively(papers: readonly Paper[], topics: readonly Topic[]): string[][] {
  const matchables = papers.map(makeMatchable);
  return topics.map((topic) => {
    const { match } = readQuery(topic);
    return matchables
      .filter((each) => match(each) !== undefined)
      .map(({ paper }) => paper.id)
      .sort();
  });
}
