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
import { type OaiPage, parseOai } from './formats/parse-oai.ts';
import { largestNew, markNew } from './id-order.ts';
import { asUnreadable } from './request-rss.ts';
import { oaiNextUrl, oaiUrl, submittedSince } from './urls.ts';

/** Of one category. A month of arXiv's largest has about 20, of 1,300 records each. */
const maxPages = 200;

/** After so many failures arXiv's lists are left alone for the rest of the day, in UTC. */
const maxFailures = 3;

export const mayAskLists = (cursor: ArxivCursor, now: number): boolean => {
  const { count, refused } = oaiErrorsOn(cursor, utcDate(now));
  return count + refused < maxFailures;
};

/**
 * Reads a gap by OAI-PMH: what changed in each category meanwhile, page by page. A list does not say why a paper changed.
 * An old paper that was cross-listed into the category is therefore taken for a paper with a new version: it is not new.
 * @param gap the first gap of the cursor
 * @param isSaved a page has had this cursor already
 * @returns the cursor after the gap
 * @throws FeedError when a list cannot be read, after a page with the cursor from which to go on
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
      // RSS has failed in this round too: the next round asks RSS again, and then the lists.
      if (page.why === 'down' && !isSaved && pages === 0) throw page.problem;
      cursor = withFailure(cursor, page.why, today);
      yield emptyPage(cursor);
      // The list of a token that has expired can be read from its beginning; a token that was never good stays bad.
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

/** arXiv's CDN repeats an answer that is an error until the day ends, so the next request has another end date. */
const laterDays = (cursor: ArxivCursor, { askFrom }: Gap, today: LocalDate): number =>
  oaiErrorsOn(cursor, today).count + (askFrom === undefined ? 0 : 1);

interface ListFailure {
  readonly problem: FeedError;
  /** `down`: no answer, or no answer of OAI-PMH. `error` and `bad token`: an answer of OAI-PMH that is an error. */
  readonly why: 'refused' | 'down' | 'error' | 'bad token';
}

/** arXiv's CDN repeats an answer that is an error until the day ends in UTC (github.com/arXiv/oaipmh). */
const withFailure = (cursor: ArxivCursor, why: ListFailure['why'], today: LocalDate): ArxivCursor =>
  why === 'error' || why === 'bad token' ? withOaiError(cursor, today) : withOaiRefusal(cursor, today);

/** @throws FeedError when there was no request */
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
  // Half a page without a token would pass for the last one.
  if (page.broken === undefined || page.resumptionToken !== undefined)
    return { ...taken, cursor: advance(deps, cursor, at, page, now) };
  const problem = new FeedError('unreadable', `arXiv's OAI-PMH: ${page.broken}`);
  return { ...taken, cursor: withFailure(cursor, 'down', utcDate(now)), problem };
}

/** Papers of a category that was read before have been brought in by it. */
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

/** Where the gap was left. A list whose token has expired begins anew. */
function positionOf({ progress }: ArxivCursor, now: number): GapProgress {
  if (progress === undefined) return { by: 'oai', category: 0 };
  const { category, token, tokenUntil = 0 } = progress;
  return token === undefined || tokenUntil <= now ? { by: 'oai', category } : progress;
}
