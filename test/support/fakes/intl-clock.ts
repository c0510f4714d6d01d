/** A time in which a zone's offset from UTC does not change. */
export interface Span {
  /** Milliseconds since 1970, `end` excluded. */
  readonly start: number;
  readonly end: number;
  /** Milliseconds, positive east of Greenwich. */
  readonly offset: number;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

/**
 * The offsets of a zone, as Intl prints them, sampled once a day: shares no code with the calendar, which is compared
 * with it. A change and its reversal within one day would be missed; there is none in the years of the tests.
 */
export function offsetSpans(zone: string, from: number, to: number): Span[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const offsetAt = (instant: number) => {
    const text = format.format(instant);
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(text) ?? [];
    if (!text.includes('GMT')) throw new Error(`no offset in ${text}`);
    return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * minuteMs;
  };
  const spans: Span[] = [];
  let start = from;
  let offset = offsetAt(from);
  for (let at = from; at < to; at += dayMs) {
    const next = offsetAt(at + dayMs);
    if (next === offset) continue;
    let low = at;
    let high = at + dayMs;
    while (high - low > minuteMs) {
      const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
      if (offsetAt(middle) === offset) low = middle;
      else high = middle;
    }
    spans.push({ start, end: high, offset });
    start = high;
    offset = next;
  }
  return [...spans, { start, end: to + dayMs, offset }];
}

/** The first instant with this wall time, which is given as if it were UTC. */
function firstInstant(spans: readonly Span[], wall: number): number | undefined {
  const span = spans.find(({ start, end, offset }) => start <= wall - offset && wall - offset < end);
  return span && wall - span.offset;
}

/** When a digest is due on each date that exists in the zone. */
export function expectedOccurrences(
  spans: readonly Span[],
  dates: readonly string[],
  time: string,
): { localDate: string; at: number }[] {
  return dates.flatMap((localDate) => {
    const at =
      firstInstant(spans, Date.parse(`${localDate}T${time}Z`)) ?? nearestInstant(spans, localDate, time);
    return at === undefined ? [] : [{ localDate, at }];
  });
}

/** For a time that does not exist on the date: the next minute that does, otherwise the last one before. */
function nearestInstant(spans: readonly Span[], date: string, time: string): number | undefined {
  const midnight = Date.parse(`${date}T00:00Z`);
  const wanted = Date.parse(`${date}T${time}Z`);
  for (let wall = wanted; wall < midnight + dayMs; wall += minuteMs) {
    const at = firstInstant(spans, wall);
    if (at !== undefined) return at;
  }
  for (let wall = wanted; wall >= midnight; wall -= minuteMs) {
    const at = firstInstant(spans, wall);
    if (at !== undefined) return at;
  }
  return undefined;
}

export function datesBetween(first: string, last: string): string[] {
  const dates: string[] = [];
  for (let at = Date.parse(`${first}T00:00Z`); at <= Date.parse(`${last}T00:00Z`); at += dayMs) {
    dates.push(new Date(at).toISOString().slice(0, 10));
  }
  return dates;
}
