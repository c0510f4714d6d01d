import { createHash } from 'node:crypto';
import { authorList, paperAddress } from '../../src/corpus/describe-paper.ts';
import { partsOfName } from '../../src/corpus/names/split-name.ts';
import type { Paper } from '../../src/corpus/paper.ts';
import { kindOfWork, namesOfType, thesisName } from '../../src/corpus/work-types.ts';
import { defined } from '../../src/defined.ts';

/** What Zotero takes for keys: no 0, 1 and O. */
const keyLetters = '23456789ABCDEFGHIJKLMNPQRSTUVWXYZ';

/**
 * The key of a paper's item in a group, always the same: Zotero refuses a second item with it, so that no crash and no second
 * process doubles a paper.
 */
export const itemKey = (group: number, paperId: string): string =>
  [...createHash('sha256').update(`${group} ${paperId}`).digest().subarray(0, 8)]
    .map((byte) => keyLetters[byte % keyLetters.length])
    .join('');

type Field =
  | 'venue'
  | 'volume'
  | 'number'
  | 'pages'
  | 'publisher'
  | 'series'
  | 'edition'
  | 'address'
  | 'isbn'
  | 'issn'
  | 'doi';

/**
 * Zotero's name of each field, by its item types. It refuses a whole item for a field that its type does not have; those that
 * a type lacks go into `extra`, which Zotero and its styles read.
 * @see https://api.zotero.org/schema
 */
const fieldNames: Readonly<Record<string, Readonly<Partial<Record<Field, string>>>>> = {
  journalArticle: {
    venue: 'publicationTitle',
    volume: 'volume',
    number: 'issue',
    pages: 'pages',
    series: 'series',
    issn: 'ISSN',
    doi: 'DOI',
  },
  conferencePaper: {
    venue: 'proceedingsTitle',
    volume: 'volume',
    pages: 'pages',
    publisher: 'publisher',
    series: 'series',
    address: 'place',
    isbn: 'ISBN',
    doi: 'DOI',
  },
  bookSection: {
    venue: 'bookTitle',
    volume: 'volume',
    pages: 'pages',
    publisher: 'publisher',
    series: 'series',
    number: 'seriesNumber',
    edition: 'edition',
    address: 'place',
    isbn: 'ISBN',
  },
  book: {
    volume: 'volume',
    publisher: 'publisher',
    series: 'series',
    number: 'seriesNumber',
    edition: 'edition',
    address: 'place',
    isbn: 'ISBN',
  },
  thesis: { venue: 'university', address: 'place' },
  report: {
    venue: 'institution',
    number: 'reportNumber',
    pages: 'pages',
    series: 'seriesTitle',
    address: 'place',
  },
  preprint: { doi: 'DOI', series: 'series' },
  manuscript: { address: 'place' },
  webpage: { venue: 'websiteTitle' },
  patent: { number: 'patentNumber', pages: 'pages', address: 'place' },
  computerProgram: { publisher: 'company', address: 'place', isbn: 'ISBN' },
  document: { publisher: 'publisher' },
};

/** Names in `extra`, as CSL has them, which Zotero reads there. */
const extraNames: Readonly<Record<Field, string>> = {
  venue: 'container-title',
  volume: 'volume',
  number: 'number',
  pages: 'page',
  publisher: 'publisher',
  series: 'collection-title',
  edition: 'edition',
  address: 'publisher-place',
  isbn: 'ISBN',
  issn: 'ISSN',
  doi: 'DOI',
};

const withEditors = new Set(['journalArticle', 'conferencePaper', 'bookSection', 'book', 'document']);

/** Zotero's item for a paper. @param collection a collection's key */
export function toItem(paper: Paper, group: number, collection?: string) {
  const { arxivId, publication, published } = paper;
  const kind = kindOfWork(paper);
  const isPreprint = kind === 'misc' && (arxivId !== undefined || paper.doi !== undefined);
  const { zotero } = namesOfType(kind);
  const itemType = isPreprint ? 'preprint' : fieldNames[zotero] === undefined ? 'document' : zotero;
  const { type: _type, editors: _editors, ...details } = publication ?? { type: kind };
  const said: Readonly<Partial<Record<Field, string>>> = { ...details, ...defined({ doi: paper.doi }) };
  const names = fieldNames[itemType] ?? {};
  const given = Object.entries(said) as [Field, string][];
  const extra = given
    .filter(([field]) => names[field] === undefined)
    .map(([field, text]) => `${extraNames[field]}: ${text}`);
  if (arxivId !== undefined && !isPreprint) extra.push(`arXiv: ${arxivId}`);
  if (zotero !== itemType && !isPreprint) extra.unshift(`type: ${namesOfType(kind).csl}`);
  return {
    key: itemKey(group, paper.id),
    // A new item: Zotero refuses one with this key if it is there.
    version: 0,
    itemType,
    title: paper.title,
    creators: creatorsOf(paper, itemType),
    abstractNote: paper.abstract,
    ...Object.fromEntries(
      given.flatMap(([field, text]) => (names[field] === undefined ? [] : [[names[field], text]])),
    ),
    ...(isPreprint && arxivId !== undefined && { repository: 'arXiv', archiveID: `arXiv:${arxivId}` }),
    ...(itemType === 'thesis' && defined({ thesisType: thesisName(kind) })),
    ...defined({ date: published, url: paperAddress(paper) }),
    extra: extra.join('\n'),
    tags: [],
    relations: {},
    collections: collection === undefined ? [] : [collection],
  };
}

/** The creator types for authors, where they are called otherwise. */
const authorTypes: Readonly<Record<string, string>> = { patent: 'inventor', computerProgram: 'programmer' };

function creatorsOf(paper: Paper, itemType: string) {
  const { organization, publication, familyNames } = paper;
  const authors = authorList(paper);
  const named = authors.length > 0 ? authors : organization === undefined ? [] : [organization.name];
  const editors = withEditors.has(itemType) ? (publication?.editors ?? []) : [];
  const creator = (creatorType: string) => (name: string) => {
    const { given, family, suffix } = partsOfName(name, familyNames);
    if (given === '') return { creatorType, name: family };
    return { creatorType, firstName: suffix === '' ? given : `${given}, ${suffix}`, lastName: family };
  };
  return [...named.map(creator(authorTypes[itemType] ?? 'author')), ...editors.map(creator('editor'))];
}
