import { expect, it } from 'vitest';
import { parseHuggingfaceDay } from '../../../../adapters/feeds/huggingface/parse-day.ts';
import { FeedError } from '../../../../src/errors.ts';
import { readFixture } from '../../../support/fixtures/feeds/read-fixture.ts';

const parse = (text: string, date = '2026-08-21') =>
  parseHuggingfaceDay(text, { source: 'huggingface', date });

const item = (paper: object, outer: object = {}) => ({
  paper: { id: '2608.19801', title: 'A Title', summary: 'An abstract.', authors: [], ...paper },
  ...outer,
});

const reasonOf = (value: unknown) => parse(JSON.stringify([value])).rejects[0]?.reason;

it('reads the fields of 2024: LaTeX accents, hard line breaks, the inner date', () => {
  const { records, rejects, items } = parse(readFixture('huggingface-2024.json'), '2024-05-27');
  expect(rejects).toEqual([]);
  expect(items).toBe(2);
  const [first, second] = records.map(({ paper }) => paper);
  expect(first).toMatchObject({
    title: 'Backbones for Large Images',
    abstract:
      'High resolution costs tokens. We compress them. Code is at https://github.com/example/backbones.',
    arxivId: '2405.15001',
    published: '2024-05-24',
    upvotes: 17,
    comments: 2,
    links: [{ kind: 'code', url: 'https://github.com/example/backbones' }],
    edition: { by: 'huggingface' },
    sources: [{ file: 'huggingface', line: 1 }],
  });
  expect(first).not.toHaveProperty('organization');
  expect(first).not.toHaveProperty('generated');
  expect(second).toMatchObject({ title: 'Grokking Slowly', abstract: 'We study O(n) grokking.', upvotes: 0 });
});

it('keeps authors who hide the paper from their own profile', () => {
  const { records } = parse(readFixture('huggingface-2024.json'), '2024-05-27');
  expect(records[0]?.paper.authors).toEqual(['Ann Lee', 'Bo Chen']);
});

it('reads the fields of 2025: the submitter’s organization, a summary without a model, web links only', () => {
  const { records } = parse(readFixture('huggingface-2025.json'), '2025-09-30');
  expect(records[0]?.paper).toMatchObject({
    published: '2025-09-28',
    organization: { handle: 'Tsinghua', name: 'Tsinghua University' },
    generated: { summary: 'A method makes attention sparse.' },
    links: [{ kind: 'code', url: 'https://github.com/example/sparse' }],
  });
});

it('reads the fields of 2026', () => {
  const { records } = parse(readFixture('huggingface-2026.json'));
  expect(records.every(({ isNew }) => isNew)).toBe(true);
  expect(records[0]?.paper).toMatchObject({
    published: '2026-08-20',
    organization: { handle: 'example-lab', name: 'Example Lab' },
    generated: { summary: 'Worlds change so that agents learn.', model: 'example/Small-Model' },
    upvotes: 163,
    comments: 1,
    links: [
      { kind: 'code', url: 'https://github.com/example/worlds' },
      { kind: 'project', url: 'https://worlds.example.org/' },
    ],
  });
});

it('rejects each item that is not a paper, and says what it is', () => {
  const python = parse(readFixture('huggingface-python.json'), '2024-12-11');
  expect(python).toMatchObject({ records: [], items: 2 });
  expect(python.rejects[1]).toEqual({
    item: '2024-12-11 item 2',
    reason: 'a Python representation, not JSON',
    excerpt: "{'paper': {'id': '2412.07731', 'title': None}}",
  });
  expect(reasonOf(null)).toBe('null, not an object');
  expect(reasonOf('hello')).toBe('a string, not an object');
  expect(reasonOf([])).toBe('a list, not an object');
  expect(reasonOf(7)).toBe('a number, not an object');
  expect(reasonOf({ title: 'x' })).toBe('an object without a paper');
  expect(reasonOf({ paper: 'x' })).toBe('its paper is no object');
  expect(reasonOf(item({ id: 7, title: '' }))).toBe('no title');
  expect(reasonOf(item({ id: 'hello' }))).toContain('no arXiv id');
  expect(reasonOf(item({ title: '  ' }))).toBe('no title');
});

