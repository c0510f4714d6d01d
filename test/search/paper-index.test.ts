import { beforeAll, describe, expect, it } from 'vitest';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { livePapersContract } from '../support/contracts/live-papers.ts';
import { paperIndexContract } from '../support/contracts/paper-index.ts';
import { sampleCorpus, samplePaper } from '../support/fixtures/sample-papers.ts';

paperIndexContract('in memory', createPaperIndex);
livePapersContract('in memory', createPaperIndex);

it('lets searches see what is there so far while many papers are put in', async () => {
  const index = createPaperIndex(sampleCorpus([]));
  const many = Array.from({ length: 3_000 }, (_, i) =>
    samplePaper({
      id: `p${i}`,
      abstract: `Text number ${i}, which says a few things about models.`.repeat(5),
    }),
  );
  let done = false;
  const putting = index.put(many).then(() => {
    done = true;
  });
  const sizes: number[] = [];
  while (!done) {
    sizes.push((await index.size()).papers);
    await new Promise(setImmediate);
  }
  await putting;
  expect(sizes.filter((size) => size > 0 && size < many.length).length).toBeGreaterThan(2);
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
});

describe('with the vectors of texts', () => {
  const quiet = { published: '2026-01-02', links: [] };
  const corpus = sampleCorpus([
    samplePaper({ id: 'p1', title: 'Red lattices', abstract: 'Red lattices grow.', ...quiet }),
    samplePaper({ id: 'p2', title: 'Red lattices again', abstract: 'Lattices in red.', ...quiet }),
    samplePaper({ id: 'p3', title: 'Red gardens', abstract: 'Lattices are shown.', ...quiet }),
    samplePaper({
      id: 'p4',
      title: 'Crimson meshes',
      abstract: 'Nothing of the kind.',
      published: '2020-01-01',
    }),
    samplePaper({ id: 'p5', title: 'Whales', abstract: 'They sing.', ...quiet }),
  ]);
  /** The model that knows that crimson meshes are red lattices. */
  const directions: Readonly<Record<string, readonly number[]>> = {
    p1: [90, 10, 5],
    p2: [80, 30, -5],
    p3: [60, 60, 0],
    p4: [100, 0, 0],
    p5: [-90, 10, 60],
  };
  const index = createPaperIndex(corpus, async () => Int8Array.from([100, 1, 0]));
  const ids = async (line: string) => {
    const { papers } = await index.search(parseQuery(line), { offset: 0, limit: 9 });
    return papers.map(({ item }) => item.id);
  };
  beforeAll(async () => {
    const passages = await index.passages(Object.keys(directions));
    const vectors = passages.map(({ id, key }) => ({
      id,
      key,
      vector: Int8Array.from(directions[id] ?? []),
    }));
    await index.putVectors(vectors);
  });

  it('gives the vectors of papers, those that came last first', async () => {
    const all = await index.paperVectors(100);
    expect(all.map(({ id }) => id)).toEqual(
      Object.keys(directions)
        .filter((id) => id.startsWith('p'))
        .reverse(),
    );
    expect([...(all.at(-1)?.vector ?? [])]).toEqual(directions['p1']);
    expect((await index.paperVectors(2)).map(({ id }) => id)).toEqual(all.slice(0, 2).map(({ id }) => id));
    expect(await createPaperIndex(corpus).paperVectors(9)).toEqual([]);
  });
  it('finds what has no word of the query', async () => {
    expect(await ids('red lattices')).toContain('p4');
    const { papers } = await createPaperIndex(corpus).search(parseQuery('red lattices'), {
      offset: 0,
      limit: 9,
    });
    expect(papers.map(({ item }) => item.id)).not.toContain('p4');
  });
  it.each(['"red lattices"', 'red AND lattices', 'red lattices -crimson', 'red lattices year:2026'])(
    'keeps to what is exact in %s',
    async (line) => {
      const found = await ids(line);
      expect(found).not.toContain('p4');
      expect(found).toContain('p1');
    },
  );
  it('leaves a name alone that one text has', async () => {
    expect(await ids('whales')).toEqual(['p5']);
  });
  it('gives topics the same papers with vectors as without', async () => {
    const query = { ...parseQuery('red lattices'), exact: true as const };
    const page = { offset: 0, limit: 9 };
    const withVectors = await index.search(query, page);
    const without = await createPaperIndex(corpus).search(query, page);
    expect(withVectors.papers.map(({ item }) => item.id)).toEqual(without.papers.map(({ item }) => item.id));
  });
  it('finds what is like a paper without a word in common', async () => {
    const { papers } = await index.similar('p4', { papers: 2, notes: 0 });
    expect(papers.map(({ item }) => item.id)).toEqual(['p1', 'p2']);
  });
});
