import { readArxivId } from '../../../src/corpus/arxiv-id.ts';
import { readDoi } from '../../../src/corpus/doi.ts';
import { fullDate } from '../../../src/corpus/published-date.ts';
import type { RecordFields } from '../../../src/corpus/record.ts';
import { defined } from '../../../src/defined.ts';
import { splitNames } from './split-authors.ts';

type Json = Readonly<Record<string, unknown>>;

/** What people call the fields, the most telling first. */
const NAMES = {
  title: ['title', 'name'],
  abstract: ['abstract', 'summary', 'description'],
  arxivId: ['arxiv_id', 'arxivId', 'arxiv', 'ArXiv', 'eprint'],
  doi: ['doi', 'DOI'],
  url: ['url', 'URL', 'link', 'pdf_url'],
  id: ['id', 'entry_id', 'paper_id'],
  published: [
    'published',
    'publishedAt',
    'published_at',
    'publication_date',
    'publicationDate',
    'date',
    'submitted',
  ],
  categories: ['categories', 'category', 'primary_category', 'tags'],
} as const;

/**
 * A record from one JSON value: Paperboy's own fields and their synonyms, and those of arXiv's metadata on Kaggle and
 * of Semantic Scholar. Total; a field that is no text is left out.
 * @param source the file's name
 */
export function parseJsonRecord(value: unknown, source: string): RecordFields | { readonly reason: string } {
  if (!isObject(value)) return { reason: 'not an object' };
  const published = firstText(value, NAMES.published) ?? firstVersion(value) ?? dateOf(value);
  return {
    source,
    edition: { by: 'import' },
    isNew: true,
    title: firstText(value, NAMES.title) ?? '',
    abstract: firstText(value, NAMES.abstract) ?? '',
    authors: authorsOf(value),
    categories: NAMES.categories.flatMap((name) => words(value[name])),
    ...idsOf(value),
    ...defined({ published }),
  };
}

/** A bare `id` may be of any kind, also one that means nothing to anybody else. */
function idsOf(value: Json): Pick<RecordFields, 'arxivId' | 'doi' | 'url'> {
  const external = isObject(value['externalIds']) ? value['externalIds'] : {};
  const say = (names: readonly string[]) => firstText(value, names) ?? firstText(external, names);
  const id = say(NAMES.id) ?? '';
  const arxivId = say(NAMES.arxivId) ?? (readArxivId(id) && id);
  const doi = say(NAMES.doi) ?? (readDoi(id) && id);
  const url = say(NAMES.url) ?? (/^https?:/i.test(id) ? id : undefined);
  return { ...defined({ arxivId, doi, url }) };
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

function firstText(value: Json, names: readonly string[]): string | undefined {
  return names.map((name) => value[name]).find(isText);
}

const words = (value: unknown): readonly string[] =>
  typeof value === 'string' ? value.split(/[\s,;]+/) : list(value).filter(isText);

function authorsOf(value: Json): readonly string[] {
  const parsed = list(value['authors_parsed']).flatMap(parsedName);
  if (parsed.length > 0) return parsed;
  const given = value['authors'] ?? value['author'] ?? value['creators'];
  return typeof given === 'string' ? splitNames(given) : list(given).flatMap(nameOf);
}

/** As arXiv's metadata on Kaggle has it: `["Balázs", "C.", "Jr."]`. */
function parsedName(value: unknown): readonly string[] {
  const [family = '', given = '', suffix = ''] = list(value).filter((part) => typeof part === 'string');
  const name = [given, family, suffix].filter((part) => part !== '').join(' ');
  return name === '' ? [] : [name];
}

function nameOf(value: unknown): readonly string[] {
  if (isText(value)) return [value];
  if (!isObject(value)) return [];
  const whole = firstText(value, ['name', 'fullname', 'full_name', 'display_name']);
  if (whole !== undefined) return [whole];
  const parts = [
    firstText(value, ['given', 'first', 'first_name']),
    firstText(value, ['family', 'last', 'last_name']),
  ];
  const name = parts.filter(isText).join(' ');
  return name === '' ? [] : [name];
}

/** As arXiv's metadata on Kaggle has it: `{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}`. */
function firstVersion(value: Json): string | undefined {
  const [first] = list(value['versions']);
  const created = isObject(first) && isText(first['created']) ? first['created'] : '';
  const instant = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} .{0,20}GMT$/.test(created)
    ? Date.parse(created)
    : Number.NaN;
  return Number.isNaN(instant) ? undefined : new Date(instant).toISOString();
}

/** A year alone is no date. */
const dateOf = (value: Json): string | undefined =>
  fullDate(textOrNumber(value['year']), textOrNumber(value['month']), textOrNumber(value['day']));

/** Whatever else stands there may be what cannot even be written as text. */
const textOrNumber = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
