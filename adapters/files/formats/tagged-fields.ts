import { readDoi } from '../../../src/corpus/doi.ts';
import { readLooseDate } from '../../../src/corpus/loose-date.ts';
import { isAfterName } from '../../../src/corpus/names/split-name.ts';
import type { RecordFields } from '../../../src/corpus/record.ts';
import { findArxivIds } from '../../../src/corpus/reference/find-ids.ts';
import { isArxivName, thesisKind, workType } from '../../../src/corpus/work-types.ts';
import { defined } from '../../../src/defined.ts';
import type { GivenFields } from './remarks.ts';

/** The values of a record by their tags, in the order of the file. */
export type Tags = ReadonlyMap<string, readonly string[]>;

/** How a format writes its fields. */
export interface TaggedDialect {
  /** A line with a tag: the tag, then the value. */
  readonly line: RegExp;
  /** The tag of the first line of a record. */
  readonly begins: string;
  /** The tag of a line that only ends a record. */
  readonly ends?: string;
  /** The tags of each field, the most telling first. */
  readonly fields: Readonly<Record<TaggedField, readonly string[]>>;
}

type TaggedField =
  | 'type'
  | 'title'
  | 'authors'
  | 'abstract'
  | 'date'
  | 'doi'
  | 'url'
  | 'venue'
  | 'bookTitle'
  | 'volume'
  | 'number'
  | 'firstPage'
  | 'lastPage'
  | 'publisher'
  | 'editors'
  | 'series'
  | 'edition'
  | 'address'
  | 'serial'
  | 'ids';

/** @see https://en.wikipedia.org/wiki/RIS_(file_format) */
export const ris: TaggedDialect = {
  line: /^([A-Z][A-Z0-9]) {1,2}- ?(.*)$/,
  begins: 'TY',
  ends: 'ER',
  fields: {
    type: ['TY'],
    title: ['TI', 'T1', 'CT', 'BT'],
    authors: ['AU', 'A1'],
    abstract: ['AB', 'N2'],
    date: ['DA', 'PY', 'Y1'],
    doi: ['DO'],
    url: ['UR', 'L2', 'LK', 'L1'],
    venue: ['JO', 'JF', 'T2', 'JA', 'C3'],
    bookTitle: ['BT'],
    volume: ['VL'],
    number: ['IS'],
    firstPage: ['SP'],
    lastPage: ['EP'],
    publisher: ['PB'],
    editors: ['A2', 'ED', 'A3'],
    series: ['T3'],
    edition: ['ET'],
    address: ['CY', 'PP'],
    serial: ['SN'],
    ids: ['AN', 'M1', 'M3', 'N1', 'ID', 'C7'],
  },
};

/** @see https://pubmed.ncbi.nlm.nih.gov/help/#pubmed-format */
export const nbib: TaggedDialect = {
  line: /^([A-Z]{2,4}) {0,2}- (.*)$/,
  begins: 'PMID',
  fields: {
    type: ['PT'],
    title: ['TI', 'BTI'],
    authors: ['FAU', 'AU'],
    abstract: ['AB'],
    date: ['DP', 'DEP', 'EDAT'],
    doi: ['LID', 'AID'],
    url: [],
    venue: ['JT', 'TA'],
    bookTitle: [],
    volume: ['VI'],
    number: ['IP'],
    firstPage: ['PG'],
    lastPage: [],
    publisher: ['PB'],
    editors: ['FED', 'ED'],
    series: ['CTI'],
    edition: ['EN'],
    address: [],
    serial: ['IS', 'ISBN'],
    ids: ['PMID'],
  },
};

/** EndNote's own export: `%A Lin, Ada`. */
export const enw: TaggedDialect = {
  line: /^%(\S)\s+(.*)$/,
  begins: '0',
  fields: {
    type: ['0'],
    title: ['T'],
    authors: ['A'],
    abstract: ['X'],
    date: ['8', 'D'],
    doi: ['R'],
    url: ['U'],
    venue: ['J', 'B'],
    bookTitle: [],
    volume: ['V'],
    number: ['N'],
    firstPage: ['P'],
    lastPage: [],
    publisher: ['I'],
    editors: ['E'],
    series: ['S'],
    edition: ['7'],
    address: ['C'],
    serial: ['@'],
    ids: ['M', 'Z'],
  },
};

