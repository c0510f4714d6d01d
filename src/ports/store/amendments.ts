import type { Card } from '../../cards/card.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { MessageRef } from '../messenger.ts';
import type { PartKey } from './ledger.ts';

/** A posted message to be changed, because it shows what is no longer true of a paper. */
export interface Amendment extends PartKey {
  /** `withdrawn` takes precedence over `retitled`. */
  readonly reason: 'withdrawn' | 'retitled';
  /** As it is now. Its id is the one that the ledger has. */
  readonly paper: Paper;
  /** The paper's id, and the ids of papers that turned out to be it: the card may have any of them. */
  readonly ids: readonly string[];
  /** What the message shows, unless it shows another paper that turned out to be this one. */
  readonly before: { readonly title: string };
  readonly ref: MessageRef;
  /** The key with which the message was sent. */
  readonly key: string;
  /** What the message shows now. Its title of the paper may be shorter than `before.title`. */
  readonly card: Card;
}

/**
 * Amendments to make. `takeIn` writes them in its transaction: one for each paper and each message of the last 14 days
 * (`amendableMs`) that shows it, when the paper is first withdrawn or retitled.
 */
export interface AmendmentStore {
  /**
   * The amendments that may be made now, the oldest first. At most one for each message, so that its `card` is what the
   * message shows: ask again until nothing is left. Without those of places that have stopped or are gone, and without
   * those that were written more than 14 days ago. An amendment that cannot be read is postponed for an hour.
   */
  dueAmendments(now: number, limit: number): Promise<readonly Amendment[]>;
  /**
   * Ends an amendment for good. With a card: the message shows that card now, and the ledger keeps it. Without one: the
   * message cannot or need not be changed.
   * @returns false, and nothing changes, when somebody else has finished it, or when since then a `retitled` paper was
   *   withdrawn or a paper turned out to be another one: then the amendment is due again
   */
  finishAmendment(amendment: Amendment, card: Card | undefined, now: number): Promise<boolean>;
  /** The amendment is due again from `retryAt` on. */
  postponeAmendment(amendment: Amendment, retryAt: number): Promise<void>;
}
