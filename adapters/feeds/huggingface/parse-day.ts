import type { RecordFields } from '../../../src/corpus/record.ts';
import { excerpt } from '../../../src/corpus/text/excerpt.ts';
import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import { addDays } from '../../../src/topics/calendar/local-date.ts';
import { createRecordSorter, type SortedRecords, toRecord, type Unreadable } from '../record-sorter.ts';

/** Of one answer, ten times what may be asked for; what exceeds them is told in one reject. */
const maxItems = 1000;

/** In characters: enough for an excerpt. */
const shown = 200;

/**
 * Papers are submitted within 14 days by their readers, and the longest seen was 135 days old. An old one may be talked
 * about again; one as old as this has a wrong date.
 */
const maxAgeYears = 5;

/** Time zones, and a day written for the one after. */
const maxAheadDays = 2;

/** Any value of JSON by its fields; whatever is no object has none. */
type Fields = Readonly<Record<string, unknown>>;

export interface HuggingfaceDay extends SortedRecords {
  /** How many items stood in it, whatever they were: as many as were asked for means there may be a next page. */
  readonly items: number;
}

export interface DayOptions {
  readonly source: string;
  /** The day that was asked for, where that is known: dates of papers are judged by it. */
  readonly date?: string;
}

/**
 * One page of `/api/daily_papers`. An item that cannot be read is a reject with what it is; a paper that stands there
 * twice counts once.
 * @throws FeedError `unreadable` when it is no JSON, or an error of the host
 */
export const parseHuggingfaceDay = (text: string, options: DayOptions): HuggingfaceDay =>
  readHuggingfaceDay(parseJson(text), options);

/** The same of JSON that is parsed already. @throws FeedError `unreadable` for what is neither a list nor an object */
export function readHuggingfaceDay(value: unknown, options: DayOptions): HuggingfaceDay {
  const { list, wrapper } = listOf(value);
  const sorter = createRecordSorter();
  const where = options.date === undefined ? '' : `${options.date} `;
  for (const [index, item] of list.slice(0, maxItems).entries()) {
    const read = parseItem(item, options.source, options.date);
    const record = toRecord(wrapper === undefined ? read : wrapped(read, wrapper));
    sorter.add(`${where}item ${index + 1}`, record, show(item));
  }
  if (list.length > maxItems) {
    const reason = `${list.length - maxItems} more items than a day can have`;
    sorter.add(`${where}item ${maxItems + 1}`, { reason }, '');
  }
  return { ...sorter.sorted(), items: list.length };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const said = text.slice(0, shown).trimStart();
    const kind = said === '' ? 'empty' : said.startsWith('<') ? 'HTML, not JSON' : 'no JSON, or half of it';
    throw new FeedError('unreadable', `the answer is ${kind}`, { cause });
  }
}

/** The items, and what they are wrapped in where that is not the list that the host documents. */
function listOf(value: unknown): { readonly list: readonly unknown[]; readonly wrapper?: string } {
  if (Array.isArray(value)) return { list: value };
  if (value === null || typeof value !== 'object') {
    throw new FeedError('unreadable', 'the answer is JSON, but no list');
  }
  if ('error' in value) {
    const said = typeof value.error === 'string' ? value.error : show(value.error);
    throw new FeedError('unreadable', `Hugging Face says: ${excerpt(said)}`);
  }
  const [name, list] = Object.entries(value).find(([, inner]) => Array.isArray(inner)) ?? [];
  if (name === undefined) return { list: [value] };
  return { list: list as readonly unknown[], wrapper: name.slice(0, 40) };
}

/** Nobody knows whose papers these are, nor of which day. */
const wrapped = (read: object, wrapper: string): Unreadable => ({
  reason: `in an object under "${wrapper}"${'reason' in read ? `: ${read.reason}` : ', not in a list'}`,
});

/** Never deeper than one level, because an answer may be nested as deep as it is long. */
function show(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, shown);
  if (Array.isArray(value)) return `[${value.length} items]`;
  if (value === null || typeof value !== 'object') return String(value);
  const { paper } = value as { readonly paper?: unknown };
  const inner = paper !== null && typeof paper === 'object' ? paper : value;
  return Object.entries(inner)
    .slice(0, 10)
    .map(([key, field]) => (typeof field === 'object' ? key : `${key}: ${String(field).slice(0, shown)}`))
    .join(', ')
    .slice(0, shown);
}

/**
 * One item of Hugging Face's daily papers, of any of the field sets from 2024 to 2026.
 * @param date the day on which it stands, where that is known
 */
function parseItem(item: unknown, source: string, date: string | undefined): RecordFields | Unreadable {
  const known = describeOther(item);
  if (known !== undefined) return { reason: known };
  const outer = fieldsOf(item);
  const paper = fieldsOf(outer['paper']);
  const published = textOf(paper['publishedAt']);
  const strange = date === undefined ? undefined : judgeDate(published, date);
  if (strange !== undefined) return { reason: strange };
  const arxivId = textOf(paper['id']);
  if (arxivId === undefined) return { reason: 'no id' };
  return {
    source,
    edition: { by: 'huggingface' },
    isNew: true,
    title: textOf(paper['title']) ?? textOf(outer['title']) ?? '',
    abstract: textOf(paper['summary']) ?? textOf(outer['summary']) ?? '',
    authors: namesOf(paper['authors']),
    arxivId,
    links: linksOf(paper),
    ...defined({
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

/** What an item is that holds no paper. */
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

/** The publication of a paper that stands on a day of a list of new ones. */
function judgeDate(published: string | undefined, date: string): string | undefined {
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
