import { expect, it } from 'vitest';
import { detectFileFormat } from '../../../adapters/files/formats/detect-file-format.ts';
import { detectXmlFormat } from '../../../src/app/compose/file-formats.ts';
import { readText, titlesOf } from '../../support/fakes/read-text.ts';
import { readFixture } from '../../support/fixtures/feeds/read-fixture.ts';

const oaiRecord = (id: string, title: string) => `
<record><header><identifier>oai:arXiv.org:${id}</identifier><datestamp>2026-09-30</datestamp></header>
<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>${id}</id><created>2026-09-29</created>
<authors><author><keyname>Lovelace</keyname><forenames>Ada</forenames></author></authors>
<title>${title}</title><categories>cs.LG</categories><abstract>It is ${title}.</abstract></arXiv></metadata></record>`;

const oai = (records: string) => `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>${records}</ListRecords></OAI-PMH>`;

it('reads lists of OAI-PMH up to what is broken; deleted papers are skipped', async () => {
  const deleted =
    '<record><header status="deleted"><identifier>oai:arXiv.org:2609.00002</identifier></header></record>';
  const many = Array.from({ length: 50 }, (_, i) =>
    oaiRecord(`2609.001${String(i).padStart(2, '0')}`, `Many ${i}`),
  );
  const records = [
    oaiRecord('2609.00001', 'One'),
    deleted,
    ...many,
    oaiRecord('2609.00003', 'Last é'),
    '<record>a<x</record>',
    oaiRecord('2609.00004', 'Lost'),
  ];
  const read = titlesOf(await readText(oai(records.join(''))));
  const reason = 'it is not well-formed: disallowed character in tag name';
  expect(read.filter((title) => title.startsWith('Many'))).toHaveLength(50);
  expect(read).toEqual(expect.arrayContaining(['One', 'skipped', 'Last é', `record 54: ${reason}`]));
  expect(read.at(-1)).toBe(`! standard input is not whole: ${reason}.`);
  expect(read).toHaveLength(55);
});

it('reads the beginning of a list that ends early, and says so', async () => {
  const whole = oai(oaiRecord('2609.00001', 'One') + oaiRecord('2609.00002', 'Two'));
  const read = titlesOf(await readText(whole.slice(0, whole.lastIndexOf('<abstract>'))));
  expect(read[0]).toBe('One');
  expect(read.at(-1)).toBe('! standard input is not whole: the text ends early.');
});

it('reads the announcements of arXiv', async () => {
  const item = (
    id: string,
    title: string,
  ) => `<item><title>${title}</title><link>https://arxiv.org/abs/${id}</link>
<description>arXiv:${id}v1 Announce Type: new \nAbstract: It is ${title}.</description><guid isPermaLink="false">oai:arXiv.org:${id}v1</guid>
<category>cs.LG</category><pubDate>Thu, 24 Sep 2026 00:00:00 -0400</pubDate><arxiv:announce_type>new</arxiv:announce_type><dc:creator>Ada Lovelace</dc:creator></item>`;
  const rss = `<?xml version='1.0' encoding='UTF-8'?><rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
<channel><title>cs.LG updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.LG</link>${item('2609.26811', 'One')}${item('2609.26812', 'Two')}</channel></rss>`;
  expect(titlesOf(await readText(rss))).toEqual(['One', 'Two']);
});

it('reads answers of arXiv’s API, and repeats arXiv’s error messages', async () => {
  const feed = (entry: string) =>
    `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>arXiv Query: x</title><id>https://arxiv.org/api/x</id>${entry}</feed>`;
  const paper =
    '<entry><id>http://arxiv.org/abs/2510.14968v1</id><title>One</title><summary>It is.</summary><published>2025-10-16T00:00:00Z</published></entry>';
  const error =
    '<entry><id>https://arxiv.org/api/errors#bad</id><title>Error</title><summary>bad id</summary></entry>';
  expect(titlesOf(await readText(feed(paper)))).toEqual(['One']);
  expect(await readText(feed(error))).toEqual(['! standard input cannot be read: arXiv says: bad id.']);
});

it('rejects other kinds of XML', async () => {
  expect(await readText('<?xml version="1.0"?><catalog><book/></catalog>')).toEqual([
    '! standard input is XML of another kind.',
  ]);
});

it.each([
  ['arxiv-rss.xml', 'arxiv-feed'],
  ['arxiv-rss-empty.xml', 'arxiv-feed'],
  ['arxiv-rss-error.xml', 'arxiv-feed'],
  ['arxiv-atom.xml', 'arxiv-feed'],
  ['arxiv-api-2025.xml', 'arxiv-api'],
  ['arxiv-api-2026.xml', 'arxiv-api'],
  ['arxiv-api-error.xml', 'arxiv-api'],
  ['oai-arxiv.xml', 'oai'],
  ['oai-raw-2024.xml', 'oai'],
  ['oai-none.xml', 'oai'],
])('recognizes the format of %s', (name, format) => {
  const text = readFixture(name);
  expect(detectXmlFormat(text.slice(0, 4096))).toBe(format);
  expect(detectXmlFormat(`\ufeff\n${text}`)).toBe(format);
});

it.each([
  '',
  '{"title":"A Paper","abstract":"x"}\n{"title":"B"}',
  '{"paper":{"title":"x"}}\n{"paper":{"title":"y"}}',
  '[{"title":"A Paper"}]',
  '@article{x, title={arXiv}}',
  '<html><title>arXiv</title>',
  '<rss version="2.0"><channel><title>News</title></channel></rss>',
  '<record><title>Not of a list</title></record>',
  'arXiv:2609.26811v1 Announce Type: new',
])('does not recognize %j', (text) => {
  expect(detectXmlFormat(text)).toBeUndefined();
});

it.each([
  ['huggingface-2024.json', 'JSON'],
  ['huggingface-2025.json', 'JSON'],
  ['huggingface-2026.json', 'JSON'],
  ['huggingface-python.json', 'JSON'],
  ['huggingface-wrapped.json', 'JSON'],
])('takes a day of Hugging Face for JSON: %s', (name, format) => {
  const text = readFixture(name);
  expect(detectFileFormat(Buffer.from(text.slice(0, 4096)), 'day')).toBe(format);
  expect(detectFileFormat(Buffer.from(`\ufeff\n${text}`), 'day')).toBe(format);
});
