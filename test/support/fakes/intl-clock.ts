/** An oracle for wall clocks that shares no code with the calendar: offsets as Intl prints them, found by sampling. */

export interface Span {
  /** Instants, in milliseconds; the offset holds from `start` until `end`, which it leaves out. */
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Spans of equal offset. A change that is taken back within a day would be missed; there is none in these years. */
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

/** Where the wall time comes first; a minute of the year as if it were UTC. */
function firstInstant(spans: readonly Span[], wall: number): number | undefined {
  const span = spans.find(({ start, end, offset }) => start <= wall - offset && wall - offset < end);
  return span && wall - span.offset;
}

/** Every date of the years that has at least one minute in the zone, with the instant wanted for its issue. */
export function wantedIssues(
  spans: readonly Span[],
  dates: readonly string[],
  time: string,
): { localDate: string; at: number }[] {
  return dates.flatMap((localDate) => {
    const at =
      firstInstant(spans, Date.parse(`${localDate}T${time}Z`)) ?? insteadOfGap(spans, localDate, time);
    return at === undefined ? [] : [{ localDate, at }];
  });
}

/** The first minute of the date after the wanted one, else its last minute before that. */
function insteadOfGap(spans: readonly Span[], date: string, time: string): number | undefined {
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
