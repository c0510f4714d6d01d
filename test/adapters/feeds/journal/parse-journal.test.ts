import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  journalName,
  journalRecords,
  parseJournal,
} from '../../../../adapters/feeds/journal/parse-journal.ts';
import { FeedError } from '../../../../src/errors.ts';
import { readFixture } from '../../../support/fixtures/feeds/read-fixture.ts';
import { tries } from '../../../support/tries.ts';

const today = '2026-11-28';
const read = (text: string) =>
  journalRecords(parseJournal(text), { source: 'rss:x', trustedAs: 'journal', today }, () => 'new');

const cod =
  'Sea grass shelters young cod from seals. We show by 212 dives that survival doubles where the grass is denser than ninety shoots a square metre.';
const hedgehogs =
  'Hedgehogs cross roads more often on warm nights. We followed forty animals over two summers and found that each degree adds three crossings a night.';

/** Made texts in the forms that each publisher sends. */
describe('a feed in the dialect of', () => {
  it.each([
    [
      'wiley.xml',
      {
        title: 'Hedgehogs on warm roads',
        authors: ['Ada Lin', 'Bo Ek', 'Carla de Souza'],
        abstract: hedgehogs,
      },
      {
        doi: '10.5555/fec.12650',
        published: '2026-07-20',
        venue: 'Field Ecology',
        url: 'https://onlinelibrary.example.com/doi/10.5555/fec.12650',
      },
      { skipped: 1, rejected: 0 },
    ],
    [
      'pubmed.xml',
      { title: 'Hedgehogs on warm roads', authors: ['Ada Lin', 'Bo Ek'], abstract: hedgehogs },
      {
        doi: '10.5555/fec.12650',
        published: '2026-07-20',
        venue: 'Field ecology',
        url: 'https://pubmed.example.gov/40000001/',
      },
      { skipped: 0, rejected: 0 },
    ],
    [
      'silverchair.xml',
      {
        title: 'Sea grass shelters young cod (Gadus morhua)',
        authors: ['Chen C', 'Zhou Y', 'Ek B'],
        abstract: cod,
      },
      {
        doi: '10.5555/shores/zl078',
        published: '2026-07-23',
        venue: 'Annals of Shores',
        url: 'https://academic.example.com/shores/article/194/1/226/64',
      },
      { skipped: 0, rejected: 0 },
    ],
    [
      'sciencedirect.xml',
      {
        title: 'Sea grass shelters young cod',
        authors: ['Ada Lin', 'Bo Ek', 'Carla de Souza', 'Dai Mori'],
        abstract: '',
      },
      {
        doi: undefined,
        published: undefined,
        venue: 'Shores and Seas',
        url: 'https://www.sciencedirect.example.com/science/article/pii/S1055790321002906',
      },
      { skipped: 1, rejected: 0 },
    ],
    [
      'pensoft.xml',
      {
        title: 'Sea grass shelters young cod',
        authors: ['Ada Lin', 'Bo Ek', 'Carla de Souza'],
        abstract: cod,
      },
      {
        doi: '10.5555/beetlekeys.1078.47616',
        published: '2026-07-21',
        venue: 'BeetleKeys',
        url: 'https://beetlekeys.example.net/article/47616/',
      },
      { skipped: 0, rejected: 0 },
    ],
    [
      'nature.rdf',
      { title: 'Sea grass shelters young cod', authors: ['Ada Lin', 'Bo Ek'], abstract: cod },
      {
        doi: '10.1038/s41586-026-05949-1',
        published: '2026-07-23',
        venue: 'Nature of Things',
        url: 'https://www.example.com/articles/s41586-026-05949-1',
      },
      { skipped: 2, rejected: 0 },
    ],
    [
      'preprints.rdf',
      { title: 'Hedgehogs on warm roads', authors: ['A. Lin', 'B. Ek', 'C. de Souza'], abstract: hedgehogs },
      {
        doi: '10.1101/857789',
        published: '2026-07-20',
        venue: 'Preprints',
        url: 'http://preprints.example.org/cgi/content/short/857789v1',
      },
      { skipped: 0, rejected: 0 },
    ],
    [
      'mdpi.rdf',
      { title: 'Sea grass shelters young cod & herring', authors: ['Ada Lin', 'Bo Ek'], abstract: cod },
      {
        doi: '10.5555/shores9060120',
        published: '2026-07-22',
        venue: 'Shores',
        url: 'https://www.mdpi.example.com/2311-5521/9/6/120',
      },
      { skipped: 0, rejected: 0 },
    ],
    [
      'taylor-francis.rdf',
      { title: 'Sea grass shelters young cod', authors: ['Ada Lin'], abstract: '' },
      {
        doi: '10.5555/01650521.2026.1783478',
        published: '2026-07-09',
        venue: 'Studies on Shores',
        url: 'https://www.tandf.example.com/doi/full/10.5555/01650521.2026.1783478',
      },
      { skipped: 0, rejected: 0 },
    ],
    [
      'ojs-rss2.xml',
      {
        title: 'Seegras schützt junge Dorsche',
        authors: ['Volker Assing', 'Heinrich Meybohm'],
        abstract:
          'Seegras schützt junge Dorsche vor Robben; das zeigen 212 Tauchgänge & zwei Sommer an der Küste von Rügen.',
      },
      {
        doi: undefined,
        published: '2026-10-01',
        venue: 'Beiträge zur Küste',
        url: 'https://beitraege.example.org/article/view/2039',
      },
      { skipped: 0, rejected: 0 },
    ],
    [
      'ojs-atom.xml',
      {
        title: 'Sea grass shelters young cod',
        authors: ['Volker Assing', 'Heinrich Meybohm'],
        abstract: cod,
      },
      {
        doi: undefined,
        published: '2026-07-21',
        venue: 'Beiträge zur Küste',
        url: 'https://beitraege.example.org/article/view/2039',
      },
      { skipped: 0, rejected: 0 },
    ],
    [
      'cnki.xml',
      {
        title: 'Sea grass shelters young cod',
        authors: ['Guocheng SHU', 'Ping LIU', 'Tian ZHAO'],
        abstract: `${cod.slice(0, 100)}...`,
      },
      {
        doi: undefined,
        published: '2026-07-24',
        venue: 'Herpetological Shores',
        url: 'https://t.cnki.example.net/kcms/detail?v=hw-ZsXKh',
      },
      { skipped: 0, rejected: 0 },
    ],
    [
      'jmlr.xml',
      {
        title: 'Sea grass shelters young cod at AT&T',
        authors: ['Ada Lin'],
        abstract: cod.replace('denser than', 'denser (p < 0.05) than'),
      },
      {
        doi: undefined,
        published: '2026',
        venue: 'JMLR',
        url: 'http://jmlr.example.org/papers/v27/25-0001.html',
      },
      { skipped: 0, rejected: 0 },
    ],
    [
      'feed.json',
      { title: 'Sea grass shelters young cod', authors: ['Ada Lin', 'Bo Ek'], abstract: cod },
      { doi: undefined, published: '2026-07-21', venue: 'Shores', url: 'https://shores.example.org/7' },
      { skipped: 0, rejected: 1 },
    ],
  ])('%s', (file, texts, { venue, ...facts }, { skipped, rejected }) => {
    const sorted = read(readFixture(`journals/${file}`));
    const [first] = sorted.records;
    expect(first?.paper).toMatchObject({ ...texts, publication: { venue } });
    const { doi, published, url } = first?.paper ?? {};
    expect({ doi, published, url }).toEqual(facts);
    expect({ skipped: sorted.skipped, rejected: sorted.rejects.length, broken: sorted.broken }).toEqual({
      skipped,
      rejected,
    });
    // The counts add up.
    expect(sorted.records.length + sorted.skipped + sorted.rejects.length).toBe(sorted.items);
  });
});

