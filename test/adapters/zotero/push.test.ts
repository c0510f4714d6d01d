import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pushPapers } from '../../../adapters/zotero/push.ts';
import { itemKey } from '../../../adapters/zotero/to-item.ts';
import type { Paper } from '../../../src/corpus/paper.ts';
import { startZoteroDouble } from '../../support/doubles/zotero-double.ts';
import { readText } from '../../support/fakes/read-text.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';

let double: Awaited<ReturnType<typeof startZoteroDouble>>;
/** Milliseconds that were waited. */
let waits: number[];
let now: number;
beforeEach(async () => {
  double = await startZoteroDouble();
  [waits, now] = [[], 0];
});
afterEach(() => double.close());

const push = (papers: readonly Paper[], { key = double.key, group = double.group, isDry = false } = {}) =>
  pushPapers(
    papers,
    { url: double.url, key, group },
    {
      now: () => now,
      sleep: async (ms) => {
        if (ms > 0) waits.push(ms);
        now += ms;
      },
      stopping: new AbortController().signal,
      userAgent: 'Paperboy/0.1.0',
    },
    isDry,
  );

const papers = (count: number, from = 0): Paper[] =>
  Array.from({ length: count }, (_, i) =>
    samplePaper({
      id: `p${from + i}`,
      title: `Paper ${from + i}`,
      authors: ['Ada Lin'],
      published: '2026-01-02',
    }),
  );
const titlesIn = () => double.items.map(({ data }) => data['title']);
const counts = ({ added, known, deleted, failed }: Awaited<ReturnType<typeof push>>) => [
  added.length,
  known.length,
  deleted.length,
  failed.length,
];

it('adds papers in requests of fifty, and nothing the second time', async () => {
  expect(counts(await push(papers(120)))).toEqual([120, 0, 0, 0]);
  expect(double.requests.filter((line) => line.startsWith('POST'))).toHaveLength(3);
  expect(counts(await push(papers(121)))).toEqual([1, 120, 0, 0]);
  expect(new Set(titlesIn()).size).toBe(121);
  expect(double.items).toHaveLength(121);
});

it('only says what it would add', async () => {
  expect(counts(await push(papers(3), { isDry: true }))).toEqual([3, 0, 0, 0]);
  expect(double.items).toEqual([]);
});

describe('adds no paper twice', () => {
  it('when the answer to a write is lost', async () => {
    double.upsets.push(
      () => undefined,
      () => undefined,
      () => 'cut',
    );
    await expect(push(papers(60))).rejects.toThrow(/cannot be reached/);
    expect(double.items).toHaveLength(50);
    expect(counts(await push(papers(60)))).toEqual([10, 50, 0, 0]);
    expect(double.items).toHaveLength(60);
  });

  it('when a gateway gives up on a write that arrived', async () => {
    double.upsets.push(
      () => undefined,
      () => undefined,
      () => {
        double.touch(() =>
          double.items.push({ key: itemKey(42, 'p0'), version: 8, data: { title: 'Paper 0', date: '2026' } }),
        );
        return { status: 504, body: 'Gateway Time-out' };
      },
    );
    expect(counts(await push(papers(3)))).toEqual([2, 1, 0, 0]);
    expect(titlesIn()).toEqual(['Paper 0', 'Paper 1', 'Paper 2']);
  });

  it('when two processes push at once', async () => {
    const both = await Promise.all([push(papers(80)), push(papers(80))]);
    expect(new Set(titlesIn()).size).toBe(80);
    expect(double.items).toHaveLength(80);
    expect(both.map((pushed) => counts(pushed)[0]).reduce((a = 0, b = 0) => a + b)).toBe(80);
  });

  it('when somebody has edited, moved or trashed the item', async () => {
    await push(papers(2));
    double.touch(() => {
      const [first, second] = double.items;
      if (first) first.data = { ...first.data, title: 'Another title', date: '1999', extra: 'ours' };
      if (second) second.data = { ...second.data, deleted: 1 };
    });
    expect(counts(await push(papers(2)))).toEqual([0, 2, 0, 0]);
    expect(titlesIn()).toEqual(['Another title', 'Paper 1']);
  });

  it('when somebody adds the same paper while it writes', async () => {
    double.upsets.push(
      () => undefined,
      () => undefined,
      () => {
        double.touch(() =>
          double.items.push({
            key: 'AAAA2222',
            version: 8,
            data: { title: 'PAPER 1!', date: 'January 2026' },
          }),
        );
        return undefined;
      },
    );
    expect(counts(await push(papers(3)))).toEqual([2, 1, 0, 0]);
    expect(double.items).toHaveLength(3);
  });

  it.each([
    ['a DOI', { DOI: '10.5555/Shores.7' }, true],
    ['a DOI in extra', { extra: 'Notes\nDOI: https://doi.org/10.5555/shores.7' }, true],
    ['an arXiv id in the address', { url: 'http://arxiv.org/abs/2401.00001v3' }, true],
    ['an arXiv id of a preprint', { archiveID: 'arXiv:2401.00001' }, true],
    ['title and year', { title: 'Sea Grass — Shelters young cod', date: '3 Feb 2020' }, true],
    ['the title in another year', { title: 'Sea grass shelters young cod', date: '2001' }, false],
    [
      'title and year, and another DOI',
      { title: 'Sea grass shelters young cod', date: '2020', DOI: '10.5555/other' },
      false,
    ],
  ])('when it is there by %s', async (_name, data, isKnown) => {
    double.items.push({ key: 'AAAA2222', version: 7, data });
    const paper = samplePaper({
      id: 'p1',
      title: 'Sea grass shelters young cod',
      doi: '10.5555/shores.7',
      arxivId: '2401.00001',
      published: '2020-02-03',
    });
    expect(counts(await push([paper]))).toEqual(isKnown ? [0, 1, 0, 0] : [1, 0, 0, 0]);
  });

  it('when it is on the last of several pages', async () => {
    for (let i = 0; i < 250; i++)
      double.items.push({ key: `AAAA2${200 + i}`, version: 7, data: { title: `Other ${i}`, date: '2020' } });
    double.items.push({ key: 'ZZZZ2222', version: 7, data: { title: 'Paper 0', date: '2026' } });
    expect(counts(await push(papers(1)))).toEqual([0, 1, 0, 0]);
  });
});

