import type { PaperRecord } from '../corpus/record.ts';
import type { FeedInfo } from './feed.ts';

/** Feeds that people can add while the bot runs. */
export interface FeedDirectory {
  /**
   * Which feed words mean: an address, `nature`, `PLOS Biology`, `biorxiv neuroscience`, `arxiv:cs.LG`.
   * @returns the name of the feed as in the setting `FEEDS`, or what is wrong with the words
   */
  read(words: string): { readonly name: string } | NoFeed;
  /** What is said of an added feed without opening it; undefined for a name that cannot be read. */
  info(name: string, label?: string): FeedInfo | undefined;
  /** Where other programs read a feed; undefined where they cannot. @param name with or without `added:` */
  address(name: string): string | undefined;
  /**
   * Reads a feed once, and keeps nothing of it. An address leads only where the public internet does.
   * @param name as `read` gives it
   * @throws FeedError and nothing else
   */
  preview(name: string): Promise<FeedPreview>;
}

/** Words that name no feed. */
export interface NoFeed {
  /** What is wrong, in one sentence; absent when nothing is known of the words. */
  readonly problem?: string;
  /** Names that are spelt nearly so. */
  readonly nearest: readonly string[];
}

/** What a feed shows, before anybody adds it. */
export type FeedPreview =
  | {
      readonly kind: 'feed';
      readonly name: string;
      /** What people call it: its own title, or what its address tells. */
      readonly label: string;
      /** In the order in which the feed has them. */
      readonly records: readonly PaperRecord[];
      /** Items that are no papers, or could not be read. */
      readonly others: number;
    }
  | {
      /** The address leads to a web page. */
      readonly kind: 'page';
      /** The feeds that the page names, at most three. */
      readonly feeds: readonly { readonly title: string; readonly url: string }[];
    }
  | {
      /** `private`: the address leads into a private network; `missing`: there is nothing. */
      readonly kind: 'private' | 'missing';
    };
