import type { Card } from '../../cards/card.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { MessageRef } from '../messenger.ts';
import type { PartKey } from './ledger.ts';

/** A posted message that tells of a paper what is no longer so. */
export interface Amendment extends PartKey {
  /** `withdrawn` goes before `retitled`. */
  readonly reason: 'withdrawn' | 'retitled';
  /** As it is now; its id is the one that the ledger keeps. */
  readonly paper: Paper;
  /** Its id, and those that it had: the card, which was made earlier, may have any of them. */
  readonly ids: readonly string[];
  /** What the message says, unless it was made of another paper that became this one. */
  readonly before: { readonly title: string };
  readonly ref: MessageRef;
  /** The key with which it was sent. */
  readonly key: string;
  /** What stands there. Its title for the paper need not be `before.title` to the letter: it may have been cut. */
  readonly card: Card;
}

/**
 * Messages to mend. They are written by `takeIn`, in its transaction: one for each paper and each message sent in the
 * last 14 days, for the first change only.
 */
export interface AmendmentStore {
  /**
   * What is to be mended now, the longest waiting first, at most one for a message, so that its `card` is what stands
   * there: ask again until nothing comes. Left out are places that are stopped or gone, and changes older than 14 days.
   * One that cannot be read is put off for an hour, and keeps no other one back.
   */
  dueAmendments(now: number, limit: number): Promise<readonly Amendment[]>;
  /**
   * It is mended, and `card` stands there now and in the ledger; or, without a card, it cannot or need not be mended.
   * It never comes again. False when somebody else was faster, or when its paper was withdrawn while a new title was
   * written, or became another one: nothing changes then, and it comes again for that.
   */
  finishAmendment(correction: Amendment, card: Card | undefined, now: number): Promise<boolean>;
  /** It comes again from `retryAt` on. */
  postponeAmendment(correction: Amendment, retryAt: number): Promise<void>;
}
