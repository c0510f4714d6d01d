import { readArxivId } from '../../../src/corpus/arxiv-id.ts';
import { readDoi } from '../../../src/corpus/doi.ts';
import { readLooseDate } from '../../../src/corpus/loose-date.ts';
import { splitNames } from '../../../src/corpus/names/name-list.ts';
import { partsOfName, writtenName } from '../../../src/corpus/names/split-name.ts';
import { fullDate, parsePrintedDate, partialDate } from '../../../src/corpus/published-date.ts';
import type { RecordFields } from '../../../src/corpus/record.ts';
import { findArxivIds } from '../../../src/corpus/reference/find-ids.ts';
import { defined } from '../../../src/defined.ts';
import { jsonPublication } from './json-publication.ts';
import type { GivenFields } from './remarks.ts';

type Json = Readonly<Record<string, unknown>>;

/** Names that are in use for the fields, the most telling first. */
const fieldNames = {
  title: ['title', 'display_name', 'name'],
  abstract: ['abstract', 'summary', 'description'],
  arxivId: ['arxiv_id', 'arxivid', 'arxiv', 'eprint'],
  doi: ['doi'],
  url: ['url', 'link', 'pdf_url'],
  id: ['id', 'entry_id', 'paper_id'],
  published:
    'published publishedat published_at publication_date publicationdate date submitted pubdate issued created'.split(
      ' ',
    ),
  categories: ['categories', 'category', 'primary_category', 'tags'],
} as const;

/**
 * The fields of a record in JSON: Paperboy's own and their synonyms, and those of arXiv's metadata on Kaggle and of Semantic
 * Scholar. Never throws; a field that is not text is left out.
 * @param source the file's name
 */
export function parseJsonRecord(given: unknown, source: string): RecordFields | { readonly reason: string } {
  if (!isObject(given)) return { reason: 'not an object' };
  const value = withLowerKeys(given);
  const published = firstVersion(value) ?? dateOf(value);
  const title = firstText(value, fieldNames.title);
  if (title === undefined) return { reason: noTitle(given) };
  return {
    source,
    edition: { by: 'import' },
    isNew: true,
    title,
    abstract: firstText(value, fieldNames.abstract) ?? invertedText(value['abstract_inverted_index']) ?? '',
    authors: authorsOf(value),
    categories: fieldNames.categories.flatMap((name) => words(value[name])),
    ...idsOf(value),
    ...defined({ published, publication: jsonPublication(value, editorsOf(value)) }),
  };
}

/** What a record says in the fields that are read, as text. */
export function jsonGiven(given: unknown): GivenFields {
  const value = isObject(given) ? withLowerKeys(given) : {};
  const first = (names: readonly string[]) =>
    names.map((name) => saidIn(value[name])).find((text) => text !== undefined);
  return {
    authors: first(['authors', 'author', 'creators', 'authorships']),
    date: first([...fieldNames.published, 'publication_year', 'year']),
    DOI: first(fieldNames.doi),
    address: first(fieldNames.url),
    abstract: first(fieldNames.abstract),
  };
}

/** Undefined for nothing, an empty list or object among it. Nothing looks into these: they may be nested without end. */
function saidIn(value: unknown): string | undefined {
  const text = textOrNumber(value) ?? textIn(value);
  if (text !== undefined || typeof value !== 'object' || value === null) return text;
  if (Object.keys(value).length === 0) return undefined;
  return Array.isArray(value) ? 'a list' : 'an object';
}

/** Says what was there instead, for a format that is not known. */
function noTitle(given: Json): string {
  const keys = Object.keys(given)
    .slice(0, 8)
    .map((key) => key.slice(0, 30));
  const hasTitle = keys.length === 0 || keys.some((key) => key.toLowerCase() === 'title');
  return hasTitle ? 'no title' : `no title among ${keys.join(', ')}`;
}

/** Some tools begin the names of fields with capital letters. */
const withLowerKeys = (value: Json): Json =>
  Object.keys(value).every((key) => key === key.toLowerCase())
    ? value
    : Object.fromEntries(Object.entries(value).map(([key, field]) => [key.toLowerCase(), field]));

/** A bare `id` may be of any kind, and may mean nothing outside its source. */
function idsOf(value: Json): Pick<RecordFields, 'arxivId' | 'doi' | 'url'> {
  const external = [value['externalids'], value['ids']].filter(isObject).map(withLowerKeys);
  const say = (names: readonly string[]) =>
    [value, ...external].map((each) => firstText(each, names)).find((text) => text !== undefined);
  const id = say(fieldNames.id) ?? numberedId(value['id']) ?? '';
  const location = value['primary_location'];
  const place = isObject(location) ? firstText(location, ['landing_page_url']) : undefined;
  const named = [
    say(fieldNames.arxivId),
    id,
    ...['number', 'note', 'journal'].map((name) => arxivIn(value[name])),
  ];
  const doi = say(fieldNames.doi) ?? (readDoi(id) && id);
  const url = say(fieldNames.url) ?? place ?? (/^https?:/i.test(id) ? id : undefined);
  const given = say(fieldNames.arxivId);
  const arxivId = named.find((text = '') => readArxivId(text)) ?? arxivIn(place) ?? given;
  return { ...defined({ arxivId, doi, url }) };
}

/** An id that is named as arXiv's: a bare number in these fields is something else. */
const arxivIn = (value: unknown): string | undefined =>
  typeof value === 'string' && /arxiv/i.test(value) ? findArxivIds(value).ids[0] : undefined;

