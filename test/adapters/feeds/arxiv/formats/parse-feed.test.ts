import { expect, it } from 'vitest';
import { parseArxivFeed } from '../../../../../adapters/feeds/arxiv/formats/parse-feed.ts';
import { readFixture } from '../../../../support/fixtures/feeds/read-fixture.ts';

const parse = (text: string) => parseArxivFeed(text, { source: 'arxiv:cs.LG+stat.ML' });
const rss = readFixture('arxiv-rss.xml');

it('reads an announcement in RSS', () => {
  const { records, rejects, skipped, ...feed } = parse(rss);
  expect(rejects).toEqual([]);
  expect(skipped).toBe(1);
  expect(feed).toEqual({
    items: 5,
    announcedOn: '2026-09-24',
    largestId: '2609.26811',
  });
  expect(
    records.map(({ paper, isNew, announced }) => [paper.arxivId, paper.edition?.version, isNew, announced]),
  ).toEqual([
    ['2609.26811', 1, true, '2026-09-24'],
    ['2608.31001', 1, true, '2026-09-24'],
    ['2205.06398', 2, true, undefined],
    ['2009.13987', 4, false, undefined],
  ]);
  expect(records[0]?.paper).toMatchObject({
    abstract: 'Local learning trains each layer & no more. Abstract: it stays.',
    url: 'https://arxiv.org/abs/2609.26811',
    authors: ['Fabien Polly'],
  });
  expect(records[2]?.paper.doi).toBe('10.1093/bioinformatics/btac431');
  expect(records[3]?.paper.abstract).toBe('Polytopes are random, again.');
});

it('makes LaTeX readable and leaves affiliations out', () => {
  const [, paper] = parse(rss).records.map((record) => record.paper);
  expect(paper).toMatchObject({
    title: "Optimal O(n log n) Sorting of Rényi's Networks",
    authors: ['Hayriye Aktaş Dinçer', 'Paul Erdős', 'Jürgen Müller Jr.'],
    categories: ['math.CO', 'cs.LG'],
  });
});

it('reads the same in Atom', () => {
  const { records, announcedOn, largestId } = parse(readFixture('arxiv-atom.xml'));
  expect({ announcedOn, largestId }).toEqual({ announcedOn: '2026-09-29', largestId: '2609.31763' });
  expect(
    records.map(({ paper, isNew, announced }) => [paper.title, paper.categories, isNew, announced]),
  ).toEqual([
    ['Bounded Autonomy in Clinics', ['cs.AI'], true, '2026-09-29'],
    ['l_(1-2) GLasso', ['stat.ML', 'cs.AI'], true, undefined],
  ]);
  expect(records[0]?.paper).toMatchObject({
    abstract: 'Long-context systems can miss relevant history.',
    authors: ['Srini Ram', 'Deveeshree Nayak'],
  });
});

it('reads a day without items as empty, and the answer to a wrong request as a mistake', () => {
  expect(parse(readFixture('arxiv-rss-empty.xml'))).toMatchObject({
    records: [],
    rejects: [],
    items: 0,
    announcedOn: '2026-09-26',
  });
  expect(() => parse(readFixture('arxiv-rss-error.xml'))).toThrow(
    expect.objectContaining({
      name: 'FeedError',
      problem: 'mistake',
      message: 'arXiv says: Feed error for query "cs.XX" (Bad archive "cs.XX".)',
    }),
  );
});

it.each([
  ['<!DOCTYPE html><html><head><meta charset="utf-8"></head></html>', 'the answer is HTML, not XML'],
  ['<HTML><body>', 'the answer is HTML, not XML'],
  ['{"a":1}', 'the answer is JSON, not XML'],
  ['Rate exceeded.', 'the answer is text, not XML'],
  ['', 'the answer is empty, not a feed of arXiv'],
  ['<rdf:RDF xmlns:rdf="urn:rdf"/>', 'the answer is <RDF>, not a feed of arXiv'],
  [readFixture('oai-none.xml'), 'the answer is <OAI-PMH>, not a feed of arXiv'],
])('fails on %j', (text, message) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ problem: 'unreadable', message }));
});

it('is new and dated if one of its versions is', () => {
  const both = rss
    .replace('2009.13987v3 Announce Type: replace', '2009.13987v3 Announce Type: new')
    .replace('<arxiv:announce_type>replace<', '<arxiv:announce_type>new<');
  const last = parse(both).records.at(-1);
  expect(last).toMatchObject({ isNew: true, announced: '2026-09-24', paper: { edition: { version: 4 } } });
});

it('dates a cross-listing of this month or the month before, also in January', () => {
  const january = (id: string) =>
    parse(rss.replaceAll('24 Sep 2026', '04 Jan 2027').replaceAll('2608.31001', id)).records[1]?.announced;
  expect(january('2612.00001')).toBe('2027-01-04');
  expect(january('2611.00001')).toBeUndefined();
});

it('needs the announce type or the head of the description', () => {
  const first = (text: string) => parse(text).records[0];
  expect(first(rss.replace('<arxiv:announce_type>new</arxiv:announce_type>', ''))).toMatchObject({
    isNew: true,
  });
  expect(first(rss.replace(/arXiv:2609.26811v1 Announce Type: new \nAbstract: /, ''))?.paper.abstract).toBe(
    'Local learning trains each layer & no more. Abstract: it stays.',
  );
  const odd = rss
    .replace('<arxiv:announce_type>new</arxiv:announce_type>', '')
    .replace('Announce Type: new', 'Announce Kind: new');
  expect(parse(odd).rejects).toEqual([
    { item: 'item 1', reason: 'no announce type', excerpt: expect.stringContaining('The Drift Contract') },
  ]);
  const unknown = parse(rss.replace('<arxiv:announce_type>new<', '<arxiv:announce_type>absonly<'));
  expect(unknown.rejects.map(({ reason }) => reason)).toEqual(['announce type absonly is unknown']);
  expect(unknown.records).toHaveLength(3);
});

it('finds the id in the guid, the description or the link', () => {
  const withoutGuid = rss.replace(/<guid.*?1<\/guid>/, '');
  expect(parse(withoutGuid).records[0]?.paper).toMatchObject({
    arxivId: '2609.26811',
    edition: { version: 1 },
  });
  const nowhere = withoutGuid
    .replace('<link>https://arxiv.org/abs/2609.26811</link>', '')
    .replace('2609.26811v1', '?');
  expect(parse(nowhere).rejects.map(({ reason }) => reason)).toEqual(['no arXiv id']);
});

it('says that the feed ends early, and keeps whole items', () => {
  const cut = parse(rss.slice(0, rss.indexOf('Outliers are found')));
  expect(cut.records.map(({ paper }) => paper.arxivId)).toEqual(['2609.26811', '2608.31001']);
  expect(cut.rejects.map(({ reason }) => reason)).toEqual(['the text ends early']);
  expect(cut.broken).toBe('the text ends early');
});

it('reads over a bare ampersand and a stray "<" in a title', () => {
  const { records, rejects, broken } = parse(
    rss.replace(/<title>The Drift Contract/, '<title>R&D, p < 0.05'),
  );
  expect({ rejects, broken }).toEqual({ rejects: [], broken: undefined });
  expect(records).toHaveLength(4);
  expect(records[0]?.paper.title).toMatch(/^R&D, p < 0.05/);
});
