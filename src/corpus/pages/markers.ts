import { defined } from '../../defined.ts';
import type { Organization } from '../paper.ts';
import { months, type PrintedDate } from '../published-date.ts';

/** In characters. A longer line is never a marker, which keeps the patterns cheap. */
const maxMarkerLength = 120;

/** In characters. A longer line is rejected unread; the longest abstract that arXiv takes has 1,920. */
export const maxLineLength = 20_000;

/** `May 19, 2025 1`: a date and the number of comments. */
export interface DateMarker {
  readonly date: PrintedDate;
  readonly comments?: number;
}

/** A line of a saved page that is not prose. */
export type Marker =
  | { readonly kind: 'authors'; readonly count: number }
  | { readonly kind: 'dot' }
  | ({ readonly kind: 'date' } & DateMarker)
  | { readonly kind: 'boilerplate' }
  | { readonly kind: 'note-count'; readonly count: number }
  | { readonly kind: 'note-end' }
  | { readonly kind: 'totals'; readonly totals: NoteTotals };

/** `208 notes (primary) · 636 papers · 9 sub-topics` */
export interface NoteTotals {
  readonly notes: number;
  readonly papers?: number;
  readonly subtopics?: number;
}

const datePattern =
  /^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s+(\d{1,2})(?:,?\s+((?:19|20)\d\d))?(?:\s+(\d{1,6}))?$/i;

/** Buttons, headings and footers. */
const boilerplate =
  /^(?:new|subscribe|daily papers|get trending papers in your email inbox.*|by\s?ak and the research community|upvotes?|view all|view as|load more|read(?: more)?\s*→?|show more|previous|next|trending|submitted by.*|log in|sign up|collections|hugging face|models|datasets|spaces|docs|pricing|community|company|tos|terms|terms of service|privacy|privacy policy|about|jobs|careers|website|© .*|← .*|[-–—•|+*]+|#?\d{1,6}|(?:\d{1,4}|…|\.\.\.|previous|next)(?:\s+(?:\d{1,4}|…|\.\.\.|previous|next))+)$/i;

/** Total. @returns undefined for prose and for a blank line */
export function readMarker(trimmed: string): Marker | undefined {
  if (trimmed === '' || trimmed.length > maxMarkerLength) return undefined;
  if (/^[·∙]$/.test(trimmed)) return { kind: 'dot' };
  return (
    readNoteMarker(trimmed) ??
    readPaperMarker(trimmed) ??
    (boilerplate.test(trimmed) ? { kind: 'boilerplate' } : undefined)
  );
}

function readPaperMarker(trimmed: string): Marker | undefined {
  const authors = /^[•*-]?\s*(\d{1,5}) authors?$/i.exec(trimmed);
  if (authors) return { kind: 'authors', count: Number(authors[1]) };
  const date = readDate(trimmed);
  return date && { kind: 'date', ...date };
}

function readNoteMarker(trimmed: string): Marker | undefined {
  if (/^explore related\b.{0,20}$/i.test(trimmed)) return { kind: 'note-end' };
  const count = /^(\d{1,6}) notes?$/i.exec(trimmed);
  if (count) return { kind: 'note-count', count: Number(count[1]) };
  const totals = /^(\d{1,6}) notes?(?: \([a-z]+\))?\s*[·|,]\s*(.{1,80})$/i.exec(trimmed);
  return totals ? { kind: 'totals', totals: readTotals(Number(totals[1]), totals[2] ?? '') } : undefined;
}

function readTotals(notes: number, rest: string): NoteTotals {
  const papers = /(\d{1,6}) papers?/i.exec(rest)?.[1];
  const subtopics = /(\d{1,6}) sub-?topics?/i.exec(rest)?.[1];
  return {
    notes,
    ...defined({ papers: toNumber(papers), subtopics: toNumber(subtopics) }),
  };
}

const toNumber = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : Number(digits);

/** `Mar 25 2` has two comments and no year. The name of the day is skipped. */
function readDate(trimmed: string): DateMarker | undefined {
  const match = datePattern.exec(trimmed);
  if (!match) return undefined;
  const [, month = '', day, year, comments] = match;
  const date = {
    month: months.indexOf(month.toLowerCase()) + 1,
    day: Number(day),
    ...defined({ year: toNumber(year) }),
  };
  return { date, ...defined({ comments: toNumber(comments) }) };
}

/** `USC-MOLA-Lab USC MOLA Lab`: a handle, then a name. Undefined for a sentence. */
export function readOrganization(trimmed: string): Organization | undefined {
  const match = /^([\w.-]{1,60})(?: (.{1,80}))?$/.exec(trimmed);
  if (!match) return undefined;
  const [, handle = '', name = handle] = match;
  if (/[.?!:;,]$/.test(name) || name.split(' ').length > 8) return undefined;
  return { handle, name };
}

/** Whether the handle is the name without its spaces, which tells an organisation from a title. */
export function handleIsName({ handle, name }: Organization): boolean {
  const [a, b] = [handle, name].map((text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ''));
  return a !== undefined && b !== undefined && a !== '' && b !== '' && (a.startsWith(b) || b.startsWith(a));
}
