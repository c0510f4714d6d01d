import { expect, it } from 'vitest';
import { createBatches } from '../../src/digest/batches.ts';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { sampleCorpus, samplePaper } from '../fakes/sample-papers.ts';

it('makes anew what it made of papers that have changed since, when told of them', async () => {
  const old = samplePaper({ id: 'a', title: 'Graphs', abstract: 'On graphs and lattices.' });
  const others = ['b', 'c'].map((id) => samplePaper({ id, abstract: 'On graphs and codebooks, and trees.' }));
  let stored = old;
  const corpus = { ...sampleCorpus([old, ...others]), pages: [] };
  const index = createPaperIndex(corpus);
  const store = { arrivals: async () => [{ paper: stored, arrival: 1, firstSeenAt: 0 }] };
  const batches = createBatches(store, index, corpus);
  const topic = { kind: 'query', query: 'codebooks' } as const;
  const seen = async () => ({
    batch: (await batches.load(0, 1)).papers.map(({ abstract }) => abstract),
    archive: (await batches.archive(topic)).map(({ paper }) => paper.id),
    profile: [...(await batches.paperProfile(stored)).keys()].sort(),
  });
  const before = await seen();
  stored = { ...old, abstract: 'On codebooks.' };
  await index.put([stored]);
  expect(await seen()).toEqual(before);
  batches.forget([]);
  expect(await seen()).toEqual(before);
  batches.forget(['a']);
  const after = await seen();
  expect(after.batch).toEqual(['On codebooks.']);
  expect([before.archive, after.archive.toSorted()]).toEqual([
    ['b', 'c'],
    ['a', 'b', 'c'],
  ]);
  expect([before.profile.includes('codebook'), after.profile.includes('codebook')]).toEqual([false, true]);
});