/** What a record says about a paper. Never throws. */
export function taggedFields(tags: Tags, { fields }: TaggedDialect, source: string): RecordFields {
  const all = (field: TaggedField) => fields[field].flatMap((tag) => tags.get(tag) ?? []).filter(Boolean);
  const first = (field: TaggedField) => all(field)[0];
  const editors = namesOf(tags, fields.editors);
  // The second title of a book is that of its series.
  const isBook = tags.get('TY')?.[0]?.trim() === 'BOOK';
  const secondTitle = tags.get('T2')?.[0];
  const venue = [...all('venue'), ...all('bookTitle').filter((title) => title !== first('title'))].find(
    (each) => !isArxivName(each) && !(isBook && each === secondTitle),
  );
  const url = all('url').find((text) => /^https?:/i.test(text)) ?? addressOf(tags);
  return {
    source,
    edition: { by: 'import' },
    isNew: true,
    title: first('title') ?? '',
    abstract: first('abstract') ?? '',
    authors: [...namesOf(tags, fields.authors), ...(tags.get('CN') ?? []).map((name) => `{${name}}`)],
    publication: {
      type: thesisKind(workType(first('type') ?? ''), tags.get('M3')?.[0]),
      ...(editors.length > 0 && { editors }),
      ...defined({
        venue,
        volume: first('volume'),
        number: first('number'),
        pages: pagesOf(first('firstPage'), first('lastPage')),
        publisher: first('publisher'),
        series: first('series') ?? (isBook ? secondTitle : undefined),
        edition: first('edition'),
        address: first('address'),
        ...serialNumbers(all('serial')),
      }),
    },
    ...defined({
      arxivId: arxivIdOf([...all('ids'), ...all('url'), ...all('doi'), ...all('venue')]),
      doi: [...all('doi'), ...all('url')].flatMap(
        (text) => readDoi(text.replace(/\s*\[doi\]$/i, '')) ?? [],
      )[0],
      url,
      published: all('date')
        .flatMap((text) => readDate(text) ?? [])
        .sort((a, b) => b.length - a.length)[0],
    }),
  };
}

/** What a record says in the fields that are read. PubMed has other ids beside the DOI under the same tags. */
export function taggedGiven(tags: Tags, { fields }: TaggedDialect): GivenFields {
  const all = (field: TaggedField) => fields[field].flatMap((tag) => tags.get(tag) ?? []).filter(Boolean);
  return {
    authors: all('authors')[0],
    date: all('date')[0],
    DOI: all('doi').find((text) => tags.has('DO') || /\bdoi\b|^10\./i.test(text)),
    address: all('url')[0],
    abstract: all('abstract')[0],
  };
}

/** The names under the first tag that has any: PubMed gives a name in full and in short. */
function namesOf(tags: Tags, names: readonly string[]): readonly string[] {
  const people = names.map((tag) => tags.get(tag)).find((found) => found !== undefined) ?? [];
  // Where some names have their comma, one without is a team's; EndNote wants a comma behind a team's.
  const areInverted = people.some((name) => name.includes(','));
  return people.map((name) => {
    const isTeam = /\s[^,]*,$/.test(name) || (areInverted && /\s/.test(name) && !name.includes(','));
    return isTeam ? `{${name.replace(/,$/, '')}}` : readSuffix(name);
  });
}

/** `SN` is for both kinds of numbers: an ISSN has eight digits, `1234-567X (Electronic)`. */
function serialNumbers(texts: readonly string[]) {
  const [issn] = texts.flatMap((text) => /^\d{4}-?\d{3}[\dx](?![\d-])/i.exec(text)?.[0] ?? []);
  return { issn, isbn: texts.find((text) => !/^\d{4}-?\d{3}[\dx](?![\d-])/i.test(text)) };
}

/** RIS writes a suffix last: `Roe, Ann, III`. */
const readSuffix = (name: string): string =>
  name.replace(/^([^,]+),\s*([^,]+),\s*([^,]{1,6})$/, (whole, family, given, suffix) =>
    isAfterName(suffix) ? `${family}, ${suffix}, ${given}` : whole,
  );

/** `2020/02/03/`, `2020///`, `2021 Dec 17`, `2021 Nov-Dec` */
const readDate = (text: string): string | undefined =>
  readLooseDate(text.replace(/\/+$/, '').replace(/(?<=\p{L})-\p{L}+/u, ''));

const pagesOf = (first: string | undefined, last: string | undefined): string | undefined =>
  first === undefined || last === undefined || last === first ? first : `${first}–${last}`;

const arxivIdOf = (texts: readonly string[]): string | undefined =>
  texts.filter((text) => /arxiv/i.test(text)).flatMap((text) => findArxivIds(text).ids)[0];

function addressOf(tags: Tags): string | undefined {
  const [pubmed] = tags.get('PMID') ?? [];
  return pubmed && /^\d{1,9}$/.test(pubmed) ? `https://pubmed.ncbi.nlm.nih.gov/${pubmed}/` : undefined;
}
