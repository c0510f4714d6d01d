import type { RecordFields } from '../../src/corpus/record.ts';
import { addDays } from '../../src/topics/local-date.ts';
import type { Unreadable } from './create-harvest.ts';
import { optional } from './optional.ts';

/**
 * Papers are submitted within 14 days by their readers, and the longest seen was 135 days old. An old one may be talked
 * about again; one as old as this has a wrong date.
 */
const MAX_AGE_YEARS = 5;

/** Time zones, and a day written for the one after. */
const MAX_AHEAD_DAYS = 2;

/** Any value of JSON by its fields; whatever is no object has none. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * One item of Hugging Face's daily papers, of any of the field sets from 2024 to 2026.
 * @param date the day on which it stands, where that is known
 */
export function parseHuggingfaceItem(
  item: unknown,
  source: string,
  date: string | undefined,
): RecordFields | Unreadable {
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
    ...optional('published', published),
    ...optional('announced', published === undefined ? date : undefined),
    ...optional('upvotes', numberOf(paper['upvotes'])),
    ...optional('comments', numberOf(outer['numComments'])),
    ...optional(
      'organization',
      organizationOf(outer['organization'] ?? paper['organization'] ?? outer['submitterOrganization']),
    ),
    ...optional('generated', generatedOf(paper)),
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
  if (day < addDays(date, -365 * MAX_AGE_YEARS))
    return `published on ${day}, more than ${MAX_AGE_YEARS} years before ${date}`;
  if (day > addDays(date, MAX_AHEAD_DAYS)) return `published on ${day}, after ${date}`;
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
  return summary === undefined ? undefined : { summary, ...optional('model', model) };
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
