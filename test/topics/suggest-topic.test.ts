import { expect, it } from 'vitest';
import type { Paper } from '../../src/corpus/paper.ts';
import type { PaperIndex } from '../../src/ports/index.ts';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { suggestTopic } from '../../src/topics/suggest-topic.ts';
import { seedCorpus } from '../support/fixtures/seed-corpus.ts';

it('joins the phrases that find the texts and not the others', () => {
  const texts = [
    ...Array.from({ length: 6 }, (_, i) => `Models with sparse attention, number ${i}`),
    ...Array.from({ length: 5 }, (_, i) => `Quantization ${i} of models`),
  ];
  const others = Array.from({ length: 30 }, (_, i) => `A study of models ${i}`);
  expect(suggestTopic(texts, others)).toBe('"sparse attention" OR quantization');
});

it('suggests nothing where nothing tells them from the others', () => {
  expect(suggestTopic(['Models learn'], ['Models learn'])).toBeUndefined();
  expect(suggestTopic([], [])).toBeUndefined();
});

let index: PaperIndex | undefined;

it.each(['quantization', 'video generation'])(
  'suggests, for papers about %s, a query that can be read and finds most of them',
  async (about) => {
    const corpus = await seedCorpus();
    index ??= createPaperIndex(corpus);
    const { search } = index;
    const find = async (text: string, limit: number) =>
      (await search(parseQuery(text), { offset: 0, limit })).papers.map(({ item }) => item);
    const wanted = await find(about, 12);
    const ids = new Set(wanted.map(({ id }) => id));
    const textOf = ({ title, abstract }: Paper) => `${title}. ${abstract}`;
    const others = corpus.papers.filter(({ id }) => !ids.has(id)).map(textOf);
    const suggested = suggestTopic(wanted.map(textOf), others) ?? '';
    const found = new Set((await find(suggested, 40)).map(({ id }) => id));
    expect(wanted.filter(({ id }) => found.has(id)).length, suggested).toBeGreaterThanOrEqual(8);
  },
);
