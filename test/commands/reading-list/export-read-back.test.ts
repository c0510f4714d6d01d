import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openPapers } from '../../../adapters/files/open-papers.ts';
import { feedFormats } from '../../../src/app/compose/file-formats.ts';
import { joinPieces } from '../../../src/cards/split-file.ts';
import { toBibtex } from '../../../src/commands/reading-list/to-bibtex.ts';
import { toCsl } from '../../../src/commands/reading-list/to-csl.ts';
import { recordOf, toCsv } from '../../../src/commands/reading-list/to-csv.ts';
import { toRis } from '../../../src/commands/reading-list/to-ris.ts';
import type { Paper } from '../../../src/corpus/paper.ts';
import { defined } from '../../../src/defined.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-round-trip-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function* nothing(): AsyncGenerator<Buffer> {}

/** What `import` reads of a file. */
async function readBack(text: string): Promise<Paper[]> {
  writeFileSync(join(folder, 'papers'), text);
  const file = await openPapers(join(folder, 'papers'), nothing(), feedFormats);
  const papers: Paper[] = [];
  for await (const item of file.items()) {
    const read = item();
    if (read === 'skipped' || 'reason' in read) throw new Error(JSON.stringify(read));
    papers.push(read.paper);
  }
  await file.close();
  return papers;
}

const formats: Readonly<Record<string, (papers: readonly Paper[]) => string>> = {
  BibTeX: (papers) => toBibtex(papers).join('\n\n'),
  RIS: (papers) => papers.map(toRis).join('\r\n'),
  'CSL-JSON': (papers) => JSON.stringify(papers.map(toCsl), null, 1),
  JSON: (papers) => JSON.stringify(papers.map(recordOf), null, 1),
  CSV: (papers) => joinPieces(toCsv(papers.map(recordOf))),
};

const shore = {
  title: 'Sea grass shelters young cod',
  abstract: 'We show by 212 dives that survival doubles. It holds in every bay.',
  authors: ['Ada Lin', 'Bo Ek'],
  published: '2020-02-03',
  doi: '10.5555/shores.7',
  publication: {
    type: 'article',
    venue: 'Shores',
    volume: '12',
    number: '3',
    pages: '45–67',
    publisher: 'Sea Press',
  },
} satisfies Partial<Paper>;

/** Papers that formats are known to spoil. */
const hard: readonly (readonly [string, Partial<Paper>])[] = [
  ['an article', shore],
  [
    'a conference paper',
    { ...shore, publication: { type: 'inproceedings', venue: 'Proceedings of Shores', pages: '9' } },
  ],
  [
    'a chapter',
    { ...shore, publication: { type: 'incollection', venue: 'A Book of Shores', publisher: 'Sea Press' } },
  ],
  ['a book', { ...shore, publication: { type: 'book', publisher: 'Sea Press' } }],
  ['a thesis', { ...shore, publication: { type: 'phdthesis', publisher: 'University of Shores' } }],
  [
    'a preprint',
    {
      title: shore.title,
      authors: shore.authors,
      published: '2024-01-03',
      abstract: shore.abstract,
      arxivId: '2401.00001',
    },
  ],
  ['a year alone', { ...shore, published: '2020' }],
  ['a year and a month', { ...shore, published: '2020-02' }],
  ['signs of TeX', { ...shore, title: '100% of R&D: C# in a_b for $5 ~ ^ “quotes” and “commas, too”' }],
  [
    'signs of CSV',
    {
      ...shore,
      title: 'She said "cod; herring", and left',
      abstract: 'One; two, "three" and a half of the rest.',
    },
  ],
  [
    'names with particles',
    { ...shore, authors: ['Aaron van den Oord', 'Ludwig van Beethoven', 'Maria de la Cruz'] },
  ],
  ['names with suffixes', { ...shore, authors: ['Ann Roe, III', 'Martin King, Jr.'] }],
  ['a team', { ...shore, authors: ['Robots and Gears Team', 'Ada Lin'] }],
  [
    'family names of two words',
    {
      ...shore,
      authors: ['Gabriel García Márquez', 'Ada Lin'],
      familyNames: { 'Gabriel García Márquez': 'García Márquez' },
    },
  ],
  [
    'a team that looks like a person',
    {
      ...shore,
      authors: ['Oregon Youth Authority'],
      familyNames: { 'Oregon Youth Authority': 'Oregon Youth Authority' },
    },
  ],
  [
    'editors, series, edition, town and numbers',
    {
      ...shore,
      publication: {
        type: 'incollection',
        venue: 'A Book of Shores',
        publisher: 'Sea Press',
        editors: ['Aaron van den Oord', 'Ann Roe, Jr.'],
        series: 'Coasts and Seas',
        edition: 'Second',
        address: 'Bergen and Oslo',
        isbn: '978-0-00-000000-2',
        issn: '1234-567X',
      },
    },
  ],
  ['a master’s thesis', { ...shore, publication: { type: 'mastersthesis', venue: 'University of Shores' } }],
  ['a patent', { ...shore, publication: { type: 'patent', number: '5668842' } }],
  ['a data set', { ...shore, publication: { type: 'dataset', publisher: 'Sea Archive' } }],
  ['a single brace', { ...shore, title: 'What } means in a { shell' }],
  ['the nineteenth century', { ...shore, published: '1859-11-24' }],
  ['one word', { ...shore, authors: ['Aristotle', 'Ada Lin'] }],
  [
    'accents',
    {
      ...shore,
      authors: ['Łukasz Ørsted', 'José Núñez-Ibáñez', '李明'],
      title: 'Über Wälder — naïve façades',
    },
  ],
  ['many authors', { ...shore, authors: Array.from({ length: 60 }, (_, i) => `Given${i} Family${i}`) }],
];

/** A comma before a suffix is a matter of taste. */
const plainNames = (names: readonly string[] = []) => names.map((name) => name.replace(/, (?=\S+$)/, ' '));

const told = ({ title, abstract, authors, published, doi, arxivId, publication, familyNames }: Paper) => ({
  title,
  abstract,
  authors: plainNames(authors),
  published,
  doi,
  arxivId,
  familyNames,
  publication: publication && {
    ...publication,
    ...defined({ editors: publication.editors && plainNames(publication.editors) }),
  },
});

describe.each(Object.entries(formats))('%s', (_name, write) => {
  it.each(hard)('gives back %s', async (_, fields) => {
    const paper = samplePaper({ id: 'p1', ...fields });
    const [read] = await readBack(write([paper]));
    const expected = told(paper);
    expect(read && told(read)).toEqual(expected);
  });
});