it('reads Chinese names, which have no blanks', () => {
  expect(read(readFixture('journals/cnki.xml')).records[1]?.paper.authors).toEqual([
    '范存祥',
    '林志斌',
    '俞雅丽',
  ]);
});

/** An item of RSS with these fields. */
const itemOf = (fields: Readonly<Record<string, string>>) =>
  read(
    `<rss><channel><title>Field Ecology</title><item><title>Hedgehogs on warm roads</title>${Object.entries(
      fields,
    )
      .map(([name, text]) => `<${name}><![CDATA[${text}]]></${name}>`)
      .join('')}</item></channel></rss>`,
  ).records[0]?.paper;

it.each([
  ['Chen C, Zhou Y, Ek B.', ['Chen C', 'Zhou Y', 'Ek B']],
  ['Chen C., Zhou Y., Ek B.', ['Chen C.', 'Zhou Y.', 'Ek B.']],
  ['Ada Lin, Bo Ek.', ['Ada Lin', 'Bo Ek']],
  ['Zhou Y.', ['Zhou Y.']],
])('the full stop of the list %j is nobody’s', (author, authors) =>
  expect(itemOf({ author })?.authors).toEqual(authors),
);

it.each([
  'TAXON, Volume 70, Issue 6, Page 1327-1328, December 2021.',
  'Volume 56, Issue 3, December 2021, Page 163-175',
  'Journal of Field Ecology, Volume 12, No. 4, Pages 1-9, 2026.',
])('%j is about the issue, and no abstract', (description) =>
  expect(itemOf({ description })?.abstract).toBe(''),
);

