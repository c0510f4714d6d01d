/** A day as a page or a feed writes it; `month` counts from 1. A page omits the year where it is the current one. */
export interface PrintedDate {
  readonly year?: number;
  readonly month: number;
  readonly day: number;
}

/** The first three letters of the English names. */
export const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `2024-05-28`, whatever the process's time zone. Undefined for a date that no calendar has, or without any year. */
export function isoDate({ day, month, year }: PrintedDate, yearWhereOmitted?: number): string | undefined {
  const full = year ?? yearWhereOmitted;
  if (full === undefined) return undefined;
  // Every month has these days, and `Date` is slow.
  if (full >= 1000 && full <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 28)
    return `${full}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const date = new Date(Date.UTC(full, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

/** 1 for `1`, `01`, `Jan`, `January`; undefined for other text. */
function monthNumber(text: string): number | undefined {
  const number = /^\s*\d{1,2}\s*$/.test(text)
    ? Number(text)
    : months.indexOf(text.trim().slice(0, 3).toLowerCase()) + 1;
  return number >= 1 && number <= 12 ? number : undefined;
}

/** `2024-05-28`. Undefined where one of the three is missing: a year or a month is not a date. */
export function fullDate(year = '', month = '', day = ''): string | undefined {
  const [y, m, d] = [
    /^\s*(\d{4})\s*$/.exec(year)?.[1],
    monthNumber(month),
    /^\s*(\d{1,2})\s*$/.exec(day)?.[1],
  ];
  if (y === undefined || m === undefined || d === undefined) return undefined;
  return `${y}-${String(m).padStart(2, '0')}-${d.padStart(2, '0')}`;
}

/** `2024-05` or `2024`, from 1500 on: what a list of references often says instead of a date. */
export function partialDate(year = '', month = ''): string | undefined {
  const y = /^\s*((?:1[5-9]|20)\d{2})\s*$/.exec(year)?.[1];
  const m = monthNumber(month);
  return y === undefined || m === undefined ? y : `${y}-${String(m).padStart(2, '0')}`;
}

/** Whether a date has its day: digests need it to tell new papers from old ones. */
export const isWholeDate = (date: string): boolean => date.length === 10;

/**
 * The day of the first version, as far as is known: the earlier of two whole dates, a whole date rather than a partial
 * one, and of two partial ones the one that says more.
 */
export function firstPublished(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.length !== b.length) return a.length > b.length ? a : b;
  return b < a ? b : a;
}

/**
 * The day of a paper: what its source says, if that is a whole date; else the day of its announcement, unless that is of
 * another month or year than the source says; else what the source says.
 */
export const datedBy = (said: string | undefined, announced: string | undefined): string | undefined =>
  announced?.startsWith(said ?? '') ? announced : said;

/** RFC 822 with the year in four digits: `Thu, 24 Sep 2026 00:00:00 -0400`. */
const rfc822 = /^(?:[a-z]{3},\s{0,5})?(\d{1,2})\s{1,5}([a-z]{3})\s{1,5}(\d{4})(?:\s|$)/i;

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]|$)/;

/**
 * The date of an instant in the instant's own zone: arXiv writes midnight in New York for a day, which is another day
 * elsewhere.
 * @param text an ISO 8601 or RFC 822 date, with or without a time
 * @returns `2024-05-28`; undefined for other text, and for a date that no calendar has
 */
export function parsePrintedDate(text: string): string | undefined {
  const start = text.slice(0, 100).trim();
  const [, year, month, day] = iso.exec(start) ?? [];
  if (year !== undefined) return isoDate({ year: Number(year), month: Number(month), day: Number(day) });
  const [, dayName, monthName = '', yearName] = rfc822.exec(start) ?? [];
  const index = months.indexOf(monthName.toLowerCase());
  if (index < 0) return undefined;
  return isoDate({ year: Number(yearName), month: index + 1, day: Number(dayName) });
}
