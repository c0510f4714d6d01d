import type { Place } from '../../topics/place.ts';
import type { Amendment } from './ledger.ts';

/** A posted message that does not show how many people have saved its papers by now. */
export interface SavesChange
  extends Pick<Amendment, 'place' | 'localDate' | 'number' | 'ref' | 'key' | 'card'> {
  /** Counts the changes: one that comes while the message is edited needs another edit. */
  readonly change: number;
}

/** Which messages have to show other counts of saves. */
export interface SavesStore {
  /** The saves of a paper have changed in a place: notes it for each message of the last 14 days that shows the paper. */
  noteSavesChange(place: Place, paperId: string, now: number): Promise<void>;
  /** Whether {@link takeSavesChanges} would take any. */
  areSavesChangesDue(now: number): Promise<boolean>;
  /**
   * Takes messages to be edited for half a minute, so that nobody else does: those that have waited longest. A message is
   * edited every five seconds at most. Without those of places that have stopped.
   */
  takeSavesChanges(now: number, limit: number): Promise<readonly SavesChange[]>;
  /** The message shows the change now. With a card: it shows that card, and the ledger keeps it. */
  finishSavesChange(change: SavesChange, card: SavesChange['card'] | undefined, now: number): Promise<void>;
  /** The message could not be edited. It is given again from `retryAt` on, in milliseconds since 1970. */
  postponeSavesChange(change: SavesChange, retryAt: number): Promise<void>;
}
