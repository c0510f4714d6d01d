import { FeedError } from '../../../src/errors.ts';
import type { FeedPage } from '../../../src/ports/feed.ts';
import { addDays, type LocalDate } from '../../../src/topics/calendar/local-date.ts';
import { HostLeasedError } from '../http/host-lease.ts';
import { isAnnounced, newYorkDate } from './announcements.ts';
import { classifyAnnouncement } from './classify-announcement.ts';
import type { ArxivCursor, Wait } from './cursor.ts';
import { emptyPage, leaveToLists, waitFor, withBatch, withDone } from './cursor-edits.ts';
import type { ArxivDeps } from './deps.ts';
import { plausibleId } from './id-order.ts';
import { readEachCategory, requestRss, rssCap, type ShownRss } from './request-rss.ts';
import { isHopeless } from './round.ts';

export interface RssOutcome {
  readonly cursor: ArxivCursor;
  readonly note?: string;
  /** No page has had this cursor: RSS brought nothing. */
  readonly isUnsaved?: true;
}

type Round = AsyncGenerator<FeedPage, RssOutcome>;

/**
 * Today's announcement by RSS. One that cannot be read there stands among the gaps afterwards; one that is not there yet
 * is waited for. RSS leaves out new versions from the sixth on (github.com/arXiv/arxiv-feed): those papers keep the text of
 * the fifth until a list brings them.
 * @throws FeedError when arXiv refuses, there is no turn to ask it, or it does not know a category
 */
export async function* readArxivRss(
  deps: ArxivDeps,
  cursor: ArxivCursor,
  date: LocalDate,
  now: number,
): Round {
  try {
    const shown = await requestRss(deps, deps.categories, cursor.validators);
    if (shown !== 'unchanged') return yield* takeShown(deps, cursor, date, now, shown);
    return yield* lookAgain(cursor, date, whyUnchanged(cursor, date), now);
  } catch (error) {
    // Where it was not asked, the lists cannot be asked, either, and it may be as it should be in a while.
    if (!(error instanceof FeedError) || error instanceof HostLeasedError || error.problem === 'mistake')
      throw error;
    if (error.problem !== 'refused') return { ...giveUp(cursor, date, error.message), isUnsaved: true };
    const refused = waitFor(cursor, date, 'refused', now);
    if (refused !== undefined) yield emptyPage(refused);
    throw error;
  }
}

async function* takeShown(
  deps: ArxivDeps,
  given: ArxivCursor,
  date: LocalDate,
  now: number,
  { rss, validators }: ShownRss,
): Round {
  refuseAncient(rss, date);
  // A cross-listing of an old paper has no date of announcement.
  const hasRecent = rss.records.some(({ isNew, announced }) => isNew && announced !== undefined);
  const largestId = plausibleId(rss.largestId, date);
  const verdict = classifyAnnouncement({ ...rss, largestId, hasRecent }, date, given.largestId);
  if (verdict === 'empty' && rss.broken !== undefined)
    return { ...giveUp(given, date, rss.broken), isUnsaved: true };
  // Midnight may pass while we wait for our turn: tomorrow's feed is not to be taken for known tomorrow.
  const cursor = (rss.announcedOn ?? '') > date ? given : { ...given, validators };
  if (verdict !== 'fresh') return yield* lookAgain(cursor, date, verdict, now, rss);

  return yield* takeBatch(deps, { given, cursor, date, largestId, rss });
}

/**
 * What RSS shows when nothing of arXiv has been read yet, on a day without an announcement or before its hour: whatever it
 * is, it is taken in, and counts as the last announcement, or as today's where it is there already.
 */
