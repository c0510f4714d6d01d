import type { Fetcher } from '../http/create-fetcher.ts';
import type { ArxivUrls } from './urls.ts';

/** What every reader of arXiv needs. */
export interface ArxivDeps {
  /** The feed's name. */
  readonly name: string;
  /** As arXiv spells them. Never empty. */
  readonly categories: readonly string[];
  readonly urls: ArxivUrls;
  readonly fetcher: Fetcher;
}
