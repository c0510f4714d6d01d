import type { PaperRecord, RecordReject } from '../corpus/record.ts';

/** Brings in papers from one source on the net. */
export interface Feed {
  /** As in `FEEDS`: `huggingface`, `arxiv:cs.LG+cs.CL`. */
  readonly name: string;
  /** Whose limits it lives under, with all other feeds of the same: `huggingface`, `arxiv`. */
  readonly host: string;
  /**
   * Everything since the cursor, a page at a time. The cursor of a page is kept in the transaction that takes in its
   * records, so a round that is cut off goes on where it was. Never trusts what it reads: an item that cannot be read
   * is a reject, and the next one is still read.
   * @param cursor of the last page taken in; undefined at first. JSON that only the feed itself understands, and that
   *   it checks: it may be from another version.
   * @throws FeedError and nothing else
   */
  read(cursor: unknown, now: number): AsyncGenerator<FeedPage, FeedEnd>;
}

/** What is said of a feed without opening it. */
export interface FeedInfo extends Pick<Feed, 'name' | 'host'> {
  /** What people call it: `Hugging Face`, `arXiv (cs.LG, cs.CL)`. */
  readonly label: string;
  /** The last day that was read, `2026-08-21`, as a cursor of this feed tells; undefined if it tells none. */
  readThrough(cursor: unknown): string | undefined;
}

export interface FeedPage {
  readonly records: readonly PaperRecord[];
  readonly rejects: readonly RecordReject[];
  /** Items left out on purpose: replaced versions of papers that no record needs, entries given twice. */
  readonly skipped: number;
  readonly cursor: unknown;
}

/** How a round ended that did not fail. */
export interface FeedEnd {
  /** Milliseconds since 1970: when there may be something new. */
  readonly nextAt: number;
  /** One sentence, where there is something to say: `no announcements on Thanksgiving`, `yesterday's batch again`. */
  readonly note?: string;
}

/** What became of the items of a source. `seen` is the sum of all the others. */
export interface Counts {
  readonly seen: number;
  /** Papers seen for the first time. */
  readonly added: number;
  /** Records that changed a paper which was there: a text, a link, upvotes. */
  readonly merged: number;
  /** Records that said nothing new. */
  readonly known: number;
  readonly skipped: number;
  readonly rejected: number;
}
