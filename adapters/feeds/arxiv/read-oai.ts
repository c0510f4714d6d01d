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

type Position = Extract<GapProgress, { by: 'oai' }>;

export interface OaiOutcome {
  readonly cursor: ArxivCursor;
  /** Why OAI-PMH could not be read to the end of the gap. */
  readonly problem?: FeedError;
}

/** Of one category. A month of arXiv's largest has about 20 (1,300 records a page). */
const mostPages = 200;

/**
 * A gap by OAI-PMH: what changed in each category meanwhile, page by page. A list does not say why a paper changed, so an
 * old one that came into the category by a cross-listing just then is taken for one with a new version, and is not new.
 * @param gap the first one of the cursor
 * @throws FeedError when arXiv refuses, or there is no turn to ask it
 */
export async function* readArxivOai(
  deps: ArxivDeps,
  given: ArxivCursor,
  gap: Gap,
  now: number,
): AsyncGenerator<FeedPage, OaiOutcome> {
  const today = utcDate(now);
  let cursor = given;
  let restarts = 0;
  for (let pages = 0; pages < mostPages * deps.categories.length; pages++) {
    const at = positionOf(cursor, now);
    const page = await askOai(deps, gap, at, laterDays(cursor, gap, today));
    if (page instanceof FeedError) {
      if (page.problem !== 'refused') return { cursor, problem: page };
      yield emptyPage(withOaiRefusal(cursor, today));
      throw page;
    }
    if ('isTokenBad' in page) {
      cursor = withOaiError(cursor, today);
      yield emptyPage(cursor);
      // A token that is too old is mended by beginning anew, and one that was never good is not.
      if (page.isTokenBad && restarts++ === 0) continue;
      return { cursor, problem: page.problem };
    }
    const found = findingsOf(deps, page, gap, at);
    const listed = withListed(cursor, largestNew(found.records, gap));
    const taken = takePage(deps, listed, at, page, now);
    cursor = taken.cursor;
    yield { ...found, cursor };
    if (taken.problem !== undefined || cursor.progress === undefined) return taken;
  }
  return { cursor, problem: new FeedError('unreadable', "arXiv's OAI-PMH comes to no end") };
}

/** Each question that has been answered with an error, or in vain, is put in another way: its CDN repeats the answer. */
const laterDays = (cursor: ArxivCursor, { askFrom }: Gap, today: LocalDate): number =>
  oaiErrorsOn(cursor, today).count + (askFrom === undefined ? 0 : 1);

/** An answer that its CDN will repeat until the day ends in UTC (github.com/arXiv/oaipmh). */
interface ErrorAnswer {
  readonly problem: FeedError;
  readonly isTokenBad: boolean;
}

/** @returns an error where there was no answer, or a refusal */
async function askOai(
  { urls, categories, fetcher, name }: ArxivDeps,
  gap: Gap,
  { category, token }: Position,
  later: number,
): Promise<OaiPage | ErrorAnswer | FeedError> {
  const url =
    token === undefined ? oaiUrl(urls, categories[category] ?? '', gap, later) : oaiNextUrl(urls, token);
  let text: string | undefined;
  try {
    const answer = await fetcher.get(url, { accept: 'text/xml, application/xml, */*' }).catch(asUnreadable);
    if (answer.kind === 'unchanged') return new FeedError('unreadable', "arXiv's OAI-PMH says nothing");
    text = answer.text;
    const page = parseOai(text, { source: name, newSince: submittedSince(gap.first) });
    if (page.error?.code !== 'badResumptionToken') return page;
    return {
      problem: new FeedError('unreadable', "arXiv's OAI-PMH does not know its token"),
      isTokenBad: true,
    };
  } catch (error) {
    if (!(error instanceof FeedError) || error instanceof HostLeasedError) throw error;
    return text === undefined ? error : { problem: error, isTokenBad: false };
  }
}

function findingsOf({ categories }: ArxivDeps, page: OaiPage, gap: Gap, { category }: Position) {
  const records = leaveOutKnown(markNew(page.records, gap), categories.slice(0, category));
  const leftOut = page.records.length - records.length;
  return { records, rejects: page.rejects, skipped: page.skipped + leftOut };
}

/** Papers of a category that was read before have been brought in by it. */
function leaveOutKnown(records: readonly PaperRecord[], before: readonly string[]): readonly PaperRecord[] {
  const isOf = (category: string) =>
    before.some((name) => category === name || category.startsWith(`${name}.`));
  return records.filter(({ paper }) => !paper.categories?.some(isOf));
}

/** Half a page without a token would pass for the last one. */
function takePage(
  deps: ArxivDeps,
  cursor: ArxivCursor,
  at: Position,
  page: OaiPage,
  now: number,
): OaiOutcome {
  if (page.broken === undefined || page.resumptionToken !== undefined)
    return { cursor: advance(deps, cursor, at, page, now) };
  return { cursor, problem: new FeedError('unreadable', `arXiv's OAI-PMH: ${page.broken}`) };
}

function advance(
  { categories }: ArxivDeps,
  cursor: ArxivCursor,
  { category, token: before }: Position,
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

/** Where it was left; a list whose token has expired begins anew. */
function positionOf({ progress }: ArxivCursor, now: number): Position {
  if (progress?.by !== 'oai') return { by: 'oai', category: 0 };
  const { category, token, tokenUntil = 0 } = progress;
  return token === undefined || tokenUntil <= now ? { by: 'oai', category } : progress;
}
