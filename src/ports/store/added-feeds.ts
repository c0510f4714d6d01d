import type { Place } from '../../topics/place.ts';

/** A Slack workspace or organisation, or a Discord server. */
export type Workspace = Pick<Place, 'platform' | 'workspace'>;

/** A feed that somebody added by command, for one workspace or for all of them. */
export interface AddedFeed {
  /** As in the setting `FEEDS`; of one workspace with `added:` before it: `added:rss:https://www.nature.com/nature.rss`. */
  readonly name: string;
  /** What the feed calls itself: `Nature`. */
  readonly label?: string;
  /** The name of the person. */
  readonly addedBy: string;
  /** In milliseconds since 1970. */
  readonly addedAt: number;
}

/** Feeds that were added while the bot runs. Those of the setting `FEEDS` are not among them. */
export interface AddedFeedStore {
  /** The feeds of a workspace and those for all, in the order in which they were added. */
  addedFeeds(workspace: Workspace): Promise<readonly AddedFeed[]>;
  /** The feeds that are read: of every workspace that has not stopped, each name once. */
  allAddedFeeds(): Promise<readonly AddedFeed[]>;
  /**
   * @param workspace undefined: for all
   * @param most so many feeds a workspace may have
   * @returns `known` when it has the feed already, which then stays as it is
   */
  addFeed(
    workspace: Workspace | undefined,
    feed: AddedFeed,
    most: number,
  ): Promise<'added' | 'known' | 'full'>;
  /**
   * The feed is read no longer for this workspace. How far it was read is kept.
   * @param workspace undefined: a feed for all
   * @returns undefined when the workspace does not have it
   */
  removeFeed(workspace: Workspace | undefined, name: string): Promise<AddedFeed | undefined>;
  /** A feed that was removed; undefined when the workspace never had it, or has it now. */
  removedFeed(workspace: Workspace, name: string): Promise<AddedFeed | undefined>;
}
