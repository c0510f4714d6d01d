import type { Place } from '../../topics/place.ts';
import type { Topic } from '../../topics/topic.ts';
import type { ChangeRule } from './places.ts';

/** The rule of a workspace that has one. */
export interface WorkspaceRule {
  /** The adapter's name. */
  readonly platform: string;
  /** Of a `Place`. */
  readonly workspace: string;
  /** Who may change things in it. */
  readonly rule: ChangeRule;
}

/** What a configuration file needs of the store beside what commands need. */
export interface ConfigurationStore {
  /** Every place that is stored, by its key. */
  places(): Promise<readonly Place[]>;
  /** Rules that were set, by platform and workspace. */
  rules(): Promise<readonly WorkspaceRule[]>;
  /** Removes a place with what it follows. Its issues, posts, marks and changes stay. */
  removePlace(place: Place): Promise<void>;
  /** Another topic takes the place of the one with this key, which the place follows: its baseline and all else stay. */
  replaceTopic(place: Place, key: string, topic: Topic): Promise<void>;
}
