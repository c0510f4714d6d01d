import type { Fetcher } from '../http/fetcher.ts';
import type { ArxivUrls } from './urls.ts';

/** What each way of reading arXiv needs. */
export interface ArxivDeps {
  /** The feed's name. */
  readonly name: string;
  /** As arXiv spells them; never empty. */
  readonly categories: readonly string[];
  readonly urls: ArxivUrls;
  readonly fetcher: Fetcher;
}
