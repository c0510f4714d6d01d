import { FeedError } from '../../src/errors.ts';
import type { ArxivDeps } from './arxiv-deps.ts';
import { rssUrl } from './arxiv-urls.ts';
import type { Validators } from './fetcher.ts';
import { type ArxivFeed, parseArxivFeed } from './parse-arxiv-feed.ts';

/** arXiv refuses whoever names no format (github.com/blazickjp/arxiv-mcp-server, issue 277). */
const accept = 'application/rss+xml, application/atom+xml, */*';

export interface ShownRss {
  readonly rss: ArxivFeed;
  readonly validators: Validators;
}

/**
 * RSS of categories together. Its Cache-Control holds until midnight, late feeds or not, so it is not heeded: whoever
 * asks again has a reason, and says what is known.
 * @throws FeedError
 */
export async function askArxivRss(
  { name, urls, fetcher }: ArxivDeps,
  categories: readonly string[],
  validators: Validators = {},
): Promise<ShownRss | 'unchanged'> {
  try {
    const answer = await fetcher.get(rssUrl(urls, categories), { accept, validators });
    if (answer.kind === 'unchanged') return 'unchanged';
    return { rss: parseArxivFeed(answer.text, { source: name }), validators: answer.validators };
  } catch (error) {
    if (error instanceof FeedError && error.problem === 'mistake') throw unknownCategory(categories, error);
    throw error;
  }
}

const unknownCategory = (categories: readonly string[], cause: FeedError) =>
  new FeedError(
    'mistake',
    `arXiv has no feed of ${categories.join('+')}: ${cause.message}. ` +
      'Name categories of arxiv.org/category_taxonomy in FEEDS, as in arxiv:cs.LG+cs.CL',
    { cause },
  );
