import { readArxivId } from '../../../src/corpus/arxiv-id.ts';
import { readDoi } from '../../../src/corpus/doi.ts';
import { fullDate, parsePrintedDate } from '../../../src/corpus/published-date.ts';
import type { RecordFields } from '../../../src/corpus/record.ts';
import { defined } from '../../../src/defined.ts';
import { splitAuthors, trimmed } from './bibtex-fields.ts';

type Json = Readonly<Record<string, unknown>>;

/** Names that are in use for the fields, the most telling first. */
const fieldNames = {
  title: ['title', 'name'],
  abstract: ['abstract', 'summary', 'description'],
  arxivId: ['arxiv_id', 'arxivId', 'arxiv', 'ArXiv', 'eprint'],
  doi: ['doi', 'DOI'],
  url: ['url', 'URL', 'link', 'pdf_url'],
  id: ['id', 'entry_id', 'paper_id'],
  published: 'published publishedAt published_at publication_date publicationDate date submitted'.split(' '),
  categories: ['categories', 'category', 'primary_category', 'tags'],
} as const;

/**
 * The fields of a record in JSON: Paperboy's own and their synonyms, and those of arXiv's metadata on Kaggle and of Semantic
 * Scholar. Never throws; a field that is not text is left out.
 * @param source the file's name
 */
export function parseJsonRecord(value: unknown, source: string): RecordFields | { readonly reason: string } {
  if (!isObject(value)) return { reason: 'not an object' };
  const published = firstText(value, fieldNames.published) ?? firstVersion(value) ?? dateOf(value);
  return {
    source,
    edition: { by: 'import' },
    isNew: true,
    title: firstText(value, fieldNames.title) ?? '',
    abstract: firstText(value, fieldNames.abstract) ?? '',
    authors: authorsOf(value),
    categories: fieldNames.categories.flatMap((name) => words(value[name])),
    ...idsOf(value),
    ...defined({ published }),
  };
}

/** A bare `id` may be of any kind, and may mean nothing outside its source. */
function idsOf(value: Json): Pick<RecordFields, 'arxivId' | 'doi' | 'url'> {
  const external = isObject(value['externalIds']) ? value['externalIds'] : {};
  const say = (names: readonly string[]) => firstText(value, names) ?? firstText(external, names);
  const id = say(fieldNames.id) ?? '';
  const arxivId = say(fieldNames.arxivId) ?? (readArxivId(id) && id);
  const doi = say(fieldNames.doi) ?? (readDoi(id) && id);
  const url = say(fieldNames.url) ?? (/^https?:/i.test(id) ? id : undefined);
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

/**
 * Splits names in a text of any style: with semicolons, as in BibTeX, or with commas, if each name is written from first to
 * last. Leaves out affiliations in brackets. Never throws.
 */
function splitNames(list: string): readonly string[] {
  const text = list.replace(/\([^()]{0,500}\)/g, ' ');
  if (text.includes(';')) return trimmed(text.split(';'));
  const names = splitAuthors(text);
  // `Lovelace, Ada and Turing, Alan`, `Lovelace, Ada`
  const isBibtex = names.every((name) => /^[^,]+,[^,]+$/.test(name));
  if (isBibtex && (names.length > 1 || /^\S+,/.test(text.trim()))) return names;
  return trimmed(names.flatMap((name) => name.split(',')));
}

/** As arXiv's metadata on Kaggle has it: `["Balázs", "C.", "Jr."]`. */
function parsedName(value: unknown): readonly string[] {
  const [family, given, suffix] = list(value).filter((part) => typeof part === 'string');
  return joined([given, family, suffix]);
}

function nameOf(value: unknown): readonly string[] {
  if (isText(value)) return [value];
  if (!isObject(value)) return [];
  const whole = firstText(value, ['name', 'fullname', 'full_name', 'display_name']);
  if (whole !== undefined) return [whole];
  const given = firstText(value, ['given', 'first', 'first_name']);
  const family = firstText(value, ['family', 'last', 'last_name']);
  return joined([given, family]);
}

function joined(parts: readonly unknown[]): readonly string[] {
  const name = parts.filter(isText).join(' ');
  return name === '' ? [] : [name];
}

/** As arXiv's metadata on Kaggle has it: `{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}`. */
function firstVersion(value: Json): string | undefined {
  const [first] = list(value['versions']);
  return isObject(first) && isText(first['created']) ? parsePrintedDate(first['created']) : undefined;
}

/** A year alone is not a date. */
const dateOf = (value: Json): string | undefined =>
  fullDate(textOrNumber(value['year']), textOrNumber(value['month']), textOrNumber(value['day']));

/** Other values can be impossible to write as text. */
const textOrNumber = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
