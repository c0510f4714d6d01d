import { readLooseDate } from '../../../src/corpus/loose-date.ts';
import type { RecordFields } from '../../../src/corpus/record.ts';
import { excerpt } from '../../../src/corpus/text/clean-text.ts';
import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import { addDays } from '../../../src/topics/calendar/local-date.ts';
import { type SortedRecords, type SourceItem, sortRecords, type Unreadable } from '../sort-records.ts';

/** Of one answer: ten times what can be asked for. The items beyond are counted in one reject. */
const maxItems = 1000;

/** In characters, enough for an excerpt. */
const shownLength = 200;

/**
 * A paper has to be submitted within 14 days of its publication; the oldest so far was 135 days old. A paper older than
 * this has a wrong date.
 */
const maxAgeYears = 5;

/** Allows for time zones, and for a date that is one day off. */
const maxAheadDays = 2;

/** The fields of a JSON value; none if the value is not an object. */
type Fields = Readonly<Record<string, unknown>>;

/** How the items of a day are read. */
export interface DayOptions {
  readonly source: string;
  /** The day that was asked for. Papers whose dates do not fit it are rejected; absent for files. */
  readonly date?: string;
}

/**
 * Parses a page of `/api/daily_papers`. Rejects an item that cannot be read, and counts a paper that is listed twice once.
 * If there are as many items as were asked for, there may be a next page.
 * @throws FeedError `unreadable` when the text is not JSON, or an error of the host
 */
export const parseHuggingfaceDay = (text: string, options: DayOptions): SortedRecords =>
  readHuggingfaceDay(parseJson(text), options);

/** The same for an answer of `/api/papers/…`: one paper, or a list of papers, without what surrounds each in a day. */
export function parseHuggingfacePapers(text: string, options: DayOptions): SortedRecords {
  const value = parseJson(text);
  const items = Array.isArray(value) ? value : [value];
  return readHuggingfaceDay(
    items.map((item) => (isPaper(item) ? { paper: item } : item)),
    options,
  );
}

const isPaper = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && 'id' in item && !('paper' in item);

/** The same for parsed JSON. @throws FeedError `unreadable` when it is neither a list nor an object */
export function readHuggingfaceDay(value: unknown, options: DayOptions): SortedRecords {
  const { list, wrapper } = listOf(value);
  const where = options.date === undefined ? '' : `${options.date} `;
  const items = list.slice(0, maxItems).map((item, index): SourceItem => {
    const fields = parseItem(item, options.source, options.date);
    return {
      place: `${where}item ${index + 1}`,
      fields: wrapper === undefined ? fields : wrapped(fields, wrapper),
      text: show(item),
    };
  });
  if (list.length > maxItems) {
    const reason = `${list.length - maxItems} more items than a day can have`;
    items.push({ place: `${where}item ${maxItems + 1}`, fields: { reason }, text: '' });
  }
  return { ...sortRecords(items), items: list.length };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const said = text.slice(0, shownLength).trimStart();
    const kind = said === '' ? 'empty' : said.startsWith('<') ? 'HTML, not JSON' : 'no JSON, or half of it';
    throw new FeedError('unreadable', `the answer is ${kind}`, { cause });
  }
}

/** The items, and the name of the field that has them if they are not the list that the host documents. */
function listOf(value: unknown): { readonly list: readonly unknown[]; readonly wrapper?: string } {
  if (Array.isArray(value)) return { list: value };
  if (value === null || typeof value !== 'object') {
    throw new FeedError('unreadable', 'the answer is JSON, but no list');
  }
  if ('error' in value) {
    const said = typeof value.error === 'string' ? value.error : show(value.error);
    throw new FeedError('unreadable', `Hugging Face says: ${excerpt(said)}`);
  }
  const [name, list] =
    Object.entries(value).find(([, inner]) => Array.isArray(inner) && inner.length > 0) ?? [];
  if (name === undefined) return { list: [value] };
  return { list: list as readonly unknown[], wrapper: name.slice(0, 40) };
}

/** Rejected, because the day of a list in an unknown format is unknown too. */
const wrapped = (read: object, wrapper: string): Unreadable => ({
  reason: `in an object under "${wrapper}"${'reason' in read ? `: ${read.reason}` : ', not in a list'}`,
});

