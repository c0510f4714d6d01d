import { expect, it } from 'vitest';
import {
  createOaiParser,
  parseOai,
  withoutBrokenRest,
} from '../../../../../adapters/feeds/arxiv/formats/parse-oai.ts';
import { defined } from '../../../../../src/defined.ts';
import { readFixture } from '../../../../support/fixtures/feeds/read-fixture.ts';

const plain = readFixture('oai-arxiv.xml');
const raw = readFixture('oai-raw-2024.xml');
const parse = (text: string, newSince?: string) =>
  parseOai(text, { source: 'arxiv:cs', ...defined({ newSince }) });

it('reads records as arXiv', () => {
  const { records, ...page } = parse(plain, '2026-09-30');
  expect(page).toEqual({
    rejects: [],
    skipped: 1,
    items: 3,
    resumptionToken:
      'verb%3DListRecords%26metadataPrefix%3DarXiv%26from%3D2026-10-05%26set%3Dcs%26skip%3D1300',
    tokenExpiresAt: Date.UTC(2026, 9, 8),
  });
  expect(records.map(({ isNew }) => isNew)).toEqual([false, true]);
  expect(records[0]?.paper).toMatchObject({
    title: 'Noise Removal Based on Sparse Signals',
    abstract: "Noise is removed with Polyanskiy's converse.",
    authors: ['Abbas Kazerooni Jr.', 'Team X'],
    categories: ['cs.IT', 'math.IT'],
    doi: '10.1587/transfun.e98.a.2376',
    edition: { by: 'arxiv' },
  });
});

it('takes `created` for the date of the first version only if the id agrees', () => {
  const { records } = parse(plain);
  expect(records.map(({ paper }) => paper.published)).toEqual([undefined, '2026-09-30']);
});

it('learns from comments that a paper is withdrawn', () => {
  expect(parse(plain).records.map(({ paper }) => paper.withdrawn)).toEqual([undefined, true]);
});

it('reads records as arXivRaw, from the old host and with any prefix', () => {
  const { records, ...page } = parse(raw, '2024-01-12');
  expect(page).toEqual({
    rejects: [],
    skipped: 0,
    items: 1,
    resumptionToken: '6960524|1001',
  });
  expect(records).toMatchObject([
    {
      isNew: false,
      paper: {
        arxivId: '2401.12825',
        published: '2024-01-11',
        authors: ['Mustafa Bora Çelik', 'Ayse Keles', 'Jagath C. Rajapakse'],
        abstract: 'State space models are alternatives.',
        edition: { by: 'arxiv', version: 10 },
      },
    },
  ]);
});

it('decides by the month of the id if the date of the first version is missing', () => {
  expect(parse(plain, '2011-11-20').records[0]?.isNew).toBe(true);
  expect(parse(plain, '2011-12-01').records[0]?.isNew).toBe(false);
});

it('recognizes the end of a list by an empty or missing token', () => {
  for (const end of ['<resumptionToken/>', '']) {
    const last = parse(plain.replace(/<resumptionToken.*?<\/resumptionToken>/, end));
    expect(last).not.toHaveProperty('resumptionToken');
    expect(last).not.toHaveProperty('tokenExpiresAt');
    expect(last).not.toHaveProperty('broken');
  }
});

it('tells apart an empty list, an invalid token, and a mistake', () => {
  const none = readFixture('oai-none.xml');
  expect(parse(none)).toEqual({
    records: [],
    rejects: [],
    skipped: 0,
    items: 0,
    error: { code: 'noRecordsMatch', message: 'No records match the criteria.' },
  });
  expect(parse(none.replace('noRecordsMatch', 'badResumptionToken')).error?.code).toBe('badResumptionToken');
  expect(() => parse(none.replace('noRecordsMatch', 'badArgument'))).toThrow(
    expect.objectContaining({
      problem: 'mistake',
      message: 'arXiv says: badArgument (No records match the criteria.)',
    }),
  );
  expect(() => parse('<html></html>')).toThrow(expect.objectContaining({ problem: 'unreadable' }));
  expect(() => parse(readFixture('arxiv-rss.xml'))).toThrow(
    expect.objectContaining({ problem: 'unreadable' }),
  );
});

