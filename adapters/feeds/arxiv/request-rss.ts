import { FeedError } from '../../../src/errors.ts';
import type { FeedPage } from '../../../src/ports/feed.ts';
import type { LocalDate } from '../../../src/topics/calendar/local-date.ts';
import type { Validators } from '../http/parse-headers.ts';
import type { ArxivCursor } from './cursor.ts';
import { leaveToLists, withDone, withLargestId } from './cursor-edits.ts';
import type { ArxivDeps } from './deps.ts';
import { type ArxivFeed, parseArxivFeed } from './formats/parse-feed.ts';
import { rssUrl } from './urls.ts';

/** arXiv refuses requests that name no format (github.com/blazickjp/arxiv-mcp-server, issue 277). */
const accept = 'application/rss+xml, application/atom+xml, */*';

/** The most items in one RSS. New papers are the first to be left out (github.com/arXiv/arxiv-feed). */
export const rssCap = 2_000;

export interface ShownRss {
  readonly rss: ArxivFeed;
  readonly validators: Validators;
}

/**
 * Requests RSS of categories together. Its Cache-Control is ignored: it lasts until midnight, also when the feed is late.
 * @throws FeedError; `mistake` for a category that arXiv does not know
 */
export async function requestRss(
  { name, urls, fetcher }: ArxivDeps,
  categories: readonly string[],
  validators: Validators = {},
): Promise<ShownRss | 'unchanged'> {
  const answer = await fetcher.get(rssUrl(urls, categories), { accept, validators }).catch((error) => {
    throw asUnreadable(error);
  });
  if (answer.kind === 'unchanged') return 'unchanged';
  try {
    return { rss: parseArxivFeed(answer.text, { source: name }), validators: answer.validators };
  } catch (error) {
    if (error instanceof FeedError && error.problem === 'mistake') throw unknownCategory(categories, error);
    throw error;
  }
}

/**
 * A `mistake` as `unreadable`. arXiv tells of an unknown category in a well-formed feed; a 404 or an error of OAI-PMH is
 * trouble of arXiv's own that passes without a person's help.
 */
export const asUnreadable = (error: unknown): unknown =>
  error instanceof FeedError && error.problem === 'mistake'
    ? new FeedError('unreadable', error.message, { cause: error })
    : error;

export interface FullRss {
  readonly given: ArxivCursor;
  readonly date: LocalDate;
  /** Of all categories together. */
  readonly largestId: string | undefined;
}

/**
 * Reads an announcement that is too large for one RSS, category by category. If the RSS of a category is full too, or is
 * not of that date, the announcement becomes a gap.
 */
export async function* readEachCategory(
  deps: ArxivDeps,
  { given, date, largestId }: FullRss,
): AsyncGenerator<FeedPage, { readonly cursor: ArxivCursor; readonly note: string }> {
  const known = new Set<string>();
  let isWhole = true;
  let cursor = given;
  for (const [index, category] of deps.categories.entries()) {
    const shown = await requestRss(deps, [category]);
    if (shown === 'unchanged') continue;
    const { records, rejects, skipped, items, announcedOn, broken } = shown.rss;
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

const unknownCategory = (categories: readonly string[], cause: FeedError) =>
  new FeedError(
    'mistake',
    `arXiv has no feed of ${categories.join('+')}: ${cause.message}. ` +
      'Name categories of arxiv.org/category_taxonomy in FEEDS, as in arxiv:cs.LG+cs.CL',
    { cause },
  );
