import { parsePrintedDate } from '../../../src/corpus/published-date.ts';

/**
 * The day that a feed prints, in the zone of its publisher: `Mon, 20 Dec 2021 00:09:28 -0800`, `2021/10/16 9:23:28`,
 * `Do, 07 Okt 2021 10:19:29 +0000`.
 * @param language of the feed, for the names of months; English is always read
 * @returns `2021-12-20`; undefined for other text
 */
export function readDay(text: string, language = 'en'): string | undefined {
  const start = text.slice(0, 100).trim();
  const slashes = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b/.exec(start);
  if (slashes !== null) return parsePrintedDate(joined(slashes.slice(1)));
  if (/^\d{4}-/.test(start)) return parsePrintedDate(start);
  const [, day, month = '', year] =
    /^(?:\p{L}+\.?,?\s+)?(\d{1,2})\.?\s+(\p{L}+)\.?\s+(\d{4})\b/u.exec(start) ?? [];
  const number = [...monthsOf('en'), ...monthsOf(language)].find(([name]) =>
    month.toLowerCase().startsWith(name),
  )?.[1];
  return day === undefined || year === undefined || number === undefined
    ? undefined
    : parsePrintedDate(joined([year, String(number), day]));
}

const joined = (parts: readonly string[]) => parts.map((part) => part.padStart(2, '0')).join('-');

/** The short names of the months in a language, in lower case and without a dot, each with its number. */
function monthsOf(language: string): readonly (readonly [name: string, number: number])[] {
  const format = formatOf(language);
  return Array.from({ length: 12 }, (_, index) => {
    const name = format
      .format(Date.UTC(2001, index, 15))
      .toLowerCase()
      .replace('.', '');
    return [name.slice(0, 3), index + 1] as const;
  });
}

function formatOf(language: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(language.replace('_', '-'), { month: 'short', timeZone: 'UTC' });
  } catch {
    return new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });
  }
}
