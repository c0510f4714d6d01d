import type { Publication } from '../../../src/corpus/paper.ts';
import { isArxivName, thesisKind, workType } from '../../../src/corpus/work-types.ts';
import { defined } from '../../../src/defined.ts';

type Json = Readonly<Record<string, unknown>>;

const names = {
  type: ['type', 'item_type', 'document_type', 'itemtype', 'publication_type'],
  venue: [
    'container-title',
    'container_title',
    'publication_title',
    'source_title',
    'journal',
    'booktitle',
    'venue',
    'publication',
  ],
  volume: ['volume'],
  number: ['issue', 'number'],
  pages: ['page', 'pages'],
  publisher: ['publisher'],
  series: ['collection-title', 'series', 'series_title'],
  edition: ['edition'],
  address: ['publisher-place', 'publisher_place', 'place', 'address'],
  isbn: ['isbn'],
  issn: ['issn'],
  genre: ['genre'],
} as const;

/**
 * Where a work appeared, as CSL-JSON, Semantic Scholar and the columns of Zotero, Scopus and PubMed say it. Undefined where
 * nothing is said. Never throws.
 * @param value with the names of its fields in lower case
 * @param editors as `RecordFields` has them
 */
export function jsonPublication(value: Json, editors: readonly string[] = []): Publication | undefined {
  // Semantic Scholar's `journal` is an object with a name, a volume and pages.
  const { name: journalName, ...journal } = objectIn(value['journal']);
  const all: Json = { ...journal, ...value, ...(journalName !== undefined && { journal: journalName }) };
  const say = (field: keyof typeof names) =>
    names[field].map((name) => textIn(all[name])).find((text) => text !== undefined && !isArxivName(text));
  const type = say('type');
  const details = defined({
    venue: say('venue'),
    volume: say('volume'),
    number: say('number'),
    pages: say('pages')?.replace(/(?<=\d)\s*-{1,2}\s*(?=\d)/g, '–'),
    publisher: say('publisher'),
    series: say('series'),
    edition: say('edition'),
    address: say('address'),
    isbn: say('isbn'),
    issn: say('issn'),
    editors: editors.length > 0 ? editors : undefined,
  });
  if (type === undefined && Object.keys(details).length === 0) return undefined;
  const kind = type === undefined ? 'misc' : thesisKind(workType(type), say('genre'));
  return {
    type: kind === 'misc' && type === undefined && details.venue !== undefined ? 'article' : kind,
    ...details,
  };
}

const objectIn = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** Crossref gives titles as lists. */
function textIn(value: unknown): string | undefined {
  const inner = Array.isArray(value) ? value[0] : value;
  if (typeof inner === 'number') return String(inner);
  return typeof inner === 'string' && inner.trim() !== '' ? inner.trim() : undefined;
}