it('rejects every item of a day that is wrapped in an object', () => {
  const { records, rejects, items } = parse(readFixture('huggingface-wrapped.json'), '2025-01-10');
  expect(records).toEqual([]);
  expect(items).toBe(2);
  expect(rejects.map(({ reason }) => reason)).toEqual([
    'in an object under "data": a Python representation, not JSON',
    'in an object under "data", not in a list',
  ]);
  expect(parse('{"status":"ok"}').rejects.map(({ reason }) => reason)).toEqual(['an object without a paper']);
});

it('fails on answers that are not a day', () => {
  const messageOf = (text: string) => {
    try {
      return parse(text);
    } catch (error) {
      if (error instanceof FeedError) return `${error.problem}: ${error.message}`;
      throw error;
    }
  };
  expect(messageOf('{"error":"Invalid date"}')).toBe('unreadable: Hugging Face says: Invalid date');
  expect(messageOf('{"error":{"a":1}}')).toBe('unreadable: Hugging Face says: a: 1');
  expect(messageOf('<html>')).toBe('unreadable: the answer is HTML, not JSON');
  expect(messageOf('')).toBe('unreadable: the answer is empty');
  expect(messageOf('[{"paper":')).toBe('unreadable: the answer is no JSON, or half of it');
  expect(messageOf('7')).toBe('unreadable: the answer is JSON, but no list');
  expect(parse('[]')).toEqual({ records: [], rejects: [], skipped: 0, items: 0 });
});

it('rejects papers whose dates do not fit the day', () => {
  expect(reasonOf(item({ publishedAt: '2016-01-01T00:00:00.000Z' }))).toBe(
    'published on 2016-01-01, more than 5 years before 2026-08-21',
  );
  expect(reasonOf(item({ publishedAt: '2026-08-24T00:00:00.000Z' }))).toBe(
    'published on 2026-08-24, after 2026-08-21',
  );
  expect(reasonOf(item({ publishedAt: '2026-08-23T00:00:00.000Z' }))).toBeUndefined();
  expect(reasonOf(item({ publishedAt: '2021-08-31T00:00:00.000Z' }))).toBeUndefined();
  const [undated] = parse(JSON.stringify([item({})])).records;
  expect(undated).toMatchObject({ announced: '2026-08-21' });
  expect(undated?.paper).not.toHaveProperty('published');
});

it('counts a paper that is listed twice once', () => {
  const { records, skipped } = parse(
    JSON.stringify([item({}), item({ id: '2608.19801v2' }), item({ id: '2608.19802' })]),
  );
  expect(records.map(({ paper }) => paper.arxivId)).toEqual(['2608.19801', '2608.19802']);
  expect(skipped).toBe(1);
});

it('reads no more items than a day can have, and rejects the rest', () => {
  const { records, rejects, skipped, items } = parse(
    JSON.stringify(Array.from({ length: 1200 }, () => item({}))),
  );
  expect([records.length, skipped, items]).toEqual([1, 999, 1200]);
  expect(rejects.map(({ reason }) => reason)).toEqual(['200 more items than a day can have']);
});

it.each([
  ['2026-8-4T00:00:00.000Z', '2026-08-04'],
  ['04/08/2026', '2026'],
  ['Aug 4, 2026', '2026-08-04'],
  [undefined, undefined],
  ['soon', undefined],
])('a date written as %s is %s, and without one the day of the list counts', (publishedAt, published) => {
  const [record] = parse(JSON.stringify([item({ publishedAt })])).records;
  expect(record?.paper.published ?? '2026-08-21').toBe(published ?? '2026-08-21');
});