it('leaves out what people have deleted there', async () => {
  await push(papers(2));
  double.touch(() => {
    double.deleted.push(double.items[0]?.key ?? '');
    double.items.splice(0, 1);
  });
  expect(counts(await push(papers(2)))).toEqual([0, 1, 1, 0]);
  expect(titlesIn()).toEqual(['Paper 1']);
});

describe('waits', () => {
  it('as long as Retry-After says', async () => {
    double.upsets.push(() => ({ status: 429, body: 'Too many', headers: { 'retry-after': '17' } }));
    expect(counts(await push(papers(1)))).toEqual([1, 0, 0, 0]);
    expect(waits).toEqual([17_000]);
  });

  it('as long as Backoff says, before the next request', async () => {
    double.upsets.push(() => ({ status: 200, body: [], headers: { backoff: '30', 'total-results': '0' } }));
    expect(counts(await push(papers(1)))).toEqual([1, 0, 0, 0]);
    expect(waits).toEqual([30_000]);
  });

  it('longer each time where nobody says how long, and then gives up', async () => {
    for (let i = 0; i < 9; i++) double.upsets.push(() => ({ status: 503, body: 'Service Unavailable' }));
    await expect(push(papers(1))).rejects.toMatchObject({ problem: 'later' });
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 80_000]);
  });

  it('not for hours', async () => {
    double.upsets.push(() => ({ status: 429, body: 'Too many', headers: { 'retry-after': '7200' } }));
    await expect(push(papers(1))).rejects.toMatchObject({ problem: 'later', retryAfterMs: 7_200_000 });
    expect(waits).toEqual([]);
  });
});

it('says what is wrong with the key or the group, and never the key', async () => {
  await expect(push(papers(1), { key: 'wrong-key' })).rejects.toThrow('Zotero does not take this key');
  await expect(push(papers(1), { group: 43 })).rejects.toThrow('Zotero has no such group');
  const { url } = double;
  double.url = 'http://127.0.0.1:1';
  const error = await push(papers(1)).catch((thrown: Error) => `${thrown.message} ${thrown.stack}`);
  expect(error).toContain('Zotero cannot be reached (ECONNREFUSED)');
  expect(error).not.toContain('good-key');
  double.url = url;
});

it('says which papers Zotero refuses, and adds the others', async () => {
  const long = samplePaper({ id: 'plong', title: 'Long '.repeat(1_200) });
  const pushed = await push([...papers(1), long]);
  expect(counts(pushed)).toEqual([1, 0, 0, 1]);
  expect(pushed.failed[0]?.reason).toBe('title too long');
});

it('makes items that Zotero takes from every kind of work, and loses no field', async () => {
  const kinds =
    'article inproceedings incollection inbook book proceedings collection phdthesis mastersthesis techreport manual booklet unpublished online patent software dataset standard misc conference weird';
  const entries = kinds.split(' ').map(
    (
      kind,
      i,
    ) => `@${kind}{k${i}, title = {Work ${i}}, author = {García Márquez, Gabriel and {Sea Team} and Roe, Jr., Ann}, editor = {Ek, Bo},
        year = 2020, journal = {V${i}}, volume = {1}, number = {2}, pages = {3--4}, publisher = {P${i}}, series = {S${i}}, edition = {E${i}},
        address = {A${i}}, isbn = {978-0-00-000000-2}, issn = {1234-567X}, doi = {10.5555/w${i}}}`,
  );
  const works = (await readText(entries.join('\n'))) as Paper[];
  const pushed = await push(works);
  expect(pushed.failed).toEqual([]);
  expect(pushed.added).toHaveLength(entries.length);
  for (const [i, { data }] of double.items.entries()) {
    const said = JSON.stringify(data);
    for (const detail of [
      `V${i}`,
      `P${i}`,
      `S${i}`,
      `E${i}`,
      `A${i}`,
      '3–4',
      '978-0',
      '1234-567X',
      `10.5555/w${i}`,
    ])
      expect(said).toContain(detail);
    expect(data['creators']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ lastName: 'García Márquez', firstName: 'Gabriel' }),
        expect.objectContaining({ name: 'Sea Team' }),
        expect.objectContaining({ lastName: 'Roe', firstName: 'Ann, Jr.' }),
      ]),
    );
  }
});
