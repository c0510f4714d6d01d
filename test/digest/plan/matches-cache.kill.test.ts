import { expect, it } from 'vitest';
import { createMatchesCache } from '../../../src/digest/plan/matches-cache.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { createRandom } from '../../../src/seeded-random.ts';
import type { Topic } from '../../../src/topics/topic.ts';
import { sampleCorpus, samplePaper } from '../../support/fixtures/sample-papers.ts';
import { seedCorpus } from '../../support/fixtures/seed-corpus.ts';

/** At most this share of a channel's papers may change when the store grows a hundredfold. */
const mayMove = 0.02;

it('decides on the same papers whether 300 or 30,000 others are stored', async () => {
  const corpus = await seedCorpus();
  const random = createRandom(7);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const sentences = corpus.papers.flatMap(({ abstract }) => abstract.split(/(?<=\.) /));
  const others = Array.from({ length: 30_000 }, (_, i) =>
    samplePaper({
      id: `other${i}`,
      title: `${pick(corpus.papers).title} ${i}`,
      abstract: Array.from({ length: 5 }, () => pick(sentences)).join(' '),
    }),
  );
  const queries = [
    'quantization',
    'scaling laws',
    'moe OR mamba',
    'rl -vision',
    '"low rank"',
    'kv cache',
    'llm',
  ];
  const topics: readonly Topic[] = [
    ...queries.map((query) => ({ kind: 'query', query, syntax: 2 }) as const),
    ...corpus.subtopics.map(({ id, name }) => ({ kind: 'subtopic', subtopic: id, name }) as const),
  ];
  const named = corpus.subtopics.map(({ name }, i) =>
    samplePaper({ id: `named${i}`, title: `On ${name} in gardens`, abstract: 'Of roses.' }),
  );
  const arrivals = [...corpus.papers, ...named].map((paper, i) => ({
    paper,
    arrival: i + 1,
    firstSeenAt: 0,
  }));
  const store = { arrivals: async () => arrivals, latestRevision: async () => 1 };
  const matchedBeside = async (count: number) => {
    const stored = sampleCorpus([...corpus.papers, ...others.slice(0, count)], corpus.notes);
    const cache = createMatchesCache(store, createPaperIndex(stored), corpus);
    const range = await cache.arrivalsBetween(0, arrivals.length);
    const matched = topics.map((topic) => range.newMatches(topic, 0));
    return (await Promise.all(matched)).map((all) => new Set(all.map(({ paper }) => paper.id)));
  };
  const few = await matchedBeside(0);
  expect(few.every(({ size }) => size > 0)).toBe(true);
  for (const [i, { name }] of corpus.subtopics.entries()) {
    const at = topics.findIndex((topic) => topic.kind === 'subtopic' && topic.name === name);
    expect(few[at]?.has(`named${i}`), name).toBe(true);
  }
  for (const count of [2_700, 30_000]) {
    const many = await matchedBeside(count);
    for (const [i, before] of few.entries()) {
      const after = many[i] as ReadonlySet<string>;
      const moved =
        [...before].filter((id) => !after.has(id)).length + [...after].filter((id) => !before.has(id)).length;
      expect(moved / before.size, `${JSON.stringify(topics[i])} beside ${count}`).toBeLessThanOrEqual(
        mayMove,
      );
    }
  }
}, 300_000);
