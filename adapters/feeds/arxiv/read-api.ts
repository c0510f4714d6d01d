import { FeedError } from '../../../src/errors.ts';
import type { FeedPage } from '../../../src/ports/feed.ts';
import { addDays } from '../../../src/topics/calendar/local-date.ts';
import { newYorkDate } from './announcements.ts';
import type { ArxivCursor, Gap } from './cursor.ts';
import { withListed, withoutGap } from './cursor-edits.ts';
import type { ArxivDeps } from './deps.ts';
import { type ArxivApiPage, parseArxivApi } from './formats/parse-api.ts';
import { largestNew, markNew } from './id-order.ts';
import { asUnreadable } from './request-rss.ts';
import { apiSlice, apiUrl, submittedSince } from './urls.ts';

const dayMs = 24 * 60 * 60_000;
/** Moderators hold a paper for some days now and then; it is announced after those that were submitted with it. */
const heldDays = 3;
/** A gap is asked for by so many days, so that no answer reaches the limit. */
const stretchMs = 7 * dayMs;
/** "Limited to 30,000 results" (info.arxiv.org/help/api/user-manual.html). */
const mostResults = 30_000;

/**
 * A gap by the search API: what was submitted meanwhile, in all categories at once. It knows nothing of papers that were
 * announced long after they were submitted.
 * @param gap the first one of the cursor
 * @throws FeedError
 */
export async function* readArxivApi(
  { name, categories, urls, fetcher }: ArxivDeps,
  given: ArxivCursor,
  gap: Gap,
  now: number,
): AsyncGenerator<FeedPage, ArxivCursor> {
  const newSince = submittedSince(gap.first);
  const end = midnight(gap.last);
  let cursor = given;
  let rest = given;
  let at =
    given.progress?.by === 'api'
      ? given.progress
      : { from: midnight(addDays(newSince, -heldDays)), start: 0 };
  while (at.from < end) {
    const until = Math.min(at.from + stretchMs, end);
    const url = apiUrl(urls, categories, { from: at.from, until, start: at.start });
    const answer = await fetcher.get(url, { accept: 'application/atom+xml, */*' }).catch(asUnreadable);
    if (answer.kind === 'unchanged') throw new FeedError('unreadable', "arXiv's API says nothing");
    const page = parseArxivApi(answer.text, { source: name, newSince });
    const found = { records: markNew(page.records, gap), rejects: page.rejects, skipped: page.skipped };
    const problem = problemOf(page, at.start);
    if (problem !== undefined) {
      yield { ...found, cursor };
      throw problem;
    }
    const start = nextStart(page, at.start);
    at = start === undefined ? { from: until, start: 0 } : { from: at.from, start };
    rest = withListed(rest, largestNew(found.records, gap));
    cursor = at.from < end ? { ...rest, progress: { by: 'api', ...at } } : withoutGap(rest, newYorkDate(now));
    yield { ...found, cursor };
  }
  return cursor;
}

/** Half a page, or an empty one that is not the last, which arXiv sends at times: the same question, later. */
function problemOf({ items, total = 0, broken }: ArxivApiPage, start: number): FeedError | undefined {
  if (broken !== undefined) return new FeedError('unreadable', `arXiv's API: ${broken}`);
  if (items > 0 || start >= Math.min(total, mostResults)) return undefined;
  return new FeedError('unreadable', `arXiv's API shows none of its results after ${start}`);
}

/** `undefined` after the last page. */
function nextStart({ items, total }: ArxivApiPage, start: number): number | undefined {
  const next = start + items;
  const isMore = total === undefined ? items === apiSlice : next < total;
  return isMore && next < mostResults ? next : undefined;
}

const midnight = (date: string): number => Date.parse(`${date}T00:00Z`);
