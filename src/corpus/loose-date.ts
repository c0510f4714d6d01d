import { isoDate, months, partialDate } from './published-date.ts';

/** Names of months in other languages, where their first three letters differ from the English ones. */
const otherMonths: Readonly<Record<string, number>> = {
  jän: 1,
  ene: 1,
  gen: 1,
  fév: 2,
  fev: 2,
  mär: 3,
  mrz: 3,
  mae: 3,
  avr: 4,
  abr: 4,
  mai: 5,
  mag: 5,
  maj: 5,
  jui: 6,
  giu: 6,
  lug: 7,
  aoû: 8,
  aou: 8,
  ago: 8,
  set: 9,
  okt: 10,
  out: 10,
  ott: 10,
  dez: 12,
  déc: 12,
  dic: 12,
};

/** 1 to 12, for the name or number of a month in common languages. */
export function monthOf(text: string): number | undefined {
  const word = text.trim().toLowerCase().replace(/\.$/, '');
  if (/^\d{1,2}$/.test(word)) return Number(word) >= 1 && Number(word) <= 12 ? Number(word) : undefined;
  if (/^juil/.test(word)) return 7;
  const start = word.slice(0, 3);
  const english = months.indexOf(start) + 1;
  return english > 0 ? english : otherMonths[start];
}

const day = (year: string, month: string | number, date: string): string | undefined =>
  isoDate({ year: Number(year), month: Number(month), day: Number(date) });

/**
 * A date in any common form: `2020/02/03`, `20200203`, `Feb 3, 2020`, `3. Februar 2020`, `03.02.2020`, an instant in seconds
 * or milliseconds; `2020-02` and `2020` for forms without a day. `02/03/2020` is a day in no particular month, so only its
 * year is taken. Total.
 * @returns an ISO date, month or year; undefined for other text
 */
export function readLooseDate(text: string): string | undefined {
  const plain = text.trim().replace(/\s+/g, ' ').slice(0, 60);
  return readNumbers(plain) ?? readNamedMonth(plain) ?? readInstant(plain);
}

function readNumbers(text: string): string | undefined {
  const [, year = '', month, date] =
    /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ,].*)?$/.exec(text) ??
    /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(text) ??
    [];
  if (month !== undefined) return date === undefined ? partialDate(year, month) : day(year, month, date);
  const [, first = '', sign, second = '', last = ''] =
    /^(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})$/.exec(text) ?? [];
  if (sign !== undefined) {
    if (sign === '.' || Number(first) > 12) return day(last, second, first);
    if (Number(second) > 12) return day(last, first, second);
    return first === second ? day(last, first, second) : partialDate(last);
  }
  return /^\d{4}(?:\.0)?$/.test(text) ? partialDate(text.slice(0, 4)) : undefined;
}

function readNamedMonth(text: string): string | undefined {
  const year = /(?<!\d)((?:19|20)\d{2})(?!\d)/.exec(text)?.[1];
  const word = /\p{L}{3,}\.?/u.exec(text.replace(/^\p{L}{3,9},\s*(?=\d)/u, ''))?.[0];
  const month = word === undefined ? undefined : monthOf(word);
  if (year === undefined || month === undefined) return undefined;
  const date = /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d|:)/.exec(text.replace(year, ' '))?.[1];
  return (date === undefined ? undefined : day(year, month, date)) ?? partialDate(year, String(month));
}

/** From 1973 on, in seconds; from 2001 on, in milliseconds. */
function readInstant(text: string): string | undefined {
  if (!/^\d{9,13}(?:\.0)?$/.test(text)) return undefined;
  const value = Number(text);
  const instant = new Date(value > 1e11 ? value : value * 1_000);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString().slice(0, 10);
}
