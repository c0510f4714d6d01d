import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Paper } from '../../src/corpus/paper.ts';
import { createPaperIndex, type LocalIndex } from '../../src/search/paper-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { snapshotFile } from '../../src/search/snapshot-file.ts';
import { createRandom } from '../../src/seeded-random.ts';
import { sampleCorpus, sampleNote, samplePaper } from '../support/fixtures/sample-papers.ts';
import { until } from '../support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
const file = join(folder, 'data', 'search-index');
beforeEach(() => rmSync(join(folder, 'data'), { recursive: true, force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const corpus = sampleCorpus(
  [samplePaper({ id: 'seed', title: 'A seed of graphs', abstract: 'Graphs grow.' })],
  [sampleNote({ id: 'n1', title: 'Why graphs?', description: 'Sparse graphs are small.' })],
);
const words = ['graph', 'lattice', 'pre-training', 'QuIP#', 'model', 'sparse', 'zeppelin', 'café', 'of'];
const random = createRandom(7);
const some = (length: number) =>
  Array.from({ length }, () => words[Math.floor(random() * words.length)]).join(' ');
const paper = (id: string): Paper =>
  samplePaper({
    id,
    title: some(4),
    abstract: some(20),
    published: `202${Math.floor(random() * 6)}-05-01`,
    upvotes: Math.floor(random() * 9),
    arxivId: `2405.${id}`,
    authors: [some(1), 'Ada Lovelace'],
  });

/** An index after papers came, changed, went and became others. */
async function live(): Promise<LocalIndex> {
  const index = createPaperIndex(corpus);
  await index.put(Array.from({ length: 40 }, (_, i) => paper(`p${i}`)));
  for (let i = 0; i < 20; i++) {
    await index.put([paper(`p${i * 2}`)]);
    await index.remove(`p${i + 5}`, `p${i + 15}`);
  }
  return index;
}

const page = { offset: 0, limit: 50 };
const lines = [
  'graph lattice',
  '"sparse graph"',
  'model -zeppelin sort:new',
  'latice',
  'author:ada year:2024',
  'of',
];

/** Suggestions come a little later. */
const titles = (index: LocalIndex) => index.suggest('', { limit: 99, kinds: ['paper'] });
const allSuggested = (index: LocalIndex) =>
  until(async () => (await titles(index)).length === (await index.size()).papers);

async function answers(index: LocalIndex) {
  return {
    size: await index.size(),
    searches: await Promise.all(lines.map((text) => index.search(parseQuery(text), page))),
    papers: await Promise.all(Array.from({ length: 40 }, (_, i) => index.paper(`p${i}`))),
    byArxivId: await index.paper('2405.p7'),
    similar: await index.similar('p1', { papers: 9, notes: 9 }),
    suggested: await index.suggest('gra', { limit: 9, kinds: ['paper', 'note'] }),
  };
}

/** A new process opens the file. */
async function opened(of = corpus) {
  const index = createPaperIndex(of);
  return { index, snapshot: await index.snapshots(snapshotFile(file, of)).open() };
}

describe('a snapshot of the index', () => {
  it('gives the same answers, and goes on like the index that wrote it', async () => {
    const index = await live();
    const before = await answers(index);
    await index.snapshots(snapshotFile(file, corpus)).save(61);
    expect(await answers(index)).toEqual(before);
    const { index: other, snapshot } = await opened();
    expect([snapshot?.revision, snapshot?.paper('p30')]).toEqual([61, await index.paper('p30')]);
    snapshot?.use();
    await allSuggested(other);
    expect(await answers(other)).toEqual(before);
    const [changed, added] = [paper('p1'), paper('p99')];
    for (const each of [index, other]) {
      await each.put([changed, added]);
      await each.remove('p3', 'p99');
    }
    expect(await answers(other)).toEqual(await answers(index));
    // What was read from one snapshot is written to the next one.
    const after = await answers(other);
    await other.snapshots(snapshotFile(file, corpus)).save(64);
    expect(await answers(other)).toEqual(after);
    const third = await opened();
    third.snapshot?.use();
    await allSuggested(third.index);
    expect(await answers(third.index)).toEqual(after);
  });
  it('is not used before it is asked to be', async () => {
    await (await live()).snapshots(snapshotFile(file, corpus)).save(1);
    const { index, snapshot } = await opened();
    expect(await index.size()).toEqual({ papers: 1, notes: 1 });
    snapshot?.close();
    expect(await index.size()).toEqual({ papers: 1, notes: 1 });
  });
  it('is none where there is none, or where the saved pages are others', async () => {
    expect((await opened()).snapshot).toBeUndefined();
    await (await live()).snapshots(snapshotFile(file, corpus)).save(1);
    expect((await opened(sampleCorpus([]))).snapshot).toBeUndefined();
  });
  it('is none when it was cut off anywhere, or a byte of what is read at once has changed', async () => {
    await (await live()).snapshots(snapshotFile(file, corpus)).save(1);
    const bytes = readFileSync(file);
    for (const length of [0, 1, 4_000, 4_096, 9_000, bytes.length - 1]) {
      truncateSync(file, length);
      expect((await opened()).snapshot).toBeUndefined();
      writeFileSync(file, bytes);
    }
    const { sections } = JSON.parse(bytes.toString('utf8', 0, bytes.indexOf(0)));
    for (let i = 0; i < 20; i++) {
      const damaged = Buffer.from(bytes);
      const at = 4_096 + Math.floor(random() * sections);
      damaged[at] = (damaged[at] as number) ^ 1;
      writeFileSync(file, damaged);
      expect((await opened()).snapshot).toBeUndefined();
    }
  });
  it('leaves nothing else in the folder, and takes away what a killed process left there', async () => {
    const index = await live();
    await index.snapshots(snapshotFile(file, corpus)).save(1);
    writeFileSync(`${file}.999999999`, 'half a snapshot');
    await index.snapshots(snapshotFile(file, corpus)).save(2);
    expect(readdirSync(join(folder, 'data'))).toEqual(['search-index']);
  });
  it('stays as it was where the next one cannot be written', async () => {
    const index = createPaperIndex(corpus);
    writeFileSync(join(folder, 'no-folder'), '');
    await expect(
      index.snapshots(snapshotFile(join(folder, 'no-folder', 'x'), corpus)).save(1),
    ).rejects.toThrow();
    expect(await index.size()).toEqual({ papers: 1, notes: 1 });
  });
});
