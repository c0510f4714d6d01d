import type { Publication } from '../../../src/corpus/paper.ts';
import { defined } from '../../../src/defined.ts';
import { workType } from './work-types.ts';

type Json = Readonly<Record<string, unknown>>;

const names = {
  type: ['type', 'item_type', 'document_type', 'itemtype', 'publication_type'],
  venue: [
    'container-title',
    'container_title',
    'publication_title',
    'source_title',
    'journal_book',
    'journal',
    'booktitle',
    'venue',
    'publication',
  ],
  volume: ['volume'],
  number: ['issue', 'number'],
  pages: ['page', 'pages'],
  publisher: ['publisher'],
} as const;

/**
 * Where a work appeared, as CSL-JSON, Semantic Scholar and the columns of Zotero, Scopus and PubMed say it. Undefined where
 * nothing is said. Never throws.
 * @param value with the names of its fields in lower case
 */
export function jsonPublication(value: Json): Publication | undefined {
  const journal = value['journal'];
  const places = typeof journal === 'object' && journal !== null ? [value, journal as Json] : [value];
  const say = (field: keyof typeof names) =>
    places
      .flatMap((place) =>
        [...names[field], ...(place === value ? [] : ['name'])].map((name) => textIn(place[name])),
      )
      .find((text) => text !== undefined && !/\barxiv\b|^corr$/i.test(text));
  const type = say('type');
  const details = defined({
    venue: say('venue'),
    volume: say('volume'),
    number: say('number'),
    pages: say('pages')?.replace(/(?<=\d)\s*-{1,2}\s*(?=\d)/g, '–'),
    publisher: say('publisher'),
  });
  if (type === undefined && Object.keys(details).length === 0) return undefined;
  const kind = type === undefined ? 'misc' : workType(type);
  return { type: kind === 'misc' && details.venue !== undefined ? 'article' : kind, ...details };
}

/** Crossref gives titles as lists. */
function textIn(value: unknown): string | undefined {
  const inner = Array.isArray(value) ? value[0] : value;
  if (typeof inner === 'number') return String(inner);
  return typeof inner === 'string' && inner.trim() !== '' ? inner.trim() : undefined;
}
