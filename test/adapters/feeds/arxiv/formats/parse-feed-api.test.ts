import { expect, it } from 'vitest';
import { parseArxivApi } from '../../../../../adapters/feeds/arxiv/formats/parse-feed.ts';
import { readFixture } from '../../../../support/fixtures/feeds/read-fixture.ts';

const parse = (name: string) => parseArxivApi(readFixture(name), { source: 'arxiv:cs.RO' });

it('reads the dialect of 2025', () => {
  const { records, rejects, ...page } = parse('arxiv-api-2025.xml');
  expect(rejects).toEqual([]);
  expect(page).toEqual({ skipped: 0, items: 2 });
  expect(records[0]?.paper).toMatchObject({
    title: 'Demonstrations Decomposed for Planners in Long-Horizon Tasks',
    abstract: 'To tackle long tasks, planners decompose them. Code is at https://github.com/example/rdd.',
    authors: ['Mingxuan Yan', 'Tomás Lozano-Pérez'],
    published: '2025-10-16',
    categories: ['cs.RO', 'cs.AI'],
    arxivId: '2510.14968',
    doi: '10.1000/182',
    edition: { by: 'arxiv', version: 2 },
  });
  expect(records[0]?.paper).not.toHaveProperty('withdrawn');
  expect(records[1]?.paper).toMatchObject({
    arxivId: 'hep-ex/0307015',
    // In UTC; it is the 7th in New York.
    published: '2003-07-08',
    authors: ['H1 Collaboration', 'A. Aktas'],
    withdrawn: true,
  });
});

it('reads the dialect of 2026 with any prefix', () => {
  const { records, ...page } = parse('arxiv-api-2026.xml');
  expect(page).toEqual({ rejects: [], skipped: 0, items: 1 });
  expect(records[0]?.paper).toMatchObject({
    title: 'Agents Can Tamper With Their Own Traces',
    abstract: 'Audits rely on traces. Agents change them.',
    categories: ['cs.CR', 'cs.AI'],
    published: '2026-09-24',
    edition: { by: 'arxiv', version: 1 },
  });
});

it("fails with arXiv's own words for its entry called Error", () => {
  expect(() => parse('arxiv-api-error.xml')).toThrow(
    expect.objectContaining({ problem: 'mistake', message: 'arXiv says: incorrect id format for abc' }),
  );
});

it('fails on anything else', () => {
  expect(() => parse('oai-none.xml')).toThrow(expect.objectContaining({ problem: 'unreadable' }));
});

it('keeps the entries before one that is broken', () => {
  const text = readFixture('arxiv-api-2025.xml').replace('<title>Multi-Electron', '<title><Multi-Electron');
  const { records, rejects, broken } = parseArxivApi(text, { source: 'x' });
  expect(records.map(({ paper }) => paper.arxivId)).toEqual(['2510.14968']);
  expect(broken).toMatch(/^it is not well-formed: /);
  expect(rejects).toEqual([
    { item: 'entry 2', reason: broken, excerpt: expect.stringContaining('hep-ex/0307015') },
  ]);
});