it('rejects records in another format, by their identifiers', () => {
  const dublinCore = plain.replaceAll(
    'http://arxiv.org/OAI/arXiv/"',
    'http://www.openarchives.org/OAI/2.0/oai_dc/"',
  );
  expect(parse(dublinCore)).toMatchObject({
    records: [],
    skipped: 1,
    rejects: [
      { item: 'oai:arXiv.org:1111.3240', reason: 'metadata as arXiv' },
      { item: 'oai:arXiv.org:2610.01001', reason: 'metadata as arXiv' },
    ],
  });
  const empty = plain.replace(/<metadata>.*?<\/metadata>/s, '');
  expect(parse(empty).rejects).toMatchObject([
    { item: 'oai:arXiv.org:1111.3240', reason: 'metadata as nothing' },
  ]);
});

it('reads records without the list around them', () => {
  const fragments = plain.slice(plain.indexOf('<record>'), plain.lastIndexOf('</record>') + 9);
  expect(parse(fragments)).toMatchObject({ items: 3, rejects: [], records: [{}, {}] });
});

it('reads over a stray "<", and keeps the token behind it', () => {
  const page = parse(plain.replace('<abstract>It is new', '<abstract>It < is new'));
  expect(page).toMatchObject({ items: 3, rejects: [] });
  expect(page.records[1]?.paper.abstract).toMatch(/^It < is new/);
  expect(page.resumptionToken).toContain('skip%3D1300');
});

it('keeps the records before a broken one, and says why there is no token', () => {
  const page = parse(plain.replace('<abstract>It is new', '<abstract>It <is new'));
  const broken = 'it is not well-formed: disallowed character in attribute name';
  expect(page).toMatchObject({ items: 1, skipped: 0, broken });
  expect(page.records).toHaveLength(1);
  expect(page.rejects).toMatchObject([{ item: 'record 2', reason: broken }]);
  expect(page).not.toHaveProperty('resumptionToken');
});

it('gives up the rest of a malformed page, and not of a truncated one', () => {
  const malformed = plain.replace('<abstract>It is new', '<abstract>It <is new');
  const { broken: _, ...kept } = parse(malformed);
  const { resumptionToken } = parse(plain);
  expect(withoutBrokenRest(parse(malformed), malformed)).toEqual({ ...kept, resumptionToken });
  const last = malformed.replace(/<resumptionToken.*?<\/resumptionToken>/, '<resumptionToken/>');
  expect(withoutBrokenRest(parse(last), last)).toEqual(kept);
  const truncated = plain.slice(0, -30);
  expect(withoutBrokenRest(parse(truncated), truncated)).toEqual(parse(truncated));
});

it('reads a file the same in pieces of any size', () => {
  const whole = parse(plain, '2026-09-01');
  for (const size of [1, 7, 1000]) {
    const parser = createOaiParser({ source: 'arxiv:cs', newSince: '2026-09-01' });
    const pieces = Array.from({ length: Math.ceil(plain.length / size) }, (_, index) =>
      parser.write(plain.slice(index * size, (index + 1) * size)),
    );
    const { records, rejects, skipped, items, ...end } = parser.end();
    const { records: _records, rejects: _rejects, skipped: _skipped, items: _items, ...expected } = whole;
    expect(end).toEqual(expected);
    expect([...pieces.flatMap((piece) => piece.records), ...records]).toEqual(whole.records);
    expect([...pieces.flatMap((piece) => piece.rejects), ...rejects]).toEqual(whole.rejects);
    expect(pieces.reduce((sum, piece) => sum + piece.skipped, skipped)).toBe(whole.skipped);
    expect(pieces.reduce((sum, piece) => sum + piece.items, items)).toBe(whole.items);
  }
});
