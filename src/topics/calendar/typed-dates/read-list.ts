import { attempt, UserError } from '../../../errors.ts';
import type { LocalDate } from '../local-date.ts';
import type { DateRange } from '../schedule.ts';
import { readTypedDates, type TypedDates } from './read-dates.ts';

/** Dates of which there may be several: `24 Dec, 26 Dec and 31 Dec to 2 Jan`. */
export interface TypedDateList extends Pick<TypedDates, 'kind' | 'until'> {
  /** In the order in which they were written; at least one. */
  readonly ranges: readonly DateRange[];
}

const separator = /\s*[,;&+]\s*(?:and\s+)?|\s+(?:and|plus)\s+/i;
const maxParts = 20;

/**
 * Reads one date, range or span, or else several dates between commas or “and”. A number alone is a day of the month that
 * is named beside it: `24, 25 and 26 Dec`, `Dec 24, 26`.
 * @throws UserError as `readTypedDates` does, for the part that it cannot read
 */
export function readTypedDateList(text: string, today: LocalDate): TypedDateList {
  const whole = attempt(() => readTypedDates(text, today));
  if (!(whole instanceof UserError)) return { ...whole, ranges: [whole.range] };
  const parts = withMonths(text.trim().split(separator));
  if (parts.length < 2 || parts.length > maxParts || whole.code !== 'bad-dates') throw whole;
  const ranges = parts.map((part) => readPart(part, today));
  return { kind: 'dates', ranges, until: ranges[0]?.first ?? today };
}

function readPart(part: string, today: LocalDate): DateRange {
  const { kind, range } = readTypedDates(part, today);
  if (kind === 'dates') return range;
  throw new UserError(
    'bad-dates',
    `“${part.slice(0, 60)}” can’t be one of several dates.`,
    'Dates in a list look like 24 Dec, tomorrow, or 24 Dec to 2 Jan.',
  );
}

const monthAfter = /^\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?\s+(\p{L}{3,}.*)$/iu;
const monthBefore = /^(\p{L}{3,})\.?\s+\d{1,2}(?:st|nd|rd|th)?$/iu;
const dayAlone = /^(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?$/i;

/** `24` beside `26 Dec` is `24 Dec`; beside `Dec 24`, `26` is `Dec 26`. */
function withMonths(parts: readonly string[]): readonly string[] {
  return parts.map((part, at) => {
    if (!dayAlone.test(part)) return part;
    const before = parts
      .slice(0, at)
      .toReversed()
      .flatMap((each) => monthBefore.exec(each)?.[1] ?? [])[0];
    if (before !== undefined) return `${before} ${part}`;
    const after = parts.slice(at + 1).flatMap((each) => monthAfter.exec(each)?.[1] ?? [])[0];
    return after === undefined ? part : `${part} ${after}`;
  });
}
