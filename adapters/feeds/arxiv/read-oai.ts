import type { PaperRecord } from '../../../src/corpus/record.ts';
import { FeedError } from '../../../src/errors.ts';
import type { FeedPage } from '../../../src/ports/feed.ts';
import { type LocalDate, utcDate, utcMidnightAfter } from '../../../src/topics/calendar/local-date.ts';
import { HostLeasedError } from '../http/host-lease.ts';
import { newYorkDate } from './announcements.ts';
import type { ArxivCursor, Gap, GapProgress } from './cursor.ts';
import {
  emptyPage,
  oaiErrorsOn,
  withListed,
  withOaiError,
  withOaiRefusal,
  withoutGap,
} from './cursor-edits.ts';
import type { ArxivDeps } from './deps.ts';
import { type OaiPage, parseOai, withoutBrokenRest } from './formats/parse-oai.ts';
import { largestNew, markNew } from './id-order.ts';
import { asUnreadable } from './request-rss.ts';
import { oaiNextUrl, oaiUrl, submittedSince } from './urls.ts';

/** Of one category. A month of arXiv's largest category has about 20 pages of 1,300 records. */
const maxPages = 200;

/** Failures in a day, in UTC, after which the lists are not asked any more. */
const maxFailures = 3;

export const mayAskLists = (cursor: ArxivCursor, now: number): boolean => {
  const { count, refused } = oaiErrorsOn(cursor, utcDate(now));
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
export async function* readArxivOai(
  deps: ArxivDeps,
  given: ArxivCursor,
  gap: Gap,
  now: number,
  isSaved: boolean,
): AsyncGenerator<FeedPage, ArxivCursor> {
  const today = utcDate(now);
  let cursor = given;
  let restarts = 0;
  for (let pages = 0; pages < maxPages * deps.categories.length; pages++) {
    const at = positionOf(cursor, now);
    const page = await requestList(deps, gap, at, laterDays(cursor, gap, today));
    if ('problem' in page) {
      // RSS has failed in this round too. The next round asks RSS again before the lists.
      if (page.why === 'down' && !isSaved && pages === 0) throw page.problem;
      cursor = withFailure(cursor, page.why, today);
      yield emptyPage(cursor);
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
const laterDays = (cursor: ArxivCursor, { askFrom }: Gap, today: LocalDate): number =>
  oaiErrorsOn(cursor, today).count + (askFrom === undefined ? 0 : 1);

interface ListFailure {
  readonly problem: FeedError;
  /**
   * `down`: no answer, or one of something else than OAI-PMH. `error`, `bad token`: an answer that is an error, which
   * arXiv's CDN repeats until the day ends in UTC (github.com/arXiv/oaipmh).
   */
  readonly why: 'refused' | 'down' | 'error' | 'bad token';
}

const withFailure = (cursor: ArxivCursor, why: ListFailure['why'], today: LocalDate): ArxivCursor =>
  why === 'error' || why === 'bad token' ? withOaiError(cursor, today) : withOaiRefusal(cursor, today);

/** @throws HostLeasedError when no request was made */
async function requestList(
  { urls, categories, fetcher, name }: ArxivDeps,
  gap: Gap,
  { category, token }: GapProgress,
  later: number,
): Promise<OaiPage | ListFailure> {
  const url =
    token === undefined ? oaiUrl(urls, categories[category] ?? '', gap, later) : oaiNextUrl(urls, token);
  let text: string | undefined;
  try {
    const answer = await fetcher.get(url, { accept: 'text/xml, application/xml, */*' });
    if (answer.kind === 'unchanged') throw new FeedError('unreadable', "arXiv's OAI-PMH says nothing");
    text = answer.text;
    const page = parseOai(text, { source: name, newSince: submittedSince(gap.first) });
    // A gap that was postponed has been tried three times.
    if (page.broken !== undefined && gap.askFrom !== undefined) return withoutBrokenRest(page, text);
    if (page.error?.code !== 'badResumptionToken') return page;
    const problem = new FeedError('unreadable', "arXiv's OAI-PMH does not know its token");
    return { problem, why: 'bad token' };
  } catch (error) {
    const problem = asUnreadable(error);
    if (!(problem instanceof FeedError) || problem instanceof HostLeasedError) throw problem;
    const why = text !== undefined ? 'error' : problem.problem === 'refused' ? 'refused' : 'down';
    return { problem, why };
  }
}

function takePage(
  deps: ArxivDeps,
  given: ArxivCursor,
  gap: Gap,
  at: GapProgress,
  page: OaiPage,
  now: number,
): FeedPage & { readonly cursor: ArxivCursor; readonly problem?: FeedError } {
  const marked = markNew(page.records, gap);
  const records = leaveOutKnown(marked, deps.categories.slice(0, at.category));
  const skipped = page.skipped + marked.length - records.length;
  const cursor = withListed(given, largestNew(records, gap));
  const taken = { records, rejects: page.rejects, skipped };
  // A truncated page without a token looks like the last one.
  if (page.broken === undefined || page.resumptionToken !== undefined)
    return { ...taken, cursor: advance(deps, cursor, at, page, now) };
  const problem = new FeedError('unreadable', `arXiv's OAI-PMH: ${page.broken}`);
  return { ...taken, cursor: withFailure(cursor, 'down', utcDate(now)), problem };
}

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
