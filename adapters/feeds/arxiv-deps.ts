import type { FeedPage } from '../../src/ports.ts';
import type { ArxivCursor } from './arxiv-cursor.ts';
import type { ArxivUrls } from './arxiv-urls.ts';
import type { Fetcher } from './fetcher.ts';

/** What each way of reading arXiv needs. */
export interface ArxivDeps {
  /** The feed's name. */
  readonly name: string;
  /** As arXiv spells them; never empty. */
  readonly categories: readonly string[];
  readonly urls: ArxivUrls;
  readonly fetcher: Fetcher;
  /** True while the host is left alone because of an earlier refusal. */
  isRefusing(): Promise<boolean>;
}

/** Keeps what is known, and brings nothing. */
export const emptyPage = (cursor: ArxivCursor): FeedPage => ({
  records: [],
  rejects: [],
  skipped: 0,
  cursor,
});