/** pandas reads `0704.0302` as a number. */
function numberedId(value: unknown): string | undefined {
  const [, month, number] =
    typeof value === 'number' ? (/^(\d{3,4})\.(\d{1,5})$/.exec(String(value)) ?? []) : [];
  if (month === undefined || number === undefined) return undefined;
  const digits = month.padStart(4, '0') < '1501' ? 4 : 5;
  return `${month.padStart(4, '0')}.${number.padEnd(digits, '0')}`;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What programs write for nothing. */
const nothing = /^(?:nan|none|null|nil|undefined|n\/?a|-+)$/i;

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && !nothing.test(value.trim());

/** A text, the first one of a list as Crossref has it, or that in OpenReview's `{"value": …}`. */
function textIn(value: unknown): string | undefined {
  const inner = isObject(value) ? value['value'] : Array.isArray(value) ? value[0] : value;
  return isText(inner) ? inner : undefined;
}

function firstText(value: Json, names: readonly string[]): string | undefined {
  return names.map((name) => textIn(value[name])).find((text) => text !== undefined);
}

/** OpenAlex's form of an abstract: the places of each word. */
function invertedText(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const words: string[] = [];
  for (const [word, places] of Object.entries(value))
    for (const place of list(places))
      if (typeof place === 'number' && place >= 0 && place < 20_000) words[place] = word;
  return words.filter((word) => word !== undefined).join(' ');
}

const words = (value: unknown): readonly string[] =>
  typeof value === 'string' ? value.split(/[\s,;]+/) : list(value).filter(isText);

function authorsOf(value: Json): readonly string[] {
  const parsed = list(value['authors_parsed']).flatMap(parsedName);
  if (parsed.length > 0) return parsed;
  const found = [value['authors'], value['author'], value['creators'], value['authorships']].find(
    (each) => each != null,
  );
  return namesIn(found, value['familynames']);
}

const editorsOf = (value: Json): readonly string[] =>
  namesIn(value['editors'] ?? value['editor'], value['familynames']);

/** @param families family names by names, as `export` writes them where the last word is not the whole family name */
function namesIn(found: unknown, families: unknown): readonly string[] {
  const given = isObject(found) && 'value' in found ? found['value'] : found;
  const names = isText(given) ? splitNames(given) : list(given).flatMap(nameOf);
  if (!isObject(families)) return names;
  return names.map((name) => {
    const family = Object.hasOwn(families, name) ? families[name] : undefined;
    return isText(family) ? writtenName(partsOfName(name, { [name]: family })) : name;
  });
}

/** As arXiv's metadata on Kaggle has it: `["Balázs", "C.", "Jr."]`. */
function parsedName(value: unknown): readonly string[] {
  const [family, given, suffix] = list(value).filter((part) => typeof part === 'string');
  return partedName(family, given, suffix);
}

function nameOf(value: unknown): readonly string[] {
  if (isText(value)) return [value];
  if (!isObject(value)) return [];
  if (isObject(value['author'])) return nameOf(value['author']);
  const whole = firstText(value, ['name', 'fullname', 'full_name', 'display_name', 'raw_author_name']);
  if (whole !== undefined) return [whole];
  const team = firstText(value, ['literal']);
  if (team !== undefined) return [`{${team}}`];
  const given = firstText(value, ['given', 'first', 'first_name']);
  const particle = firstText(value, ['non-dropping-particle', 'dropping-particle']);
  const family = firstText(value, ['family', 'last', 'last_name']);
  const middle = list(value['middle']).filter(isText).join(' ');
  return partedName(joined([particle, family]), joined([given, middle]), firstText(value, ['suffix']));
}

const joined = (parts: readonly unknown[]): string => parts.filter(isText).join(' ');

/** In the form that `readName` takes apart again. */
function partedName(family = '', given = '', suffix = ''): readonly string[] {
  if (family === '') return given === '' ? [] : [given];
  return [given === '' ? family : writtenName({ family, given, suffix })];
}

/** As arXiv's metadata on Kaggle has it: `{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}`. */
function firstVersion(value: Json): string | undefined {
  const [first] = list(value['versions']);
  return isObject(first) && isText(first['created']) ? parsePrintedDate(first['created']) : undefined;
}

/** The date as a text, a number, the parts of CSL, or three fields; a month or a year where no day is known. */
function dateOf(value: Json): string | undefined {
  const said = fieldNames.published.map((name) => dateIn(value[name])).find((date) => date !== undefined);
  if (said !== undefined) return said;
  const [year = textOrNumber(value['publication_year']), month, day] = ['year', 'month', 'day'].map((name) =>
    textOrNumber(value[name]),
  );
  return fullDate(year, month, day) ?? partialDate(year, month);
}

function dateIn(value: unknown): string | undefined {
  if (isObject(value)) return dateIn(list(value['date-parts'])[0] ?? value['value'] ?? value['raw']);
  if (Array.isArray(value)) return partsOf(value);
  const text = textOrNumber(value);
  return text === undefined ? undefined : (isoInstant(text) ?? readLooseDate(text));
}

/** `[2020, 2, 3]` */
function partsOf(value: readonly unknown[]): string | undefined {
  const [year, month, day] = value.map(textOrNumber);
  return fullDate(year, month, day) ?? partialDate(year, month);
}

/** Left as it is, for its time and zone. */
const isoInstant = (text: string): string | undefined =>
  /^\d{4}-\d{2}-\d{2}(?:[T ]|$)/.test(text.trim()) ? text : undefined;

/** Other values can be impossible to write as text. */
const textOrNumber = (value: unknown): string | undefined =>
  isText(value) || typeof value === 'number' ? String(value) : undefined;
