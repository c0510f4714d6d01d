import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createPaperIndex, type LocalIndex } from '../../src/search/paper-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { readSavedIndex } from '../../src/search/saved-index.ts';
import { snapshotFile } from '../../src/search/snapshot-file.ts';
import { samplePaper } from '../support/fixtures/sample-papers.ts';
import { seedCorpus } from '../support/fixtures/seed-corpus.ts';

const folder = mkdtempSync(join(tmpdir(), 'saved-index-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const corpus = await seedCorpus();
const built = createPaperIndex(corpus);
const file = snapshotFile(join(folder, 'seeds-index'), corpus);
await built.snapshots(file).save(0);
const saved = createPaperIndex(corpus, undefined, undefined, await readSavedIndex(file));

/** What people are told of an index. */
async function answers(index: LocalIndex) {
  const page = { offset: 0, limit: 20 };
  const lines = ['stop thinking too long', '"language models" -vision', 'quantizaton year:2024', 'zebra'];
  return {
    results: await Promise.all(lines.map((line) => index.search(parseQuery(line), page))),
    suggested: await Promise.all(
      ['', 're', 'reinf', 'test time'].map((text) => index.suggest(text, { limit: 25 })),
    ),
    named: await index.named(corpus.papers[3]?.title ?? '', 'paper', 5),
    similar: await index.similar(corpus.papers[5]?.id ?? '', { papers: 5, notes: 5 }),
    size: await index.size(),
  };
}

it('answers as the index that was saved, phrases of the first suggestions included', async () => {
  const suggested = await saved.suggest('language mod', { limit: 25, kinds: ['phrase'] });
  expect(suggested.length).toBeGreaterThan(0);
  expect(await answers(saved)).toEqual(await answers(built));
});

it('takes papers in and out as before', async () => {
  const [first, second] = corpus.papers;
  for (const index of [built, saved]) {
    await index.put([samplePaper({ id: 'zebra', title: 'A zebra', abstract: 'Stripes.' })]);
    await index.put(second === undefined ? [] : [{ ...second, title: 'Zebra crossings' }]);
    await index.remove(first?.id ?? '');
  }
  expect(await answers(saved)).toEqual(await answers(built));
  expect((await saved.search(parseQuery('zebra'), { offset: 0, limit: 9 })).papers).toHaveLength(2);
});

it('is not there for other pages, nor from a file that is damaged or missing', async () => {
  const others = { ...corpus, papers: corpus.papers.slice(1) };
  const path = join(folder, 'damaged');
  expect(await readSavedIndex(snapshotFile(join(folder, 'seeds-index'), others))).toBeUndefined();
  expect(await readSavedIndex(snapshotFile(path, corpus))).toBeUndefined();
  writeFileSync(path, 'paperboy');
  expect(await readSavedIndex(snapshotFile(path, corpus))).toBeUndefined();
});
