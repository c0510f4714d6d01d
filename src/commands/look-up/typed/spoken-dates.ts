import { editDistance } from '../../../edit-distance.ts';
import type { Reading } from '../../../search/language/operand.ts';
import { stopWords, tokenize } from '../../../search/words/tokens.ts';
import { addDays, type LocalDate } from '../../../topics/calendar/local-date.ts';

/** In words. In a longer line, dates are part of what it says. */
const maxWords = 10;
/** arXiv began in 1991. */
const firstYear = 1991;

const month = String.raw`(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;
/** A month by its whole name, in lower case: the source of an expression. */
export const fullMonth =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december)';
const year = String.raw`(?:19|20)\d\d`;
/** `2024`, `March 2024`, `2024-03`, `2024-03-15`. */
const date = String.raw`(?:${month},? ${year}|${year}-\d\d(?:-\d\d)?|${year})`;
const numbers = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const count = String.raw`(?:\d{1,3}|a|couple of|few|${numbers.join('|')})`;

type ReadPhrase = (today: LocalDate, first?: string, second?: string) => string;

/** Not read with a slip in it: `in match` is no month. */
const exactly = true;

/** What people write, and the filter that it means. The first that is in a line counts. */
const phrases: readonly (readonly [said: string, filter: ReadPhrase, exactly?: true])[] = [
  [
    `(?:(?:from|between|in) )?(${year}) ?(?:to|and|-|–|until|till|through) ?(${year})`,
    (_, a = '', b = '') => (a <= b ? `year:${a}..${b}` : `year:${b}..${a}`),
  ],
  [`from (${date})(?: on(?:wards?)?| (?:to|until|till) (?:now|today))`, (_, typed) => `after:${iso(typed)}`],
  [`(?:since|starting (?:in|from)) (${date})`, (_, typed) => `after:${iso(typed)}`],
  [`(?:after|later than|newer than|past) (${date})`, (_, typed) => `after:${following(iso(typed))}`],
  [`(?:before|older than|earlier than|prior to) (${date})`, (_, typed) => `before:${iso(typed)}`],
  [`(?:until|till|up to|no later than) (${date})`, (_, typed) => `until:${iso(typed)}`],
  [`(?:in|of|during|from) (${date})`, (_, typed) => inside(typed)],
  [`(${month},? ${year})`, (_, typed) => inside(typed)],
  [`(?:in|of|from|during) (${fullMonth})`, (today, typed) => `date:${lastSuch(typed, today)}`, exactly],
  [`since (${fullMonth})`, (today, typed) => `after:${lastSuch(typed, today)}`, exactly],
  [
    `(?:(?:from|in|of|over|during|within) )?(?:the (?:last|past|previous)|past|previous|last(?= (?:\\d|${count}))) (?:(${count}) )?(day|week|month|year)s?`,
    (today, many = 'one', unit = '') => `after:${addDays(today, -countOf(many) * (daysOf[unit] ?? 1))}`,
  ],
  ['(?:(?:from|in|of) )?last year', (today) => `year:${Number(today.slice(0, 4)) - 1}`],
  [
    '(?:(?:from|in|of|since) )?last (week|month)',
    (today, unit) =>
      `after:${unit === 'month' ? addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7) : addDays(today, -13)}`,
  ],
  [
    '(?:(?:from|in|of) )?this (week|month|year)',
    (today, unit) =>
      unit === 'week' ? `after:${addDays(today, -6)}` : `after:${today.slice(0, unit === 'year' ? 4 : 7)}`,
  ],
  [
    '(?:from|of|since) (today|yesterday)',
    (today, day) => `after:${addDays(today, day === 'today' ? 0 : -1)}`,
  ],
];

const daysOf: Readonly<Record<string, number>> = { day: 1, week: 7, month: 31, year: 366 };

function countOf(word: string): number {
  if (word === 'couple of') return 2;
  return word === 'few' ? 3 : Number(word) || Math.max(1, numbers.indexOf(word));
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** `March 2024` is `2024-03`. */
function iso(typed = ''): string {
  const [, name, number] = /^(\p{L}{3})\p{L}*\.?,? (\d{4})$/u.exec(typed) ?? [];
  if (name === undefined) return typed;
  return `${number}-${String(months.indexOf(name.toLowerCase()) + 1).padStart(2, '0')}`;
}

/** The last month of a name that is not after today. */
function lastSuch(name = '', today: LocalDate): string {
  const thisYear = Number(today.slice(0, 4));
  const month = iso(`${name} ${thisYear}`);
  return month <= today.slice(0, 7) ? month : iso(`${name} ${thisYear - 1}`);
}

const inside = (typed = ''): string => (/^\d{4}$/.test(typed) ? `year:${typed}` : `date:${iso(typed)}`);

/** The year, month or day after another. */
function following(typed: string): string {
  const [y = 0, m, d] = typed.split('-').map(Number);
  if (m === undefined) return String(y + 1);
  if (d !== undefined) return addDays(typed, 1);
  return m === 12 ? `${y + 1}-01` : `${y}-${String(m + 1).padStart(2, '0')}`;
}

const patterns = phrases.map(([said, filter, isExact]) => ({
  pattern: new RegExp(String.raw`(?<![\p{L}\p{N}:"“-])${said}(?![\p{L}\p{N}:"”-])`, 'iu'),
  filter,
  isExact,
}));

const general = new Set(
  'papers paper articles article preprints preprint work works research stuff anything everything something published written appeared came new newest recent latest show find give list'.split(
    ' ',
  ),
);

/** Nothing is left of a line but what is asked for in general: `what was published`. */
const isGeneral = (rest: string): boolean =>
  tokenize(rest).every(({ surface }) => general.has(surface) || stopWords.has(surface));

/** Words before a date that belong to it. */
const joining =
  /(?:^|[\s,]+)(?:(?:that )?(?:was|were|are)? ?(?:published|written|came out|appeared)|from|in|of|and)$/i;

/** What dates are made of, long enough for a slip in one to be told from another word. */
const dateWords =
  'january february march april june july august september october november december weeks month months years yesterday today since after before until last past previous'.split(
    ' ',
  );

/** The line with one of its words put right that is one slip away from a word of dates, and where that word is. */
function* withoutSlip(line: string): Generator<{ readonly line: string; readonly at: number }> {
  for (const { 0: typed, index: at } of line.matchAll(/\p{L}{4,}/gu)) {
    const word = typed.toLowerCase();
    if (dateWords.includes(word)) continue;
    for (const right of dateWords)
      if (editDistance(word, right, 1) === 1)
        yield { line: line.slice(0, at) + right + line.slice(at + typed.length), at };
  }
}

/**
 * A search with the date that it names as a filter: `kv cache before 2024` is `kv cache before:2024`. A bare year is left
 * to the query language, and so is a line with quotes or filters of dates.
 * @returns `undated`: the line without the date, where something is left
 */
export function withSpokenDates(
  text: string,
  today: LocalDate,
): { readonly text: string; readonly undated?: string; readonly readings: readonly Reading[] } {
  const isPlain = !/["“”]|\b(?:year|date|after|before|until|since):/i.test(text);
  if (!isPlain || text.split(/\s+/).length > maxWords) return { text, readings: [] };
  const exact = readDate(text, today);
  if (exact !== undefined) return exact;
  for (const { line, at } of withoutSlip(text)) {
    const read = readDate(line, today, at);
    if (read !== undefined) return read;
  }
  return { text, readings: [] };
}

/** The first date in a line, if it has one. @param at a position that the date has to hold */
function readDate(line: string, today: LocalDate, at?: number) {
  for (const { pattern, filter, isExact } of patterns) {
    const found = isExact && at !== undefined ? null : pattern.exec(line);
    if (found === null || !isPossible(found[0], today)) continue;
    const [typed, first, second] = found;
    const end = found.index + typed.length;
    if (at !== undefined && (at < found.index || at >= end)) continue;
    const as = filter(today, first, second);
    const rest = `${line.slice(0, found.index).trim().replace(joining, '')} ${line.slice(end).trim()}`.trim();
    const readings = [{ kind: 'read-as', typed, as }] as const;
    if (isGeneral(rest)) return { text: `${as} sort:new`, readings };
    return { text: `${rest} ${as}`, undated: rest, readings };
  }
  return undefined;
}

/** Other numbers of four digits are no years of papers. */
const isPossible = (phrase: string, today: LocalDate): boolean =>
  (phrase.match(/\b\d{4}\b/g) ?? []).every(
    (each) => Number(each) >= firstYear && Number(each) <= Number(today.slice(0, 4)) + 1,
  );
