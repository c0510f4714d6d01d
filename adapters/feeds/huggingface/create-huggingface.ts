import type { RecordReject } from '../../../src/corpus/record.ts';
import { FeedError } from '../../../src/errors.ts';
import type { Feed, FeedPage } from '../../../src/ports/feed.ts';
import type { LocalDate } from '../../../src/topics/calendar/local-date.ts';
import type { Fetcher } from '../http/create-fetcher.ts';
import { installationDelay } from '../http/etiquette.ts';
import { HostLeasedError } from '../http/host-lease.ts';
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
/** Of one day. The largest day so far had 50 papers. */
const maxPages = 10;
/** After this many unreadable days in a row the others are not tried. */
const maxFailuresInARow = 3;
const hourMs = 60 * 60_000;
/** Rounds stay this far from the full hour, when most clients ask. */
const offHourMs = 5 * 60_000;

export interface HuggingfaceOptions {
  readonly name: string;
  /** `https://huggingface.co` */
  readonly url: string;
  readonly fetcher: Fetcher;
  /** Decides at which minute of the hour this installation asks. */
  readonly installationKey: string;
}

interface DaysRead {
  readonly cursor: DaysCursor;
  readonly failures: readonly Failure[];
  /** No day could be read. */
  readonly haveAllFailed: boolean;
}

interface Failure {
  readonly date: LocalDate;
  readonly error: FeedError;
}

/**
 * Reads Hugging Face's daily papers: in each round the recent days, and older days that an outage has left out. A day
 * that cannot be read is rejected and tried again; the others are still read.
 */
export function createHuggingface({ name, url, fetcher, installationKey }: HuggingfaceOptions): Feed {
  const pastHourMs = offHourMs + installationDelay(installationKey, hourMs - 2 * offHourMs);
  const pageUrl = (date: LocalDate, page: number) =>
    `${url}/api/daily_papers?date=${date}&limit=${pageSize}&p=${page}`;

  async function* readDay(given: DaysCursor, date: LocalDate, now: number) {
    let cursor = given;
    for (let at = 0; at < maxPages; at++) {
      const day = cursor.days[date] ?? untouched;
      const { page, papers } = await readPage(date, at, day.pages[at]);
      const isLast = !page.full || at === maxPages - 1;
      const pages = isLast ? day.pages.slice(0, at) : [...day.pages];
      pages[at] = page;
      cursor = withDay(cursor, date, isLast ? { pages, readAt: now } : { ...day, pages });
      yield { ...papers, cursor } satisfies FeedPage;
      if (isLast) break;
    }
    return cursor;
  }

  async function readPage(date: LocalDate, at: number, known: DayPage = { full: false }) {
    const { full: _, ...validators } = known;
    const answer = await fetcher.get(pageUrl(date, at), { accept: 'application/json', validators });
    if (answer.kind === 'unchanged') return { page: known, papers: nothing };
    const { items, ...papers } = parseHuggingfaceDay(answer.text, { source: name, date });
    // A host that sends more than `limit` does not know of pages.
    const full = items === pageSize || (items > 0 && items < pageSize && answer.hasNext);
    return { page: { ...answer.validators, full }, papers };
  }

  async function* readDays(round: DaysRound, now: number): AsyncGenerator<FeedPage, DaysRead> {
    let { cursor } = round;
    const failures: Failure[] = [];
    let daysRead = 0;
    let failuresInARow = 0;
    for (const date of round.dates) {
      if (failuresInARow >= maxFailuresInARow) break;
      try {
        cursor = yield* readDay(cursor, date, now);
        failuresInARow = 0;
        daysRead++;
      } catch (error) {
        if (!(error instanceof FeedError) || isOfNoDay(error)) throw error;
        failures.push({ date, error });
        failuresInARow++;
      }
    }
    return { cursor, failures, haveAllFailed: daysRead === 0 };
  }

  return {
    name,
    host: 'huggingface',
    async *read(given, now) {
      const round = nextDays(given, now);
      const { cursor, failures, haveAllFailed } = yield* readDays(round, now);
      const [first] = failures;
      const nextAt = nextRoundAt(now, pastHourMs);
      if (first === undefined) return { nextAt };
      if (haveAllFailed) {
        if (round.through !== undefined)
          yield afterAllFailed({ ...cursor, through: round.through }, failures, now);
        throw first.error;
      }
      yield afterFailures(cursor, failures, now);
      const missed = failures.filter(({ error }) => error.problem !== 'mistake');
      return missed.length === 0 ? { nextAt } : { nextAt, note: describe(missed) };
    },
  };
}

const nothing = { records: [], rejects: [], skipped: 0 };

/** The host is left alone or our store fails, so every other day would fail too. */
const isOfNoDay = (error: FeedError): boolean =>
  error instanceof HostLeasedError || error.retryAfterMs !== undefined;

const withDay = (cursor: DaysCursor, date: LocalDate, day: DayProgress): DaysCursor => ({
  ...cursor,
  days: { ...cursor.days, [date]: day },
});

/** A `mistake` is a day that the host does not know: too old or still to come, so it counts as empty. */
function afterFailures(given: DaysCursor, failures: readonly Failure[], now: number): FeedPage {
  let cursor = given;
  const rejects: RecordReject[] = [];
  for (const { date, error } of failures) {
    const day = cursor.days[date] ?? untouched;
    if (error.problem === 'mistake') cursor = withDay(cursor, date, { ...day, readAt: now });
    else {
      cursor = withDay(cursor, date, { ...day, failedAt: now });
      rejects.push({ item: date, reason: error.message, excerpt: '' });
    }
  }
  return { records: [], rejects, skipped: 0, cursor };
}

/** Keeps when the days were tried. No rejects, because the round itself fails. */
function afterAllFailed(cursor: DaysCursor, failures: readonly Failure[], now: number): FeedPage {
  const failed = (state: DaysCursor, { date }: Failure) =>
    withDay(state, date, { ...(state.days[date] ?? untouched), failedAt: now });
  return { ...nothing, cursor: failures.reduce(failed, cursor) };
}

const describe = (failures: readonly Failure[]) =>
  `${failures.map(({ date }) => date).join(', ')} could not be read and will be tried again`;

/** The next time at which it is `pastHourMs` past a full hour. */
const nextRoundAt = (now: number, pastHourMs: number): number =>
  (Math.floor((now - pastHourMs) / hourMs) + 1) * hourMs + pastHourMs;
