import type { RecordReject } from '../../../src/corpus/record.ts';
import { FeedError } from '../../../src/errors.ts';
import type { Feed, FeedPage } from '../../../src/ports/feed.ts';
import type { LocalDate } from '../../../src/topics/calendar/local-date.ts';
import type { Fetcher } from '../http/fetcher.ts';
import { HostLeasedError } from '../http/host-lease.ts';
import { installationDelay } from '../installation-delay.ts';
import { parseHuggingfaceDay } from './parse-day.ts';
import {
  type DayPage,
  type DayProgress,
  type DaysCursor,
  type DaysRound,
  nextDays,
  untouched,
} from './round.ts';

/** The most that `limit` takes (github.com/huggingface/skills, huggingface-papers); the default is 50. */
const pageSize = 100;
/** Of one day. The most that was seen is 50 papers. */
const mostPages = 10;
/** So many days in a row that cannot be read: the others will not be either. */
const patience = 3;
const hourMs = 60 * 60_000;
/** Rounds keep off the full hour, when everybody asks. */
const offHourMs = 5 * 60_000;

export interface HuggingfaceOptions {
  readonly name: string;
  /** `https://huggingface.co` */
  readonly url: string;
  readonly fetcher: Fetcher;
  /** Of this installation: decides at which minute of the hour it asks. */
  readonly spreadKey: string;
}

interface Outcome {
  readonly cursor: DaysCursor;
  readonly failures: readonly Failure[];
  readonly areAllInVain: boolean;
}

interface Failure {
  readonly date: LocalDate;
  readonly error: FeedError;
}

/**
 * Hugging Face's daily papers: in each round the recent days, and older ones that an outage has left out. A day that
 * cannot be read is a reject and is tried again; the others are still read.
 */
export function createHuggingface({ name, url, fetcher, spreadKey }: HuggingfaceOptions): Feed {
  const pastHourMs = offHourMs + installationDelay(spreadKey, hourMs - 2 * offHourMs);
  const pageUrl = (date: LocalDate, page: number) =>
    `${url}/api/daily_papers?date=${date}&limit=${pageSize}&p=${page}`;

  async function* readDay(cursor: DaysCursor, date: LocalDate, now: number) {
    let state = cursor;
    for (let at = 0; at < mostPages; at++) {
      const day = state.days[date] ?? untouched;
      const known = day.pages[at];
      const read = await readPage(date, at, known);
      const isLast = !read.page.full || at === mostPages - 1;
      const pages = isLast ? day.pages.slice(0, at) : [...day.pages];
      pages[at] = read.page;
      state = withDay(state, date, isLast ? { pages, readAt: now } : { ...day, pages });
      yield { ...read.found, cursor: state } satisfies FeedPage;
      if (isLast) break;
    }
    return state;
  }

  async function readPage(date: LocalDate, at: number, known: DayPage | undefined) {
    const { full: _, ...validators } = known ?? { full: false };
    const answer = await fetcher.get(pageUrl(date, at), { accept: 'application/json', validators });
    if (answer.kind === 'unchanged') return { page: known ?? { full: false }, found: nothing };
    const { records, rejects, skipped, items } = parseHuggingfaceDay(answer.text, { source: name, date });
    // Whoever gives more than was asked for does not know of pages.
    const full = items === pageSize || (items > 0 && items < pageSize && answer.hasNext);
    return { page: { ...answer.validators, full }, found: { records, rejects, skipped } };
  }

  /** Every day that can be read; stops early where none can any more. */
  async function* readDays(plan: DaysRound, now: number): AsyncGenerator<FeedPage, Outcome> {
    let { cursor } = plan;
    const failures: Failure[] = [];
    let daysRead = 0;
    let inVain = 0;
    for (const date of plan.dates) {
      if (inVain >= patience) break;
      try {
        cursor = yield* readDay(cursor, date, now);
        inVain = 0;
        daysRead++;
      } catch (error) {
        if (!(error instanceof FeedError) || isOfNoDay(error)) throw error;
        failures.push({ date, error });
        inVain++;
      }
    }
    return { cursor, failures, areAllInVain: daysRead === 0 };
  }

  return {
    name,
    host: 'huggingface',
    async *read(given, now) {
      const round = nextDays(given, now);
      const { cursor, failures, areAllInVain } = yield* readDays(round, now);
      const [first] = failures;
      const nextAt = nextRoundAt(now, pastHourMs);
      if (first === undefined) return { nextAt };
      if (areAllInVain) {
        if (round.through !== undefined)
          yield afterAllInVain({ ...cursor, through: round.through }, failures, now);
        throw first.error;
      }
      yield afterFailures(cursor, failures, now);
      const missed = failures.filter(({ error }) => error.problem !== 'mistake');
      return missed.length === 0 ? { nextAt } : { nextAt, note: describe(missed) };
    },
  };
}

const nothing = { records: [], rejects: [], skipped: 0 };

/** The host is left alone, or our memory of it fails: it would be the same for every other day. */
const isOfNoDay = (error: FeedError): boolean =>
  error instanceof HostLeasedError || error.retryAfterMs !== undefined;

const withDay = (cursor: DaysCursor, date: LocalDate, day: DayProgress): DaysCursor => ({
  ...cursor,
  days: { ...cursor.days, [date]: day },
});

/** A day that the host does not know, while it knows others, is too old or still to come: nothing is on it. */
function afterFailures(cursor: DaysCursor, failures: readonly Failure[], now: number): FeedPage {
  let state = cursor;
  const rejects: RecordReject[] = [];
  for (const { date, error } of failures) {
    const day = state.days[date] ?? untouched;
    if (error.problem === 'mistake') state = withDay(state, date, { ...day, readAt: now });
    else {
      state = withDay(state, date, { ...day, failedAt: now });
      rejects.push({ item: date, reason: error.message, excerpt: '' });
    }
  }
  return { records: [], rejects, skipped: 0, cursor: state };
}

/** Nothing was learned of the days, but when they were tried: no rejects, because it is the round that fails. */
function afterAllInVain(cursor: DaysCursor, failures: readonly Failure[], now: number): FeedPage {
  const failed = (state: DaysCursor, { date }: Failure) =>
    withDay(state, date, { ...(state.days[date] ?? untouched), failedAt: now });
  return { ...nothing, cursor: failures.reduce(failed, cursor) };
}

const describe = (failures: readonly Failure[]) =>
  `${failures.map(({ date }) => date).join(', ')} could not be read and will be tried again`;

/** The next time that a clock in UTC shows so many milliseconds past the hour. */
const nextRoundAt = (now: number, pastHourMs: number): number =>
  (Math.floor((now - pastHourMs) / hourMs) + 1) * hourMs + pastHourMs;
