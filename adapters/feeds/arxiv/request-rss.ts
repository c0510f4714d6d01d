import { FeedError } from '../../../src/errors.ts';
import type { FeedPage } from '../../../src/ports/feed.ts';
import type { LocalDate } from '../../../src/topics/calendar/local-date.ts';
import type { Validators } from '../http/fetcher.ts';
import type { ArxivCursor } from './cursor.ts';
import { leaveToLists, withBatch, withDone } from './cursor-edits.ts';
import type { ArxivDeps } from './deps.ts';
import { type ArxivFeed, parseArxivFeed } from './formats/parse-feed.ts';
import { rssUrl } from './urls.ts';

/** arXiv refuses whoever names no format (github.com/blazickjp/arxiv-mcp-server, issue 277). */
const accept = 'application/rss+xml, application/atom+xml, */*';

/** At most so many items are in one RSS, and new papers are the first to be left out (github.com/arXiv/arxiv-feed). */
export const rssCap = 2_000;

export interface ShownRss {
  readonly rss: ArxivFeed;
  readonly validators: Validators;
}

/**
 * RSS of categories together. Its Cache-Control holds until midnight, late feeds or not, so it is not heeded: whoever
 * asks again has a reason, and says what is known.
 * @throws FeedError
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
 * A `mistake` as `unreadable`. arXiv tells of a category that it does not know in a well-formed feed; a 404 or an error of
 * OAI-PMH is arXiv's own trouble, and passes without a person's help.
 */
export const asUnreadable = (error: unknown): unknown =>
  error instanceof FeedError && error.problem === 'mistake'
    ? new FeedError('unreadable', error.message, { cause: error })
    : error;

export interface CappedRound {
  readonly given: ArxivCursor;
  readonly date: LocalDate;
  /** Of all categories together. */
  readonly largestId: string | undefined;
}

/**
 * An announcement that is too large for one RSS, category by category. Where one is still too large, or not that of the
 * date, the lists are to fill it up.
 */
export async function* readEachCategory(
  deps: ArxivDeps,
  { given, date, largestId }: CappedRound,
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
      cursor = isWhole ? withDone(withBatch(given, largestId), date) : leaveToLists(given, date);
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