it('a sentence that speaks of a volume and an issue is an abstract', () => {
  const description =
    'This note corrects figures in Field Ecology, Volume 70, Issue 6, where the counts of two summers were swapped: with the right ones, each degree adds four crossings.';
  expect(itemOf({ description })?.abstract).toBe(description);
});

it.each([
  ['<p>Publication date: May 2026</p><p>Author(s): Ada Lin</p>', '2026-05'],
  ['<p>Available online 12 March 2026</p>', '2026-03-12'],
  // A cover date that is still ahead.
  ['<p>Publication date: February 2027</p>', undefined],
  ['<p>Publication date: soon</p>', undefined],
])('of %j the date is read', (description, date) => expect(itemOf({ description })?.published).toBe(date));

it('an item of PubMed is the same at every reading, although its address changes', () => {
  const text = readFixture('journals/pubmed.xml');
  const later = text.replace(/ff=\d+/, 'ff=20261128').replace('v=2.19', 'v=2.20');
  const [first] = parseJournal(text).items;
  expect(parseJournal(later).items[0]).toMatchObject({ key: first?.key, content: first?.content });
});

it('items with one address and no id are told apart', () => {
  const item = (title: string) => `<item><title>${title}</title><link>https://example.org/</link></item>`;
  const keys = parseJournal(
    `<rss><channel>${item('One')}${item('Two')}${item('Three')}</channel></rss>`,
  ).items.map(({ key }) => key);
  expect(new Set(keys).size).toBe(3);
});

it.each([
  [
    'a bare ampersand',
    (text: string) => text.replace('<channel>', '<channel><link>https://x.example/?a=1&b=2</link>'),
  ],
  ['an entity of HTML', (text: string) => text.replace('<channel>', '<channel><docs>&nbsp;&eacute;</docs>')],
  ['a stray <', (text: string) => text.replace('<channel>', '<channel><docs>p < 0.05</docs>')],
])('%s costs nothing', (_, breakIt) => {
  const text = readFixture('journals/wiley.xml');
  expect(read(breakIt(text))).toEqual(read(text));
});

it('what is cut off costs the rest, and is said', () => {
  const text = readFixture('journals/nature.rdf');
  const cut = read(text.slice(0, text.indexOf('Author Correction')));
  expect(cut).toMatchObject({ broken: 'the text ends early' });
  expect(cut.records).toHaveLength(1);
});

it.each([
  ['<html><body>Just a moment…</body></html>', 'the answer is HTML, not XML'],
  ['{"error":"no"}', 'the answer is JSON of another kind, not a JSON Feed'],
  ['{"error":', 'the answer is broken JSON'],
  ['', 'the answer is empty, not a feed'],
  ['<opml/>', 'the answer is <opml>, not a feed'],
])('%j is no feed', (text, message) => {
  expect(() => parseJournal(text)).toThrow(new FeedError('unreadable', message));
});

it.each([
  ['Wiley: TAXON: Table of Contents', 'TAXON'],
  ['Latest Results for Nature Things', 'Nature Things'],
  ['International Journal of Bogs: Most Recent Articles', 'International Journal of Bogs'],
  ['《昆虫分类学报》编辑部 -->2021年第4期文章目次', '昆虫分类学报'],
  ['Current Issue', 'Current Issue'],
])('%s is called %s', (title, name) => expect(journalName(title)).toBe(name));

it('any item is a record, a reject or skipped', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom(
      '<b>',
      '&amp;lt;i&amp;gt;',
      'doi:10.5555/x',
      'Abstract: ',
      ';',
      '2026-07-20',
      '&#x41;',
      '<![CDATA[x]]>',
    ),
  );
  const name = fc.constantFrom(
    'title',
    'link',
    'guid',
    'description',
    'dc:creator',
    'author',
    'pubDate',
    'prism:doi',
  );
  const item = fc
    .array(fc.tuple(name, fc.array(piece, { maxLength: 4 })), { maxLength: 8 })
    .map(
      (fields) =>
        `<item>${fields.map(([tag, parts]) => `<${tag}>${parts.join(' ')}</${tag}>`).join('')}</item>`,
    );
  fc.assert(
    fc.property(fc.array(item, { maxLength: 5 }), (items) => {
      const sorted = read(`<rss><channel><title>x</title>${items.join('')}</channel></rss>`);
      expect(sorted.records.length + sorted.skipped + sorted.rejects.length).toBeGreaterThanOrEqual(
        sorted.broken === undefined ? items.length : 0,
      );
      for (const { paper } of sorted.records) expect(paper.title).not.toBe('');
    }),
    tries(200),
  );
});
