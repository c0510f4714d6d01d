import type { LocalDate } from '../../topics/calendar/local-date.ts';
import type { Place, PlaceState, Stopped, Subscription } from '../../topics/place.ts';

/** How far a place has come. `recordIssue` writes it. */
export type PlaceProgress = Pick<PlaceState, 'lastDate' | 'nextAt' | 'seen' | 'checkedAt'>;

/** A place whose digest is late. */
export interface Overdue extends Pick<PlaceState, 'place' | 'schedule'> {
  /** Planned, and not posted; absent for a digest that is not planned yet. */
  readonly issue?: { readonly localDate: LocalDate; readonly plannedAt: number };
}

/** The places that have a digest, their settings, topics and changes. */
export interface PlaceStore {
  /** A place whose schedule cannot be read has the default one, and has stopped. */
  place(place: Place): Promise<PlaceState | undefined>;
  /**
   * Adds a place. Of a place that exists, `lastDate`, `seen` and `checkedAt` stay as they are: only `recordIssue` moves
   * them.
   */
  savePlace(state: PlaceState): Promise<void>;
  /**
   * Changes settings of a place: reads, changes and writes under one lock, so that two changes at once both hold.
   * @param first what is saved before the change, when the place does not exist yet
   * @param change returns the new settings; must be pure
   */
  changePlace(first: PlaceState, change: (state: PlaceState) => PlaceState): Promise<PlaceState>;
  /**
   * Forgets progress that lies more than two hours after now, or was made then: a clock was ahead. The place is due at
   * once, and goes on after the last issue that was planned before now. Issues that failed then may be tried at once.
   * Without a place also feeds that were read then are due, hosts that were
   * asked then are free, and when a tick ended then, every place is looked at again.
   * @param place default: all places
   */
  forgetFuture(now: number, place?: Place): Promise<void>;
  /** Places with `nextAt <= now` that have not stopped, the longest overdue first. */
  duePlaces(now: number, limit: number): Promise<readonly PlaceState[]>;
  /**
   * What has been due since the instant or longer: digests to be planned, and for each place the oldest planned one that may
   * be tried. Without places that have stopped or follow nothing. The longest overdue first.
   */
  overdue(before: number, limit: number): Promise<readonly Overdue[]>;
  /** Stops a place, or starts it again with undefined. */
  stopPlace(place: Place, stopped: Stopped | undefined): Promise<void>;
  /** The places of a workspace, by their keys. */
  placesOf(platform: string, workspace: string): Promise<readonly PlaceState[]>;
  /** Stops every place of a workspace that has not stopped yet. */
  stopWorkspace(platform: string, workspace: string, stopped: Stopped): Promise<void>;
  /**
   * A channel has another id now: everything known of it moves to `to`. When `to` is a place already, both are joined: all
   * topics, marks and posts of both, with the settings of the one that follows something (of two, those of `to`).
   */
  movePlace(from: Place, to: Place): Promise<void>;
  /**
   * Removes places, with what they follow, that stopped before the instant and for which there is no remedy. Their
   * issues, posts, marks and changes stay.
   * @returns how many
   */
  removeGone(before: number): Promise<number>;
  /** In the order in which they were added. Of a topic that cannot be read, what its key tells. */
  subscriptions(place: Place): Promise<readonly Subscription[]>;
  /**
   * False when the place follows the topic already, which then stays as it is. A topic that was unfollowed less than a
   * day ago keeps its old baseline, and the place looks again through the papers that came since.
   * @throws Error for a place that was never saved
   */
  follow(subscription: Subscription): Promise<boolean>;
  /** False when the place did not follow it. Its baseline is kept, for {@link follow}. @param now in milliseconds since 1970 */
  unfollow(place: Place, topicKey: string, now: number): Promise<boolean>;
  /**
   * Writes down who changed what, for `status`.
   * @param scope `workspace`: the change is one of all places of the workspace
   */
  recordChange(place: Place, change: Change, scope?: 'place' | 'workspace'): Promise<void>;
  /** The newest first. */
  changes(place: Place, limit: number): Promise<readonly Change[]>;
}

/** A change of settings or topics, as `status` lists it. */
export interface Change {
  /** In milliseconds since 1970. */
  readonly at: number;
  /** The name of the person. */
  readonly person: string;
  /** In the past tense: `followed “mixture of experts”`. */
  readonly what: string;
}

/** Who may follow, unfollow and change the digest: everybody, those responsible for the channel, or these people's ids. */
export type ChangeRule = 'anyone' | 'owners' | readonly string[];

/** What the adapters of platforms keep. */
export interface PlatformStore {
  /** `anyone` until it is set. */
  changeRule(platform: string, workspace: string): Promise<ChangeRule>;
  /** Replaces the rule of the whole workspace. */
  setChangeRule(platform: string, workspace: string, rule: ChangeRule): Promise<void>;
  /** Keeps a command line that is too long for a button, under a short id. An id that has a line keeps it. */
  keepLine(id: string, line: string): Promise<void>;
  /** Undefined for an id without a line. */
  lineOf(id: string): Promise<string | undefined>;
  /** Every installation, in the order of workspaces. */
  installations(): Promise<readonly { readonly workspace: string; readonly sealed: string }[]>;
  /** What an app needs in a workspace where it is installed, encrypted by the caller. */
  readInstallation(workspace: string): Promise<string | undefined>;
  /** Adds it, or replaces what is there. */
  writeInstallation(workspace: string, sealed: string): Promise<void>;
  /** Does nothing where there is none. */
  removeInstallation(workspace: string): Promise<void>;
}
