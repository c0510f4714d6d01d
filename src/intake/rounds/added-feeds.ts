import { isAdded, withoutAdded } from '../../corpus/added-source.ts';
import type { Feed, FeedInfo } from '../../ports/feed.ts';
import type { AddedFeedStore, Workspace } from '../../ports/store/added-feeds.ts';

/** What is needed to know the feeds of a workspace. */
export interface FeedsOf {
  readonly store: Pick<AddedFeedStore, 'addedFeeds'>;
  /** The feeds that are set. */
  readonly feeds: readonly FeedInfo[];
  /** Undefined where no feed is read; and for a name that cannot be read. */
  readonly addedFeed?: (name: string, label?: string) => FeedInfo | undefined;
}

/** The feeds that bring papers to a workspace: those that are set, then those that were added, in their order. */
export async function feedsOf(
  workspace: Workspace,
  { store, feeds, addedFeed }: FeedsOf,
): Promise<readonly FeedInfo[]> {
  if (addedFeed === undefined) return feeds;
  const known = new Set(feeds.map(({ name }) => name));
  const added = (await store.addedFeeds(workspace)).filter(({ name }) => !known.has(withoutAdded(name)));
  return [...feeds, ...added.flatMap(({ name, label }) => addedFeed(name, label) ?? [])];
}

/** The feeds that are read: those that are set, then those that were added anywhere, each once. */
export async function feedsOfAll({
  store,
  feeds,
  addedFeed,
}: Omit<FeedsOf, 'store'> & { readonly store: Pick<AddedFeedStore, 'allAddedFeeds'> }): Promise<
  readonly FeedInfo[]
> {
  if (addedFeed === undefined) return feeds;
  const isRead = alsoRead(feeds);
  const added = await store.allAddedFeeds();
  const wanted = isRead(added.map(({ name }) => name));
  return [
    ...feeds,
    ...added.flatMap(({ name, label }) => (wanted.has(name) && addedFeed(name, label)) || []),
  ];
}

/** Of the names of added feeds, those that are read: not one that is set as well, and of one feed the name for all. */
const alsoRead = (set: readonly Pick<FeedInfo, 'name'>[]) => {
  const setNames = new Set(set.map(({ name }) => name));
  return (added: readonly string[]): ReadonlySet<string> => {
    const names = new Set(added);
    const isReadAnyway = (name: string) =>
      setNames.has(withoutAdded(name)) || (isAdded(name) && names.has(withoutAdded(name)));
    return new Set([...names].filter((name) => !isReadAnyway(name)));
  };
};

/** The names of the feeds that a workspace added for itself: see `isForeign`. */
export const ownFeeds = async (
  { platform, workspace }: Workspace,
  store: Pick<AddedFeedStore, 'addedFeeds'>,
): Promise<ReadonlySet<string>> =>
  new Set((await store.addedFeeds({ platform, workspace })).map(({ name }) => name).filter(isAdded));

/**
 * The feeds that are read by now: those that are set, and those that people have added. An added feed that is set as well,
 * or that was added for all, is read once.
 * @param make undefined for a name that cannot be read
 */
export function createFeedList(
  set: readonly Feed[],
  store: Pick<AddedFeedStore, 'allAddedFeeds'>,
  make: (name: string) => Feed | undefined,
): () => Promise<readonly Feed[]> {
  const wantedOf = alsoRead(set);
  let made = new Map<string, Feed | undefined>();
  return async () => {
    const wanted = wantedOf((await store.allAddedFeeds()).map(({ name }) => name));
    // A feed knows nothing that its cursor does not, so it can be made again at any time.
    made = new Map([...wanted].map((name) => [name, made.get(name) ?? make(name)]));
    return [...set, ...[...made.values()].filter((feed) => feed !== undefined)];
  };
}
