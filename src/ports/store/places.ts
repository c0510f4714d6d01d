import type { Place } from '../../topics/place.ts';
import type { PlaceState, Stopped, Subscription } from '../../topics/subscription.ts';

/** How far a place has come, written when an issue is planned. */
export type PlaceProgress = Pick<PlaceState, 'lastDate' | 'nextAt' | 'seen' | 'checkedAt'>;

export interface PlaceStore {
  place(place: Place): Promise<PlaceState | undefined>;
  /** Adds or changes a place, whole. */
  savePlace(state: PlaceState): Promise<void>;
  /** Places whose next issue is due, the longest waiting first; stopped ones are left out. */
  duePlaces(now: number, limit: number): Promise<readonly PlaceState[]>;
  stopPlace(place: Place, stopped: Stopped | undefined): Promise<void>;
  /** Places of a workspace, by their keys. */
  placesOf(platform: string, workspace: string): Promise<readonly PlaceState[]>;
  /** Stops every place of a workspace that is not stopped yet. */
  stopWorkspace(platform: string, workspace: string, stopped: Stopped): Promise<void>;
  /** A channel has another id now; all that is known of it moves along. Nothing moves onto a place that is there. */
  movePlace(from: Place, to: Place): Promise<void>;
  /** Forgets places, with what they followed, that have stopped before the instant and that nobody can mend. Returns how many. */
  removeGone(before: number): Promise<number>;
  /** In the order in which they were followed. */
  subscriptions(place: Place): Promise<readonly Subscription[]>;
  /** False when the place follows the topic already: nothing changes then. */
  follow(subscription: Subscription): Promise<boolean>;
  /** False when it did not follow it. */
  unfollow(place: Place, topicKey: string): Promise<boolean>;
  /** Writes down who changed what, for `status`. */
  recordChange(place: Place, change: Change): Promise<void>;
  /** The newest first. */
  changes(place: Place, limit: number): Promise<readonly Change[]>;
}

export interface Change {
  readonly at: number;
  readonly person: string;
  /** As one would say it: `followed “mixture of experts”`. */
  readonly what: string;
}
