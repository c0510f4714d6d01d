import type { PaperRecord } from '../../../src/corpus/record.ts';
import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import type { FeedEnd, FeedPage } from '../../../src/ports/feed.ts';
import { addDays, utcMidnightAfter } from '../../../src/topics/calendar/local-date.ts';
import { noRecords, whyUnread } from '../sort-records.ts';
import { newYorkDate } from './announcements.ts';
import {
  type ArxivCursor,
  type Gap,
  type GapProgress,
  oaiErrorsAt,
  withGapFrom,
  withListed,
  withListFailure,
  withoutGap,
} from './cursor.ts';
import type { OaiPage } from './formats/parse-oai.ts';
import { largestNew, markNew } from './ids.ts';
import type { RssResult } from './read-rss.ts';
import { type ArxivDeps, requestList } from './requests.ts';

interface GapsEnd extends Pick<FeedEnd, 'note' | 'isUnread'> {
  readonly cursor: ArxivCursor;
}

/**
 * Reads the announcements that RSS did not bring, the oldest first, by OAI-PMH. Ends when no gap is left for today.
 * @throws FeedError when a list cannot be read; the next round goes on from the cursor of the last page
 */
export async function* readArxivGaps(
  deps: ArxivDeps,
  { cursor: given, isUnsaved }: RssResult,
  now: number,
): AsyncGenerator<FeedPage, GapsEnd> {
  let cursor = given;
  let isSaved = isUnsaved !== true;
  for (let [gap] = cursor.gaps; gap !== undefined && isDue(gap, now); [gap] = cursor.gaps) {
    if (!mayAskLists(cursor, now)) {
      // The round ends well, so that the trouble with the lists does not delay the next RSS.
      cursor = withGapFrom(cursor, addDays(newYorkDate(now), 1));
      yield { ...noRecords, cursor };
      const note = `arXiv's lists failed too often today; papers since ${gap.first} come tomorrow at the earliest`;
      // Only today's papers: an old gap is no reason to call a feed broken that brings what is new.
      const isUnread = cursor.gaps.at(-1)?.last === cursor.done ? (true as const) : undefined;
      return { cursor, note, ...defined({ isUnread }) };
    }
    cursor = yield* readGap(deps, cursor, gap, now, isSaved);
    isSaved = true;
  }
  return { cursor };
}

const isDue = ({ askFrom }: Gap, now: number): boolean =>
  askFrom === undefined || askFrom <= newYorkDate(now);

/** Of one category. A month of arXiv's largest category has about 20 pages of 1,300 records. */
const maxPages = 200;

/** Failures in a day, in UTC, after which the lists are not asked any more. */
const maxFailures = 3;

const mayAskLists = (cursor: ArxivCursor, now: number): boolean => {
  const { count, refused } = oaiErrorsAt(cursor, now);
  return count + refused < maxFailures;
};

/**
 * Reads a gap by OAI-PMH: the papers that changed in each category during the gap, page by page. A list does not say why a
 * paper changed, so an old paper that was cross-listed into the category counts as a new version and not as new.
 * @param gap the first gap of the cursor
 * @param isSaved whether a page has saved the given cursor
 * @returns the cursor after the gap
 * @throws FeedError when a list cannot be read; the last page has the cursor from which to go on
 */
async function* readGap(
  deps: ArxivDeps,
  given: ArxivCursor,
  gap: Gap,
  now: number,
  isSaved: boolean,
): AsyncGenerator<FeedPage, ArxivCursor> {
  let cursor = given;
  let restarts = 0;
  for (let pages = 0; pages < maxPages * deps.categories.length; pages++) {
    const at = positionOf(cursor, now);
    const page = await requestList(deps, gap, at, laterDays(cursor, gap, now));
    if ('problem' in page) {
      // RSS has failed in this round too. The next round asks RSS again before the lists.
      if (page.why === 'down' && !isSaved && pages === 0) throw page.problem;
      cursor = withListFailure(cursor, page.why, now);
      yield { ...noRecords, cursor };
      // If the token has expired, the list can be read from its beginning. Once, because a token may never be valid.
      if (page.why === 'bad token' && restarts++ === 0 && mayAskLists(cursor, now)) continue;
      throw page.problem;
    }
    const { problem, ...taken } = takePage(deps, cursor, gap, at, page, now);
    yield taken;
    if (problem !== undefined) throw problem;
    cursor = taken.cursor;
    if (cursor.progress === undefined) return cursor;
  }
  throw new FeedError('unreadable', "arXiv's OAI-PMH comes to no end");
}

/** Moves the end of the list after an error, because arXiv's CDN repeats the error for that address. */
const laterDays = (cursor: ArxivCursor, { askFrom }: Gap, now: number): number =>
  oaiErrorsAt(cursor, now).count + (askFrom === undefined ? 0 : 1);

function takePage(
  deps: ArxivDeps,
  given: ArxivCursor,
  gap: Gap,
  at: GapProgress,
  page: OaiPage,
  now: number,
): FeedPage & { readonly cursor: ArxivCursor; readonly problem?: FeedError } {
  const marked = markNew(page.records, gap.after);
  const records = leaveOutKnown(marked, deps.categories.slice(0, at.category));
  const skipped = page.skipped + marked.length - records.length;
  const cursor = withListed(given, largestNew(records, gap.last));
  const taken = { records, rejects: page.rejects, skipped };
  const unread = whyUnread(page) ?? whyEmpty(page, at);
  if (unread !== undefined) {
    const problem = new FeedError('unreadable', `arXiv's OAI-PMH: ${unread}`);
    return { ...taken, cursor: withListFailure(given, 'down', now), problem };
  }
  // A truncated page without a token looks like the last one.
  if (page.broken === undefined || page.resumptionToken !== undefined)
    return { ...taken, cursor: advance(deps, cursor, at, page, now) };
  const problem = new FeedError('unreadable', `arXiv's OAI-PMH: ${page.broken}`);
  return { ...taken, cursor: withListFailure(cursor, 'down', now), problem };
}

/** A list without a match is an error of OAI-PMH, so an empty list has its records under other names. */
const whyEmpty = ({ items, error, broken }: OaiPage, { token }: GapProgress): string | undefined =>
  items === 0 && error === undefined && broken === undefined && token === undefined
    ? 'a list without records'
    : undefined;

/** Without papers that are also in a category that was read before. */
function leaveOutKnown(records: readonly PaperRecord[], before: readonly string[]): readonly PaperRecord[] {
  const isOf = (category: string) =>
    before.some((name) => category === name || category.startsWith(`${name}.`));
  return records.filter(({ paper }) => !paper.categories?.some(isOf));
}

function advance(
  { categories }: ArxivDeps,
  cursor: ArxivCursor,
  { category, token: before }: GapProgress,
  { resumptionToken: token, tokenExpiresAt }: OaiPage,
  now: number,
): ArxivCursor {
  if (token !== undefined && token !== before) {
    const tokenUntil = tokenExpiresAt ?? utcMidnightAfter(now);
    return { ...cursor, progress: { by: 'oai', category, token, tokenUntil } };
  }
  if (category + 1 < categories.length) return { ...cursor, progress: { by: 'oai', category: category + 1 } };
  return withoutGap(cursor, newYorkDate(now));
}

/** Where the reading of the gap goes on. A list whose token has expired begins anew. */
function positionOf({ progress }: ArxivCursor, now: number): GapProgress {
  if (progress === undefined) return { by: 'oai', category: 0 };
  const { category, token, tokenUntil = 0 } = progress;
  return token === undefined || tokenUntil <= now ? { by: 'oai', category } : progress;
}
