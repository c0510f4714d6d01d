import { excerpt } from '../../src/corpus/page-report.ts';
import { FeedError } from '../../src/errors.ts';
import { createHarvest, type Harvest, toRecord, type Unreadable } from './create-harvest.ts';
import { parseHuggingfaceItem } from './parse-huggingface-item.ts';

/** Of one answer, ten times what may be asked for; what exceeds them is told in one reject. */
const MAX_ITEMS = 1000;

/** In characters: enough for an excerpt. */
const SHOWN = 200;

export interface HuggingfaceDay extends Harvest {
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
  const harvester = createHarvest();
  const where = options.date === undefined ? '' : `${options.date} `;
  for (const [index, item] of list.slice(0, MAX_ITEMS).entries()) {
    const read = parseHuggingfaceItem(item, options.source, options.date);
    const record = toRecord(wrapper === undefined ? read : wrapped(read, wrapper));
    harvester.add(`${where}item ${index + 1}`, record, show(item));
  }
  if (list.length > MAX_ITEMS) {
    const reason = `${list.length - MAX_ITEMS} more items than a day can have`;
    harvester.add(`${where}item ${MAX_ITEMS + 1}`, { reason }, '');
  }
  return { ...harvester.harvest(), items: list.length };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const said = text.slice(0, SHOWN).trimStart();
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
  if (typeof value === 'string') return value.slice(0, SHOWN);
  if (Array.isArray(value)) return `[${value.length} items]`;
  if (value === null || typeof value !== 'object') return String(value);
  const { paper } = value as { readonly paper?: unknown };
  const inner = paper !== null && typeof paper === 'object' ? paper : value;
  return Object.entries(inner)
    .slice(0, 10)
    .map(([key, field]) => (typeof field === 'object' ? key : `${key}: ${String(field).slice(0, SHOWN)}`))
    .join(', ')
    .slice(0, SHOWN);
}
