import { FeedError } from '../../../src/errors.ts';
import type { FeedPage } from '../../../src/ports/feed.ts';
import { addDays, type LocalDate } from '../../../src/topics/calendar/local-date.ts';
import { HostLeasedError } from '../http/create-fetcher.ts';
import { noRecords } from '../sort-records.ts';
import { isAnnounced, newYorkDate } from './announcements.ts';
import { type ArxivCursor, leaveToLists, type Wait, waitFor, withDone, withLargestId } from './cursor.ts';
import { plausibleId } from './ids.ts';
import { type ArxivDeps, requestRss, rssCap, type ShownRss } from './requests.ts';
import { isWaitOver } from './round.ts';

/** What a reading of the RSS feeds gave. */
export interface RssResult {
  readonly cursor: ArxivCursor;
  readonly note?: string;
  /** No page has saved this cursor, because RSS brought nothing. */
  readonly isUnsaved?: true;
}

type Pages = AsyncGenerator<FeedPage, RssResult>;
type WaitReason = Exclude<Wait['why'], 'refused'>;

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
    if (refused !== undefined) yield { ...noRecords, cursor: refused };
    throw error;
  }
}

async function* readShown(
  deps: ArxivDeps,
  given: ArxivCursor,
  date: LocalDate,
  now: number,
  rss: ShownRss,
): Pages {
  refuseAncient(rss, date);
  const largestId = plausibleId(rss.largestId, date);
  const shown = classifyRss(rss, date, largestId, given.largestId);
  if (shown === 'empty' && rss.broken !== undefined)
    return { ...toGap(given, date, rss.broken), isUnsaved: true };
  // If midnight has passed during the request, tomorrow's RSS must not count as unchanged tomorrow.
  const cursor = (rss.announcedOn ?? '') > date ? given : { ...given, validators: rss.validators };
  if (shown !== 'fresh') return yield* wait(cursor, date, shown, now, rss);
  return yield* takeAnnouncement(deps, { given, cursor, date, largestId, rss });
}

/**
 * Whether RSS shows the announcement of a date, or why it does not. RSS has shown the items of the day before under the
 * date of today (github.com/ZJU-REAL/Polaris, issue 414). Ids grow with each announcement, so the largest id tells, except
 * on a day with nothing but new versions and cross-listings of old papers.
 * @param before the largest id of the announcement before
 */
function classifyRss(
  { announcedOn, items, records }: ShownRss,
  date: LocalDate,
  largestId: string | undefined,
  before: string | undefined,
): 'fresh' | WaitReason {
  if (announcedOn !== date) return 'late';
  if (items === 0) return 'empty';
  if (before === undefined || largestId === undefined || largestId > before) return 'fresh';
  // A cross-listing of an old paper has no date of announcement.
  const hasRecent = records.some(({ isNew, announced }) => isNew && announced !== undefined);
  return largestId === before || hasRecent ? 'same' : 'fresh';
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
  const rss = await requestRss(deps, deps.categories);
  if (rss === 'unchanged') return { cursor: withDone(given, last) };
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
function refuseAncient({ announcedOn = '9999' }: ShownRss, date: LocalDate): void {
  if (announcedOn >= addDays(date, -maxAgeDays)) return;
  throw new FeedError('unreadable', `RSS is dated ${announcedOn}`);
}

interface FreshRss {
  readonly given: ArxivCursor;
  /** The given cursor with the validators of this RSS. */
  readonly cursor: ArxivCursor;
  readonly date: LocalDate;
  /** Of all categories together. */
  readonly largestId: string | undefined;
  readonly rss: ShownRss;
}

/** Brings the announcement of a date. If RSS is full or broken, the announcement becomes a gap as well. */
async function* takeAnnouncement(deps: ArxivDeps, fresh: FreshRss): Pages {
  const { given, cursor, date, largestId, rss } = fresh;
  if (rss.items >= rssCap && deps.categories.length > 1) return yield* readEachCategory(deps, fresh);
  const missing = rss.broken ?? (rss.items >= rssCap ? 'RSS is full' : undefined);
  const result =
    missing === undefined
      ? { cursor: withDone(withLargestId(cursor, largestId), date) }
      : toGap(given, date, missing);
  yield { ...papersOf(rss), cursor: result.cursor };
  return result;
}

/**
 * Reads an announcement that is too large for one RSS, category by category. If the RSS of a category is full too, or is
 * not of that date, the announcement becomes a gap.
 */
async function* readEachCategory(deps: ArxivDeps, { given, date, largestId }: FreshRss): Pages {
  const known = new Set<string>();
  let isWhole = true;
  let cursor = given;
  for (const [index, category] of deps.categories.entries()) {
    const shown = await requestRss(deps, [category]);
    if (shown === 'unchanged') continue;
    const { records, rejects, skipped, items, announcedOn, broken } = shown;
    isWhole &&= items < rssCap && announcedOn === date && broken === undefined;
    const fresh = records.filter(({ paper }) => !known.has(paper.arxivId ?? paper.id));
    for (const { paper } of fresh) known.add(paper.arxivId ?? paper.id);
    if (index === deps.categories.length - 1)
      cursor = isWhole ? withDone(withLargestId(given, largestId), date) : leaveToLists(given, date);
    yield { records: fresh, rejects, skipped: skipped + records.length - fresh.length, cursor };
  }
  return {
    cursor,
    note: isWhole ? 'RSS was full: read by category' : 'RSS was full: the rest is read from the lists',
  };
}

const papersOf = ({ records, rejects, skipped }: ShownRss) => ({ records, rejects, skipped });

/**
 * RSS does not show the expected announcement: waits for it, or makes it a gap once it has been waited for long enough. The
 * papers that RSS shows are brought all the same, because they can be of an announcement that was missed.
 */
async function* wait(
  cursor: ArxivCursor,
  date: LocalDate,
  why: WaitReason,
  now: number,
  rss?: ShownRss,
): Pages {
  const wasEmpty = cursor.wait?.date === date && cursor.wait.why === 'empty';
  const waiting = waitFor(cursor, date, why, now);
  const result =
    waiting?.wait === undefined || isWaitOver(waiting.wait, now) || (why === 'empty' && wasEmpty)
      ? endWait(cursor, date, why)
      : { cursor: waiting, note: reasons[why] };
  yield { ...noRecords, ...(rss && papersOf(rss)), cursor: result.cursor };
  return result;
}

/** An empty RSS on a weekday mostly means a holiday that we don't know, so the lists are not asked before tomorrow. */
const endWait = (cursor: ArxivCursor, date: LocalDate, why: WaitReason): RssResult =>
  why === 'empty'
    ? {
        cursor: leaveToLists(cursor, date, addDays(date, 1)),
        note: `${reasons.empty}; tomorrow arXiv's lists tell whether there were any`,
      }
    : toGap(cursor, date, reasons[why]);

const reasons: Readonly<Record<WaitReason, string>> = {
  late: 'RSS still shows an earlier announcement',
  same: 'RSS shows the papers of the last announcement again',
  empty: 'RSS shows no papers today',
};

/** An unchanged RSS shows what it showed at the last look: today, or else at an earlier announcement. */
function whyUnchanged({ wait }: ArxivCursor, date: LocalDate): WaitReason {
  return wait?.date === date && wait.why !== 'refused' ? wait.why : 'late';
}

const toGap = (cursor: ArxivCursor, date: LocalDate, reason: string): RssResult => ({
  cursor: leaveToLists(cursor, date),
  note: `${reason}; today's papers are read from arXiv's lists`,
});
