import type { Publication } from '../../../src/corpus/paper.ts';
import { defined } from '../../../src/defined.ts';
import { isArxivName, workType } from './work-types.ts';

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
} as const;

/**
 * Where a work appeared, as CSL-JSON, Semantic Scholar and the columns of Zotero, Scopus and PubMed say it. Undefined where
 * nothing is said. Never throws.
 * @param value with the names of its fields in lower case
 */
export function jsonPublication(value: Json): Publication | undefined {
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
  });
  if (type === undefined && Object.keys(details).length === 0) return undefined;
  const kind = type === undefined ? 'misc' : workType(type);
  return { type: kind === 'misc' && details.venue !== undefined ? 'article' : kind, ...details };
}

const objectIn = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** Crossref gives titles as lists. */
function textIn(value: unknown): string | undefined {
  const inner = Array.isArray(value) ? value[0] : value;
  if (typeof inner === 'number') return String(inner);
  return typeof inner === 'string' && inner.trim() !== '' ? inner.trim() : undefined;
}
