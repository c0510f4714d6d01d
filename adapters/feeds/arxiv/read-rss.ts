import { FeedError } from '../../../src/errors.ts';
import type { FeedPage } from '../../../src/ports/feed.ts';
import { addDays, type LocalDate } from '../../../src/topics/calendar/local-date.ts';
import { HostLeasedError } from '../http/host-lease.ts';
import { isAnnounced, newYorkDate } from './announcements.ts';
import { classifyAnnouncement } from './classify-announcement.ts';
import type { ArxivCursor, Wait } from './cursor.ts';
import { emptyPage, leaveToLists, waitFor, withDone, withLargestId } from './cursor-edits.ts';
import type { ArxivDeps } from './deps.ts';
import { plausibleId } from './id-order.ts';
import { readEachCategory, requestRss, rssCap, type ShownRss } from './request-rss.ts';
import { isWaitOver } from './round.ts';

export interface RssResult {
  readonly cursor: ArxivCursor;
  readonly note?: string;
  /** No page has saved this cursor, because RSS brought nothing. */
  readonly isUnsaved?: true;
}

type Pages = AsyncGenerator<FeedPage, RssResult>;

/**
 * Reads today's announcement by RSS. An announcement that is not there yet is waited for; one that cannot be read becomes a
 * gap. RSS leaves out new versions from the sixth on (github.com/arXiv/arxiv-feed), so such a paper keeps the text of its
 * fifth version until a list brings the paper.
 * @throws FeedError when arXiv refuses, no request could be made, or arXiv does not know a category
 */
export async function* readArxivRss(
  deps: ArxivDeps,
  cursor: ArxivCursor,
  date: LocalDate,
  now: number,
): Pages {
  try {
    const shown = await requestRss(deps, deps.categories, cursor.validators);
    if (shown !== 'unchanged') return yield* readShown(deps, cursor, date, now, shown);
    return yield* wait(cursor, date, whyUnchanged(cursor, date), now);
  } catch (error) {
    // Without a request the lists cannot be asked either.
    if (!(error instanceof FeedError) || error instanceof HostLeasedError || error.problem === 'mistake')
      throw error;
    if (error.problem !== 'refused') return { ...toGap(cursor, date, error.message), isUnsaved: true };
    const refused = waitFor(cursor, date, 'refused', now);
    if (refused !== undefined) yield emptyPage(refused);
    throw error;
  }
}

async function* readShown(
  deps: ArxivDeps,
  given: ArxivCursor,
  date: LocalDate,
  now: number,
  { rss, validators }: ShownRss,
): Pages {
  refuseAncient(rss, date);
  // A cross-listing of an old paper has no date of announcement.
  const hasRecent = rss.records.some(({ isNew, announced }) => isNew && announced !== undefined);
  const largestId = plausibleId(rss.largestId, date);
  const shown = classifyAnnouncement({ ...rss, largestId, hasRecent }, date, given.largestId);
  if (shown === 'empty' && rss.broken !== undefined)
    return { ...toGap(given, date, rss.broken), isUnsaved: true };
  // If midnight has passed during the request, tomorrow's RSS must not count as unchanged tomorrow.
  const cursor = (rss.announcedOn ?? '') > date ? given : { ...given, validators };
  if (shown !== 'fresh') return yield* wait(cursor, date, shown, now, rss);
  return yield* takeAnnouncement(deps, { given, cursor, date, largestId, rss });
}

/**
 * Reads RSS in the first round ever, on a day without an announcement or before its hour. Everything that RSS shows is
 * taken for the last announcement, or for today's if it is already there.
 */
