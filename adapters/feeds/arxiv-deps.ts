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
}
