/** The values of filters: numbers, dates and periods. */

export type Range = { readonly from: number; readonly to: number };

/** `5`, `>5`, `>=5`, `<5`, `<=5`, `2..5`, `2..`, `..5`: whole numbers of the given form, in order. */
export function readRange(value: string, form: RegExp): Range | undefined {
  const compared = /^([<>]=?)(.*)$/.exec(value);
  if (compared) {
    const [, sign = '', digits = ''] = compared;
    return form.test(digits) ? comparison(sign, Number(digits)) : undefined;
  }
  const [from = '', to = from, ...more] = value.split('..');
  if (more.length > 0 || (from === '' && to === '')) return undefined;
  if ((from !== '' && !form.test(from)) || (to !== '' && !form.test(to))) return undefined;
  const range = {
    from: from === '' ? 0 : Number(from),
    to: to === '' ? Number.POSITIVE_INFINITY : Number(to),
  };
  return range.from <= range.to ? range : undefined;
}

function comparison(sign: string, bound: number): Range {
  if (sign.startsWith('>')) return { from: sign === '>' ? bound + 1 : bound, to: Number.POSITIVE_INFINITY };
  return { from: 0, to: sign === '<' ? bound - 1 : bound };
}

/** A day, a month or a year, as the ISO date of its first day. */
export function readDate<Made>(value: string, make: (date: string) => Made): Made | undefined {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(value) ?? [];
  if (year === undefined) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const real = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(date) ? make(date) : undefined;
}

/** A day, a month or a year, or from one to another: `2025-06`, `2025-01..2025-03`, `2025..`. */
export function isWithinPeriod<Made>(
  value: string,
  make: (isInside: (published: string) => boolean) => Made,
): Made | undefined {
  const [from = '', to = from, ...more] = value.split('..');
  const areDates = [from, to].every((each) => each === '' || isDate(each));
  if (more.length > 0 || !areDates || (from === '' && to === '')) return undefined;
  const first = from === '' ? '' : `${padDate(from)}-01-01`.slice(0, 10);
  return make(
    (published) => published >= first.slice(0, published.length) && (to === '' || isUntil(published, to)),
  );
}

/** Whether a value can be read as a date, a month or a year. */
export const isDate = (value: string): boolean => readDate(value, () => true) === true;

/** Whether a date is not after a day, a month or a year. */
export function isUntil(published: string, period: string): boolean {
  const last = padDate(period);
  return published.slice(0, last.length) <= last;
}

/** `2025-6` as `2025-06`. */
const padDate = (period: string): string =>
  period
    .split('-')
    .map((part) => part.padStart(2, '0'))
    .join('-');
