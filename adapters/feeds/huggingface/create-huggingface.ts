import { FeedError } from '../../../src/errors.ts';
import type { Feed, FeedPage } from '../../../src/ports/feed.ts';
import type { LocalDate } from '../../../src/topics/calendar/local-date.ts';
import type { Fetcher } from '../http/create-fetcher.ts';
import { HostLeasedError } from '../http/create-fetcher.ts';
import { installationDelay } from '../http/etiquette.ts';
import { noRecords } from '../sort-records.ts';
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
    if (answer.kind === 'unchanged') return { page: known, papers: noRecords };
    const { items, ...papers } = parseHuggingfaceDay(answer.text, { source: name, date });
    // A host that sends more than `limit` does not know of pages.
    const full = items === pageSize || (items > 0 && items < pageSize && answer.hasNext);
    return { page: { ...answer.validators, full }, papers };
  }

  async function* readDays(round: DaysRound, now: number) {
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
    return { cursor, failures, daysRead };
  }

  return {
    name,
    host: 'huggingface',
    async *read(given, now) {
      const round = nextDays(given, now);
      const { cursor, failures, daysRead } = yield* readDays(round, now);
      const [first] = failures;
      const nextAt = nextRoundAt(now, pastHourMs);
      if (first === undefined) return { nextAt };
      if (daysRead === 0) {
        // Keeps when the days were tried. No rejects, because the round itself fails.
        if (round.through !== undefined)
          yield {
            ...noRecords,
            cursor: afterFailures({ ...cursor, through: round.through }, failures, () => ({ failedAt: now })),
          };
        throw first.error;
      }
      // A `mistake` is a day that the host does not know: too old or still to come, so it counts as empty.
      const isMissed = ({ error }: Failure) => error.problem !== 'mistake';
      const missed = failures.filter(isMissed);
      yield {
        ...noRecords,
        rejects: missed.map(({ date, error }) => ({ item: date, reason: error.message, excerpt: '' })),
        cursor: afterFailures(cursor, failures, (failure) =>
          isMissed(failure) ? { failedAt: now } : { readAt: now },
        ),
      };
      const dates = missed.map(({ date }) => date).join(', ');
      return missed.length === 0
        ? { nextAt }
        : { nextAt, note: `${dates} could not be read and will be tried again` };
    },
  };
}

/** The host is left alone or our store fails, so every other day would fail too. */
const isOfNoDay = (error: FeedError): boolean =>
  error instanceof HostLeasedError || error.retryAfterMs !== undefined;

const withDay = (cursor: DaysCursor, date: LocalDate, day: DayProgress): DaysCursor => ({
  ...cursor,
  days: { ...cursor.days, [date]: day },
});

/** @param change of the progress of a day that failed */
const afterFailures = (
  given: DaysCursor,
  failures: readonly Failure[],
  change: (failure: Failure) => Partial<DayProgress>,
): DaysCursor =>
  failures.reduce(
    (cursor, failure) =>
      withDay(cursor, failure.date, { ...(cursor.days[failure.date] ?? untouched), ...change(failure) }),
    given,
  );

/** The next time at which it is `pastHourMs` past a full hour. */
const nextRoundAt = (now: number, pastHourMs: number): number =>
  (Math.floor((now - pastHourMs) / hourMs) + 1) * hourMs + pastHourMs;