export async function* readFirstRss(
  deps: ArxivDeps,
  given: ArxivCursor,
  last: LocalDate,
  now: number,
): Round {
  const shown = await requestRss(deps, deps.categories);
  if (shown === 'unchanged') return { cursor: withDone(given, last) };
  const { rss } = shown;
  refuseAncient(rss, last);
  const { announcedOn = last, items } = rss;
  const isToday = announcedOn === newYorkDate(now) && isAnnounced(announcedOn) && items > 0;
  const date = isToday ? announcedOn : last;
  // Of midnight having passed meanwhile: its papers are not those that the next look must not find.
  const isLater = announcedOn > date && isAnnounced(announcedOn);
  const largestId = isLater ? undefined : plausibleId(rss.largestId, date);
  return yield* takeBatch(deps, { given, cursor: given, date, largestId, rss });
}

/** In days: RSS that is older is none of arXiv's, or has a wrong date; what it shows is no news. */
const ancient = 5 * 365;

/** @throws FeedError for RSS whose date is years before the announcement that was expected */
function refuseAncient({ announcedOn = '9999' }: ShownRss['rss'], date: LocalDate): void {
  if (announcedOn < addDays(date, -ancient)) throw new FeedError('unreadable', `RSS is dated ${announcedOn}`);
}

interface Taken {
  readonly given: ArxivCursor;
  /** With what is known of this answer. */
  readonly cursor: ArxivCursor;
  readonly date: LocalDate;
  readonly largestId: string | undefined;
  readonly rss: ShownRss['rss'];
}

/** The announcement of the date; what is missing from it is left to the lists. */
async function* takeBatch(deps: ArxivDeps, { given, cursor, date, largestId, rss }: Taken): Round {
  if (rss.items >= rssCap && deps.categories.length > 1)
    return yield* readEachCategory(deps, { given, date, largestId });
  const missing = rss.broken ?? (rss.items >= rssCap ? 'RSS is full' : undefined);
  const outcome =
    missing === undefined
      ? { cursor: withDone(withBatch(cursor, largestId), date) }
      : giveUp(given, date, missing);
  yield { ...pageOf(rss), cursor: outcome.cursor };
  return outcome;
}

const pageOf = ({ records, rejects, skipped }: ShownRss['rss']) => ({ records, rejects, skipped });

/**
 * It is not what was expected: a look later, or, when that is in vain, the lists. What it shows is taken in all the same:
 * it may be an announcement that nobody has seen.
 */
async function* lookAgain(
  cursor: ArxivCursor,
  date: LocalDate,
  why: Exclude<Wait['why'], 'refused'>,
  now: number,
  rss?: ShownRss['rss'],
): Round {
  const { cursor: _, ...nothing } = emptyPage(cursor);
  const page = rss === undefined ? nothing : pageOf(rss);
  const wasEmpty = cursor.wait?.date === date && cursor.wait.why === 'empty';
  const waiting = waitFor(cursor, date, why, now);
  const outcome =
    waiting?.wait === undefined || isHopeless(waiting.wait, now) || (why === 'empty' && wasEmpty)
      ? endLooking(cursor, date, why)
      : { cursor: waiting, note: reasons[why] };
  yield { ...page, cursor: outcome.cursor };
  return outcome;
}

/** An empty one on a weekday is mostly a holiday that we do not know, so the lists are not asked before the next day. */
const endLooking = (cursor: ArxivCursor, date: LocalDate, why: keyof typeof reasons): RssOutcome =>
  why === 'empty'
    ? {
        cursor: leaveToLists(cursor, date, addDays(date, 1)),
        note: `${reasons.empty}; tomorrow arXiv's lists tell whether there were any`,
      }
    : giveUp(cursor, date, reasons[why]);

const reasons = {
  late: 'RSS still shows an earlier announcement',
  same: 'RSS shows the papers of the last announcement again',
  empty: 'RSS shows no papers today',
};

/** It is what it was at the last look: today's, or else that at an earlier announcement. */
function whyUnchanged({ wait }: ArxivCursor, date: LocalDate): Exclude<Wait['why'], 'refused'> {
  return wait?.date === date && wait.why !== 'refused' ? wait.why : 'late';
}

const giveUp = (cursor: ArxivCursor, date: LocalDate, reason: string): RssOutcome => ({
  cursor: leaveToLists(cursor, date),
  note: `${reason}; today's papers are read from arXiv's lists`,
});
