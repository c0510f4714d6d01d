import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import type { Feed, FeedPage } from '../../../src/ports/feed.ts';
import type { LocalDate } from '../../../src/topics/calendar/local-date.ts';
import type { Fetcher } from '../http/create-fetcher.ts';
import { HostLeasedError } from '../http/create-fetcher.ts';
import { installationDelay, nextRoundAfter } from '../http/etiquette.ts';
import { noRecords, whyUnread } from '../sort-records.ts';
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

/** How the daily papers are read. */
export interface HuggingfaceOptions {
  readonly name: string;
  /** `https://huggingface.co` */
  readonly url: string;
  readonly fetcher: Fetcher;
  /** Decides at which minute of the hour this installation asks. */
  readonly installationKey: string;
}

/** The host answered with items of which most could not be read. They have been rejected already. */
class UnreadDayError extends FeedError {}

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
    let hasPapers = false;
    for (let at = 0; at < maxPages; at++) {
      const day = cursor.days[date] ?? untouched;
      const { page, papers } = await readPage(date, at, day.pages[at]);
      yield* refuseUnread(papers, cursor, date);
      hasPapers ||= showsPapers(papers);
      const isLast = !page.full || at === maxPages - 1;
      const pages = isLast ? day.pages.slice(0, at) : [...day.pages];
      pages[at] = page;
      cursor = withDay(cursor, date, isLast ? { pages, readAt: now } : { ...day, pages });
      yield { ...papers, cursor } satisfies FeedPage;
      if (isLast) break;
    }
    return { cursor, withPapers: hasPapers ? [date] : [] };
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
    /** Days with papers, or unchanged since they were read. An empty day does not show that papers can be read. */
    const withPapers: LocalDate[] = [''];
    let failuresInARow = 0;
    for (const date of round.dates) {
      if (failuresInARow >= maxFailuresInARow) break;
      try {
        const day = yield* readDay(cursor, date, now);
        cursor = day.cursor;
        withPapers.push(...day.withPapers);
        failuresInARow = 0;
        daysRead++;
      } catch (error) {
        failures.push({ date, error: yield* failureOfDay(error, round, daysRead) });
        failuresInARow++;
      }
    }
    return { cursor, failures, daysRead, newestRead: withPapers.sort().at(-1) ?? '' };
  }

  return {
    name,
    host: 'huggingface',
    async *read(given, now) {
      const round = nextDays(given, now);
      const { cursor, failures, daysRead, newestRead } = yield* readDays(round, now);
      const [first] = failures;
      const nextAt = nextRoundAfter(now, hourMs, pastHourMs);
      if (first === undefined) return { nextAt };
      if (daysRead === 0) {
        // Keeps when the days were tried. No rejects, because the round itself fails.
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
        rejects: missed
          .filter(({ error }) => !(error instanceof UnreadDayError))
          .map(({ date, error }) => ({ item: date, reason: error.message, excerpt: '' })),
        cursor: afterFailures(cursor, failures, (failure) =>
          isMissed(failure) ? { failedAt: now } : { readAt: now },
        ),
      };
      if (missed.length === 0) return { nextAt };
      const dates = missed.map(({ date }) => date).join(', ');
      const isUnread = missed.some(({ date }) => date > newestRead && round.recent.includes(date));
      return {
        nextAt,
        note: `${dates} could not be read and will be tried again`,
        ...defined({ isUnread: isUnread ? (true as const) : undefined }),
      };
    },
  };
}

type Papers = Omit<FeedPage, 'cursor'>;

/** @throws UnreadDayError after the page with the rejects, if most items of an answer are rejects */
function* refuseUnread(papers: Papers, cursor: DaysCursor, date: LocalDate): Generator<FeedPage> {
  const unread = whyUnread(papers);
  if (unread === undefined) return;
  yield { ...papers, cursor };
  throw new UnreadDayError('unreadable', `${date}: ${unread}`);
}

/** Also if the answer is unchanged. */
const showsPapers = (papers: Papers): boolean => papers === noRecords || papers.records.length > 0;

/**
 * The error as a day's failure. A first round that ends with it saves where it began, so that its days are made up for, too.
 * @throws the error if every other day would fail as well
 */
function* failureOfDay(
  error: unknown,
  { isFirst, cursor, through }: DaysRound,
  daysRead: number,
): Generator<FeedPage, FeedError> {
  if (error instanceof FeedError && !isOfNoDay(error)) return error;
  if (isFirst && daysRead === 0) yield { ...noRecords, cursor: { ...cursor, through, days: {} } };
  throw error;
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