/** One level deep, because a hostile answer can be nested as deep as it is long. */
function show(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, shownLength);
  if (Array.isArray(value)) return `[${value.length} items]`;
  if (value === null || typeof value !== 'object') return String(value);
  const { paper } = value as { readonly paper?: unknown };
  const inner = paper !== null && typeof paper === 'object' ? paper : value;
  return Object.entries(inner)
    .slice(0, 10)
    .map(([key, field]) =>
      typeof field === 'object' ? key : `${key}: ${String(field).slice(0, shownLength)}`,
    )
    .join(', ')
    .slice(0, shownLength);
}

/**
 * Parses an item with any of the field sets from 2024 to 2026.
 * @param date the day on which it is listed, if that is known
 */
function parseItem(item: unknown, source: string, date: string | undefined): RecordFields | Unreadable {
  const known = describeOther(item);
  if (known !== undefined) return { reason: known };
  const outer = fieldsOf(item);
  const paper = fieldsOf(outer['paper']);
  const published = dateOf(textOf(paper['publishedAt']));
  const wrongDate = date === undefined ? undefined : dateProblem(published, date);
  if (wrongDate !== undefined) return { reason: wrongDate };
  return {
    source,
    edition: { by: 'huggingface' },
    isNew: true,
    title: textOf(paper['title']) ?? textOf(outer['title']) ?? '',
    abstract: textOf(paper['summary']) ?? textOf(outer['summary']) ?? '',
    authors: namesOf(paper['authors']),
    links: linksOf(paper),
    ...defined({
      arxivId: textOf(paper['id']),
      published,
      announced: published === undefined ? date : undefined,
      upvotes: numberOf(paper['upvotes']),
      comments: numberOf(outer['numComments']),
      organization: organizationOf(
        outer['organization'] ?? paper['organization'] ?? outer['submitterOrganization'],
      ),
      generated: generatedOf(paper),
    }),
  };
}

/** An instant as the host writes it; of a date in another form its day, or its year where no more is sure. */
const dateOf = (text: string | undefined): string | undefined =>
  text === undefined || /^\d{4}-\d{2}-\d{2}/.test(text) ? text : readLooseDate(text);

/** What an item is if it has no paper; undefined if it has one. */
function describeOther(item: unknown): string | undefined {
  if (typeof item === 'string') {
    return /^\s*\{\s*'/.test(item) ? 'a Python representation, not JSON' : 'a string, not an object';
  }
  if (item === null) return 'null, not an object';
  if (Array.isArray(item)) return 'a list, not an object';
  if (typeof item !== 'object') return `a ${typeof item}, not an object`;
  const { paper } = item as Fields;
  if (paper === undefined) return 'an object without a paper';
  return paper !== null && typeof paper === 'object' && !Array.isArray(paper)
    ? undefined
    : 'its paper is no object';
}

/** Why a date of publication cannot be right for a paper listed on that day; undefined if it can. */
function dateProblem(published: string | undefined, date: string): string | undefined {
  const day = published?.slice(0, 10);
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  if (day < addDays(date, -365 * maxAgeYears))
    return `published on ${day}, more than ${maxAgeYears} years before ${date}`;
  if (day > addDays(date, maxAheadDays)) return `published on ${day}, after ${date}`;
  return undefined;
}

const fieldsOf = (value: unknown): Fields =>
  value !== null && typeof value === 'object' ? (value as Fields) : {};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** `hidden` hides the paper from that author's own profile, not the author (huggingface.co/docs/hub/paper-pages). */
const namesOf = (authors: unknown): readonly string[] =>
  Array.isArray(authors) ? authors.flatMap((author) => textOf(fieldsOf(author)['name']) ?? []) : [];

function organizationOf(value: unknown): RecordFields['organization'] {
  const { name, fullname } = fieldsOf(value);
  const handle = textOf(name);
  return handle === undefined ? undefined : { handle, name: textOf(fullname) ?? handle };
}

function generatedOf(paper: Fields): RecordFields['generated'] {
  const summary = textOf(paper['ai_summary']);
  const model = textOf(paper['ai_summary_model']);
  return summary === undefined ? undefined : { summary, ...defined({ model }) };
}

function linksOf(paper: Fields): NonNullable<RecordFields['links']> {
  const code = webAddress(paper['githubRepo']);
  const project = webAddress(paper['projectPage']);
  return [
    ...(code === undefined ? [] : [{ kind: 'code' as const, url: code }]),
    ...(project === undefined || project === code ? [] : [{ kind: 'project' as const, url: project }]),
  ];
}

function webAddress(value: unknown): string | undefined {
  const url = textOf(value)?.trim();
  return url !== undefined && /^https?:\/\//i.test(url) ? url : undefined;
}
