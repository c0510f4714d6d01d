import type { AddedFeed, AddedFeedStore, Workspace } from '../../../../src/ports/store/added-feeds.ts';
import { placeKey } from '../../../../src/topics/place.ts';
import type { memoryPlaces } from './places.ts';

interface Row {
  readonly workspace: string;
  feed: AddedFeed;
  isRemoved: boolean;
}

const keyOf = (workspace: Workspace | undefined): string =>
  workspace === undefined ? '' : placeKey({ ...workspace, channel: '' });

/** Feeds that people added, in memory. */
export function memoryAddedFeeds({
  rows: places,
}: Pick<ReturnType<typeof memoryPlaces>, 'rows'>): AddedFeedStore & {
  readonly forgetWorkspacesWithout: (before: readonly string[]) => void;
} {
  const rows = new Map<string, Row>();
  const rowOf = (workspace: Workspace | undefined, name: string) => rows.get(`${keyOf(workspace)} ${name}`);
  const present = (isMeant: (row: Row) => boolean): AddedFeed[] =>
    [...rows.values()]
      .filter((row) => !row.isRemoved && isMeant(row))
      .map(({ feed }) => feed)
      .toSorted((a, b) => a.addedAt - b.addedAt || (a.name < b.name ? -1 : 1));
  const hasPlaces = (workspace: string) => [...places.keys()].some((key) => key.startsWith(workspace));
  const isRead = ({ workspace }: Row) => {
    const own = [...places].filter(([key]) => key.startsWith(workspace));
    return workspace === '' || own.length === 0 || own.some(([, { state }]) => state.stopped === undefined);
  };
  return {
    forgetWorkspacesWithout(gone) {
      for (const [key, { workspace }] of rows)
        if (gone.some((place) => workspace !== '' && place.startsWith(workspace)) && !hasPlaces(workspace))
          rows.delete(key);
    },
    addedFeeds: async (workspace) => present((row) => ['', keyOf(workspace)].includes(row.workspace)),
    async allAddedFeeds() {
      const all = present(isRead);
      return all.filter(({ name }, at) => all.findIndex((each) => each.name === name) === at);
    },
    async addFeed(workspace, feed, most) {
      const key = keyOf(workspace);
      const row = rowOf(workspace, feed.name);
      if (row !== undefined && !row.isRemoved) return 'known';
      if (present((each) => each.workspace === key).length >= most) return 'full';
      rows.set(`${key} ${feed.name}`, { workspace: key, feed: { ...row?.feed, ...feed }, isRemoved: false });
      return 'added';
    },
    async removeFeed(workspace, name) {
      const row = rowOf(workspace, name);
      if (row === undefined || row.isRemoved) return undefined;
      row.isRemoved = true;
      return row.feed;
    },
    async removedFeed(workspace, name) {
      const row = rowOf(workspace, name);
      return row?.isRemoved ? row.feed : undefined;
    },
  };
}
