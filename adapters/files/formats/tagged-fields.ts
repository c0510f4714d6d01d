import { readDoi } from '../../../src/corpus/doi.ts';
import { readLooseDate } from '../../../src/corpus/loose-date.ts';
import { isAfterName } from '../../../src/corpus/names/split-name.ts';
import type { RecordFields } from '../../../src/corpus/record.ts';
import { findArxivIds } from '../../../src/corpus/reference/find-ids.ts';
import { defined } from '../../../src/defined.ts';
import { isArxivName, workType } from './work-types.ts';

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
  | 'volume'
  | 'number'
  | 'firstPage'
  | 'lastPage'
  | 'publisher'
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
    venue: ['JO', 'JF', 'T2', 'JA', 'BT'],
    volume: ['VL'],
    number: ['IS'],
    firstPage: ['SP'],
    lastPage: ['EP'],
    publisher: ['PB'],
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
    authors: ['FAU', 'AU', 'CN'],
    abstract: ['AB'],
    date: ['DP', 'DEP', 'EDAT'],
    doi: ['LID', 'AID'],
    url: [],
    venue: ['JT', 'TA'],
    volume: ['VI'],
    number: ['IP'],
    firstPage: ['PG'],
    lastPage: [],
    publisher: ['PB'],
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
    volume: ['V'],
    number: ['N'],
    firstPage: ['P'],
    lastPage: [],
    publisher: ['I'],
    ids: ['M', 'Z'],
  },
};

/** What a record says about a paper. Never throws. */
export function taggedFields(tags: Tags, { fields }: TaggedDialect, source: string): RecordFields {
  const all = (field: TaggedField) => fields[field].flatMap((tag) => tags.get(tag) ?? []).filter(Boolean);
  const first = (field: TaggedField) => all(field)[0];
  const url = all('url').find((text) => /^https?:/i.test(text)) ?? addressOf(tags);
  return {
    source,
    edition: { by: 'import' },
    isNew: true,
    title: first('title') ?? '',
    abstract: first('abstract') ?? '',
    authors: authorsOf(tags, fields.authors),
    publication: {
      type: workType(first('type') ?? ''),
      ...defined({
        venue: all('venue').find((venue) => !isArxivName(venue) && venue !== first('title')),
        volume: first('volume'),
        number: first('number'),
        pages: pagesOf(first('firstPage'), first('lastPage')),
        publisher: first('publisher'),
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

/** The names under the first tag that has any, and those of corporate authors: PubMed gives a name in full and in short. */
function authorsOf(tags: Tags, names: readonly string[]): readonly string[] {
  const [main = '', ...others] = names;
  const people = tags.get(main) ?? tags.get(others[0] ?? '') ?? [];
  return [...people.map(readSuffix), ...(tags.get('CN') ?? [])];
}

/** RIS writes a suffix last: `Roe, Ann, III`. */
const readSuffix = (name: string): string =>
  name.replace(/^([^,]+),\s*([^,]+),\s*([^,]{1,6})$/, (whole, family, given, suffix) =>
    isAfterName(suffix) ? `${given} ${family}, ${suffix}` : whole,
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