export async function* readFirstRss(
  deps: ArxivDeps,
  given: ArxivCursor,
  last: LocalDate,
  now: number,
): Pages {
  const shown = await requestRss(deps, deps.categories);
  if (shown === 'unchanged') return { cursor: withDone(given, last) };
  const { rss } = shown;
  refuseAncient(rss, last);
  const { announcedOn = last, items } = rss;
  const isToday = announcedOn === newYorkDate(now) && isAnnounced(announcedOn) && items > 0;
  const date = isToday ? announcedOn : last;
  // If midnight has passed during the request, the next round must not take these papers for stale.
  const isLater = announcedOn > date && isAnnounced(announcedOn);
  const largestId = isLater ? undefined : plausibleId(rss.largestId, date);
  return yield* takeAnnouncement(deps, { given, cursor: given, date, largestId, rss });
}

/** An RSS that is older has a wrong date or is not arXiv's. */
const maxAgeDays = 5 * 365;

/** @throws FeedError `unreadable` for RSS that is dated years before the expected announcement */
function refuseAncient({ announcedOn = '9999' }: ShownRss['rss'], date: LocalDate): void {
  if (announcedOn >= addDays(date, -maxAgeDays)) return;
  throw new FeedError('unreadable', `RSS is dated ${announcedOn}`);
}

interface FreshRss {
  readonly given: ArxivCursor;
  /** The given cursor with the validators of this RSS. */
  readonly cursor: ArxivCursor;
  readonly date: LocalDate;
  readonly largestId: string | undefined;
  readonly rss: ShownRss['rss'];
}

/** Brings the announcement of a date. If RSS is full or broken, the announcement becomes a gap as well. */
async function* takeAnnouncement(deps: ArxivDeps, { given, cursor, date, largestId, rss }: FreshRss): Pages {
  if (rss.items >= rssCap && deps.categories.length > 1)
    return yield* readEachCategory(deps, { given, date, largestId });
  const missing = rss.broken ?? (rss.items >= rssCap ? 'RSS is full' : undefined);
  const result =
    missing === undefined
      ? { cursor: withDone(withLargestId(cursor, largestId), date) }
      : toGap(given, date, missing);
  yield { ...papersOf(rss), cursor: result.cursor };
  return result;
}

const papersOf = ({ records, rejects, skipped }: ShownRss['rss']) => ({ records, rejects, skipped });

/**
 * RSS does not show the expected announcement: waits for it, or makes it a gap once it has been waited for long enough. The
 * papers that RSS shows are brought all the same, because they can be of an announcement that was missed.
 */
async function* wait(
  cursor: ArxivCursor,
  date: LocalDate,
  why: Exclude<Wait['why'], 'refused'>,
  now: number,
  rss?: ShownRss['rss'],
): Pages {
  const wasEmpty = cursor.wait?.date === date && cursor.wait.why === 'empty';
  const waiting = waitFor(cursor, date, why, now);
  const result =
    waiting?.wait === undefined || isWaitOver(waiting.wait, now) || (why === 'empty' && wasEmpty)
      ? endWait(cursor, date, why)
      : { cursor: waiting, note: reasons[why] };
  yield { ...emptyPage(result.cursor), ...(rss && papersOf(rss)) };
  return result;
}

/** An empty RSS on a weekday mostly means a holiday that we don't know, so the lists are not asked before tomorrow. */
const endWait = (cursor: ArxivCursor, date: LocalDate, why: keyof typeof reasons): RssResult =>
  why === 'empty'
    ? {
        cursor: leaveToLists(cursor, date, addDays(date, 1)),
        note: `${reasons.empty}; tomorrow arXiv's lists tell whether there were any`,
      }
    : toGap(cursor, date, reasons[why]);

const reasons = {
  late: 'RSS still shows an earlier announcement',
  same: 'RSS shows the papers of the last announcement again',
  empty: 'RSS shows no papers today',
};

/** An unchanged RSS shows what it showed at the last look: today, or else at an earlier announcement. */
function whyUnchanged({ wait }: ArxivCursor, date: LocalDate): Exclude<Wait['why'], 'refused'> {
  return wait?.date === date && wait.why !== 'refused' ? wait.why : 'late';
}

const toGap = (cursor: ArxivCursor, date: LocalDate, reason: string): RssResult => ({
  cursor: leaveToLists(cursor, date),
  note: `${reason}; today's papers are read from arXiv's lists`,
});
