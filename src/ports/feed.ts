import type { PaperRecord, RecordReject } from '../corpus/record.ts';

/** Brings in papers from one source on the net. */
export interface Feed {
  /** As in the setting `FEEDS`: `huggingface`, `arxiv:cs.LG+cs.CL`, `rss:https://www.nature.com/nature.rss`. */
  readonly name: string;
  /** Feeds of one host share its limits: `huggingface`, `arxiv`, `www.nature.com`. */
  readonly host: string;
  /**
   * Everything since the cursor, in pages. The caller stores each page's cursor together with its records, so a round
   * that is cut off goes on where it was. An item that cannot be read is a reject, and the next item is still read.
   * An answer of which most items are rejects was not read: its papers are brought, and its cursor stays before it.
   * @param cursor of the last page that was stored; undefined at first. JSON that only the feed understands, and checks:
   *   it may be from another version
   * @param now milliseconds since 1970
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

/** What one round of a feed has read, and where the next round goes on. */
export interface FeedPage {
  /** In the order in which the source gives them. */
  readonly records: readonly PaperRecord[];
  /** Items that could not be read, each with its reason. */
  readonly rejects: readonly RecordReject[];
  /** Items left out on purpose: replaced versions of papers that no record needs, items given twice. */
  readonly skipped: number;
  /** JSON. */
  readonly cursor: unknown;
  /** As in `Intake`: new papers from before this ISO date are not announced. Absent: all are. */
  readonly quietBefore?: string;
}

/** How a round ended that read to its end. */
export interface FeedEnd {
  /** When there may be something new, in milliseconds since 1970. */
  readonly nextAt: number;
  /**
   * The newest items could not be read, although the host answered. The round counts as failed: the trouble is shown, and
   * the cursor leads back to those items. `note` says what is missing.
   */
  readonly isUnread?: true;
  /** One sentence, if there is something to say: `no announcements on Thanksgiving`, `yesterday's announcement again`. */
  readonly note?: string;
}

/** What became of the items of a source. `seen` is the sum of the others. */
export interface Counts {
  /** All items. */
  readonly seen: number;
  /** Papers seen for the first time. */
  readonly added: number;
  /** Records that changed a known paper: a text, a link, upvotes. */
  readonly merged: number;
  /** Records that said nothing new. */
  readonly known: number;
  /** Items left out on purpose, and new versions of papers that nobody knows. */
  readonly skipped: number;
  /** Items that could not be read. */
  readonly rejected: number;
}
