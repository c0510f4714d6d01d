import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/corpus/paper.ts';
import { defined } from '../../src/defined.ts';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { sampleCorpus, samplePaper } from '../support/fixtures/sample-papers.ts';

/** 14,000 short papers: all hold `model`, half of them `graph`, a seventh `lattice`, ten `zeppelin`; one title in a hundred begins with m. */
const papers: readonly Paper[] = Array.from({ length: 14_000 }, (_, i) =>
  samplePaper({
    id: `p${String(i).padStart(5, '0')}`,
    ...defined({ published: i % 11 === 0 ? undefined : `20${10 + (i % 13)}-0${1 + (i % 7)}` }),
    title: i % 100 === 99 ? `Model ${i}` : `A model ${i}, or a plan`,
    abstract: [
      'A model',
      i % 2 === 0 ? 'of a graph' : 'of the thing',
      i % 7 === 0 ? 'with a lattice' : 'without much',
      i % 1_400 === 0 ? 'in zeppelins' : 'as it is',
      `and so on, number ${i}.`,
    ].join(' '),
  }),
);
const index = createPaperIndex(sampleCorpus(papers));
const search = (text: string, limit = 20) => index.search(parseQuery(text), { offset: 0, limit });

describe('a large corpus', () => {
  it.each([
    ['"model of a graph"', 7_000],
    ['lattice AND graph', 1_000],
    ['zeppelin OR model', 14_000],
    ['zeppelin OR lattice', 2_000],
    ['graph AND zeppelin OR lattice', 2_000],
    ['graph AND (zeppelin OR lattice)', 1_000],
    ['graph NOT (zeppelin OR lattice)', 6_000],
    ['(zeppelin NOT graph) OR (lattice graph)', 1_000],
    ['title:plan -abs:graph', 6_860],
    ['model -graph', 7_000],
  ])('loses nothing that a strict query asks for: %s', async (text, total) => {
    expect((await search(text)).total.papers).toBe(total);
  });
  it('puts what holds every word first, and counts all of those', async () => {
    const { papers, total } = await search('model graph lattice zeppelins');
    const ids = Array.from({ length: 10 }, (_, i) => `p${String(i * 1_400).padStart(5, '0')}`);
    expect(
      papers
        .slice(0, 10)
        .map(({ item }) => item.id)
        .sort(),
    ).toEqual(ids);
    expect(total.papersWithEveryWord).toBe(10);
  });
  it('fills the page when the rarest word is in a few papers only', async () => {
    const { papers } = await search('zeppelin model');
    expect(papers).toHaveLength(20);
    expect(new Set(papers.slice(0, 10).flatMap(({ matched }) => matched))).toEqual(
      new Set(['zeppelin', 'model']),
    );
  });
  it('cuts pages without a gap, however deep', async () => {
    const all = await search('graph lattice', 3_000);
    for (const offset of [0, 40, 60, 990, 2_000]) {
      const page = await index.search(parseQuery('graph lattice'), { offset, limit: 15 });
      expect(page.papers.map(({ item }) => item.id)).toEqual(
        all.papers.slice(offset, offset + 15).map(({ item }) => item.id),
      );
    }
  });
  it.each([
    ['new', 1],
    ['old', -1],
  ])(
    'sorts by date, undated papers last, equal dates by score and id, however deep: sort:%s',
    async (order, sign) => {
      const text = `graph lattice sort:${order}`;
      const { papers: all, total } = await search(text, 3_000);
      expect([all.length, total.papers]).toEqual([1_000, 1_000]);
      const dateOf = ({ published }: Paper) => published ?? (sign > 0 ? '' : '9');
      expect(all.map(({ item }) => item.id)).toEqual(
        [...all]
          .sort((a, b) => {
            const [dateA, dateB] = [dateOf(a.item), dateOf(b.item)];
            if (dateA !== dateB) return dateA < dateB ? sign : -sign;
            return b.score - a.score || (a.item.id < b.item.id ? -1 : 1);
          })
          .map(({ item }) => item.id),
      );
      for (const offset of [0, 15, 120, 990]) {
        const page = await index.search(parseQuery(text), { offset, limit: 15 });
        expect(page.papers.map(({ item }) => item.id)).toEqual(
          all.slice(offset, offset + 15).map(({ item }) => item.id),
        );
      }
    },
  );
  it('sorts what has the most of the words by date where no paper has all of them', async () => {
    const { papers } = await search('graph thing sort:new', 1e9);
    expect(papers.length).toBeGreaterThan(0);
    const dates = papers.map(({ item }) => item.published ?? '');
    expect(dates).toEqual([...dates].sort().reverse());
  });
  it('suggests for one letter what begins with it', async () => {
    const suggested = await index.suggest('m', { limit: 25, kinds: ['paper'] });
    expect(suggested).toHaveLength(25);
    expect(suggested.filter(({ text }) => !text.startsWith('Model'))).toEqual([]);
  });
});
