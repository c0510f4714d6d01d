import { isoDate } from '../../src/corpus/published-date.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** RFC 822 with the year in four digits: `Thu, 24 Sep 2026 00:00:00 -0400`. */
const RFC_822 = /^(?:[a-z]{3},\s{0,5})?(\d{1,2})\s{1,5}([a-z]{3})\s{1,5}(\d{4})(?:\s|$)/i;

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]|$)/;

/**
 * The date that an instant shows in its own zone, as ISO 8601: arXiv writes the midnight of New York for a day, which
 * is the day before in half of the world. Undefined for text of another form and for days that no calendar has.
 */
export function parsePrintedDate(text: string): string | undefined {
  const said = text.slice(0, 100).trim();
  const [, year, month, day] = ISO.exec(said) ?? [];
  if (year !== undefined) return isoDate({ year: Number(year), month: Number(month), day: Number(day) });
  const [, dayName, monthName = '', yearName] = RFC_822.exec(said) ?? [];
  const index = MONTHS.indexOf(monthName.toLowerCase());
  if (index < 0) return undefined;
  return isoDate({ year: Number(yearName), month: index + 1, day: Number(dayName) });
}
