import { expect, it } from 'vitest';
import { createMatchesCache } from '../../../src/digest/plan/matches-cache.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { sampleCorpus, samplePaper } from '../../support/fixtures/sample-papers.ts';
import { seedCorpus } from '../../support/fixtures/seed-corpus.ts';

const topic = { kind: 'query', query: 'codebooks' } as const;

it('computes results again for changed papers, once it is told to forget', async () => {
  const old = samplePaper({ id: 'a', title: 'Graphs', abstract: 'On graphs and lattices.' });
  const others = ['b', 'c'].map((id) => samplePaper({ id, abstract: 'On graphs and codebooks, and trees.' }));
  const corpus = { ...sampleCorpus([old, ...others]), pages: [] };
  const index = createPaperIndex(corpus);
  const store = { arrivals: async () => [], latestRevision: async () => 1 };
  const cache = createMatchesCache(store, index, corpus);
  const archive = async () => (await cache.archive(topic)).map(({ paper }) => paper.id).toSorted();
  expect(await archive()).toEqual(['b', 'c']);
  await index.put([{ ...old, abstract: 'On codebooks.' }]);
  await cache.arrivalsBetween(0, 1);
  expect(await archive()).toEqual(['b', 'c']);
  cache.forget();
  expect(await archive()).toEqual(['a', 'b', 'c']);
});
it('loads papers once while the store does not change, and again after a change', async () => {
  const stored = { paper: samplePaper({ id: 'a', abstract: 'On graphs.' }), revision: 1, reads: 0 };
  const corpus = { ...sampleCorpus([stored.paper]), pages: [] };
  const store = {
    async arrivals() {
      stored.reads++;
      return [{ paper: stored.paper, arrival: 1, firstSeenAt: 0 }];
    },
    latestRevision: async () => stored.revision,
  };
  const cache = createMatchesCache(store, createPaperIndex(corpus), corpus);
  const matches = async () => (await (await cache.arrivalsBetween(0, 1)).newMatches(topic, 0)).length;
  expect(await Promise.all([matches(), matches(), matches()])).toEqual([0, 0, 0]);
  expect(stored.reads).toBe(1);
  stored.paper = { ...stored.paper, abstract: 'On codebooks.' };
  stored.revision = 2;
  expect(await matches()).toBe(1);
  expect(stored.reads).toBe(2);
});
it('makes the profile of a paper from its present text', async () => {
  const paper = samplePaper({ id: 'a', abstract: 'On graphs.' });
  const others = ['b', 'c'].map((id) => samplePaper({ id, abstract: 'On trees, graphs or codebooks.' }));
  const corpus = { ...sampleCorpus([paper, ...others, samplePaper({ id: 'd' })]), pages: [] };
  const store = { arrivals: async () => [], latestRevision: async () => 1 };
  const cache = createMatchesCache(store, createPaperIndex(corpus), corpus);
  const words = async (abstract: string) => [...(await cache.paperProfile({ ...paper, abstract })).keys()];
  expect(await words('On graphs.')).toContain('graph');
  expect(await words('On codebooks.')).toContain('codebook');
});

it('decides on subtopics by the saved pages, whatever else is stored', async () => {
  const corpus = await seedCorpus();
  const store = { arrivals: async () => [], latestRevision: async () => 1 };
  const made = Array.from({ length: 600 }, (_, i) => {
    const { title, abstract } = corpus.papers[
      (i * 7) % corpus.papers.length
    ] as (typeof corpus.papers)[number];
    return samplePaper({
      id: `made${i}`,
      title: `${title} ${i}`,
      abstract: `${abstract} Reward models and policies, number ${i}.`,
    });
  });
  const few = createMatchesCache(store, createPaperIndex(corpus), corpus);
  const many = createMatchesCache(
    store,
    createPaperIndex({ ...corpus, papers: [...corpus.papers, ...made] }),
    corpus,
  );
  const own = new Set(corpus.papers.map(({ id }) => id));
  for (const { id, name } of corpus.subtopics.slice(0, 6)) {
    const followed = { kind: 'subtopic', subtopic: id, name } as const;
    const among = async (cache: typeof few) =>
      (await cache.archive(followed)).map(({ paper }) => paper.id).filter((each) => own.has(each));
    const [alone, among600] = [await among(few), new Set(await among(many))];
    expect(
      alone.filter((each) => !among600.has(each)),
      name,
    ).toEqual([]);
  }
});

it('takes a paper for one of a subtopic when its title has the name', async () => {
  const corpus = await seedCorpus();
  const paper = samplePaper({ id: 'x', title: 'Gardens and a reward model', abstract: 'Of roses.' });
  const subtopic = corpus.subtopics.find(({ name }) => name === 'Reward Models');
  const store = {
    arrivals: async () => [{ paper, arrival: 1, firstSeenAt: 0 }],
    latestRevision: async () => 1,
  };
  const cache = createMatchesCache(store, createPaperIndex(corpus), corpus);
  const range = await cache.arrivalsBetween(0, 1);
  const followed = { kind: 'subtopic', subtopic: subtopic?.id ?? '', name: 'Reward Models' } as const;
  expect((await range.newMatches(followed, 0)).map((match) => match.paper.id)).toEqual(['x']);
});
