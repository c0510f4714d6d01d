import { FeedError } from '../../../src/errors.ts';
import type { Feed, FeedEnd, FeedPage } from '../../../src/ports/feed.ts';
import { addDays, type LocalDate, utcDate } from '../../../src/topics/calendar/local-date.ts';
import type { Fetcher } from '../http/create-fetcher.ts';
import { installationDelay, nextRoundAfter } from '../http/etiquette.ts';
import { whyUnread } from '../sort-records.ts';
import { biorxivReadThrough, readThroughDay } from './cursor.ts';
import { type DetailsPage, parseDetails } from './parse-details.ts';

const hourMs = 60 * 60_000;
/** Preprints are posted through the day. */
const roundMs = 4 * hourMs;
/** Days before the last one that are read again in each round: papers appear under a date that has passed. */
const daysAgain = 2;
/** How far back an absence is made up for. */
const maxDaysBack = 30;
/** A month of all subjects is 5,906 papers, in pages of 30 to 100. */
const maxPages = 300;

/** How preprints are read. */
export interface BiorxivOptions {
  /** `biorxiv:neuroscience` */
  readonly name: string;
  readonly server: 'biorxiv' | 'medrxiv';
  /** With `_` for blanks: `cell_biology`. Absent: every subject. */
  readonly category?: string;
  /** `https://api.biorxiv.org`, which serves medRxiv as well. */
  readonly url: string;
  readonly fetcher: Fetcher;
  readonly installationKey: string;
}

/**
 * Reads the versions that were posted since the last round, by day. The first time only today and the day before: papers of
 * the day before are found by look-ups, and today's are news.
 * @see https://api.biorxiv.org
 */
export function createBiorxiv(options: BiorxivOptions): Feed {
  const { name, server, category, url, fetcher, installationKey } = options;
  const delayMs = installationDelay(installationKey, roundMs);

  const query = category === undefined ? '' : `?category=${encodeURIComponent(category)}`;

  async function readPage(days: string, at: number): Promise<DetailsPage | undefined> {
    const address = `${url}/details/${server}/${days}/${at}/json${query}`;
    const answer = await fetcher.get(address, { accept: 'application/json' });
    return answer.kind === 'unchanged' ? undefined : parseDetails(answer.text, { source: name, server });
  }

  /** Pages keep the given cursor: versions are listed from old to new, so the list is done only when it was read to its end. */
  async function* readDays(days: string, given: unknown, quiet: Quiet): AsyncGenerator<FeedPage> {
    // The size of a page has changed over the years, so the next one begins where this one ends.
    for (let at = 0, pages = 0; pages < maxPages; pages++) {
      const page = await readPage(days, at);
      if (page === undefined) return;
      const { records, rejects, skipped, items, total = Number.POSITIVE_INFINITY } = page;
      yield { records, rejects, skipped, cursor: given ?? null, ...quiet };
      const unread = whyUnread(page);
      if (unread !== undefined) throw new FeedError('unreadable', unread);
      at += items;
      if (items === 0 || at >= total) return;
    }
  }

  return {
    name,
    host: 'biorxiv',
    async *read(given, now) {
      const today = utcDate(now);
      const through = biorxivReadThrough(given);
      const first = firstDay(through, today);
      const quiet = through === undefined ? { quietBefore: today } : {};
      yield* readDays(`${first}/${today}`, given, quiet);
      yield { records: [], rejects: [], skipped: 0, cursor: readThroughDay(today) };
      return { nextAt: nextRoundAfter(now, roundMs, delayMs) } satisfies FeedEnd;
    },
  };
}

type Quiet = Pick<FeedPage, 'quietBefore'>;

function firstDay(through: LocalDate | undefined, today: LocalDate): LocalDate {
  if (through === undefined || through > today) return addDays(today, -1);
  // Dates as text: the later of the two.
  return [addDays(today, -maxDaysBack), addDays(through, -daysAgain)].sort()[1] ?? today;
}
