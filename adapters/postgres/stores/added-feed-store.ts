import type { AddedFeed, AddedFeedStore, Workspace } from '../../../src/ports/store/added-feeds.ts';
import { placeKey } from '../../../src/topics/place.ts';
import type { Database } from '../database/database.ts';
import { inBatches } from '../database/in-batches.ts';
import { type RowOf, storableText, toNoun } from './rows.ts';

const columns = 'name, label, added_by AS "addedBy", added_at AS "addedAt"';

/** In place of a workspace: all of them. */
const everyone = '';

/** What the keys of the places of a workspace begin with. */
const keyOf = (workspace: Workspace | undefined): string =>
  workspace === undefined ? everyone : placeKey({ ...workspace, channel: '' });

/** The feeds that people added, in PostgreSQL. */
export function createAddedFeedStore(database: Database): AddedFeedStore {
  const select = async (where: string, values: readonly unknown[]): Promise<AddedFeed[]> => {
    const { rows } = await database.query<RowOf<AddedFeed>>(
      `SELECT ${columns} FROM added_feed WHERE ${where} ORDER BY added_at, name`,
      values,
    );
    return rows.map((row) => toNoun<AddedFeed>(row));
  };
  const addedFeeds = inBatches<string, readonly AddedFeed[]>(async (keys) => {
    const { rows } = await database.query<RowOf<AddedFeed> & { readonly workspace: string }>(
      `SELECT workspace, ${columns} FROM added_feed WHERE workspace = ANY($1) AND removed_at IS NULL ORDER BY added_at, name`,
      [[...new Set([everyone, ...keys])]],
    );
    return keys.map((key) =>
      rows
        .filter(({ workspace }) => workspace === everyone || workspace === key)
        .map(({ workspace: _, ...row }) => toNoun<AddedFeed>(row)),
    );
  });
  return {
    addedFeeds: (workspace) => addedFeeds(keyOf(workspace)),
    async allAddedFeeds() {
      const all = await select(
        `removed_at IS NULL AND (workspace = ''
           OR NOT EXISTS (SELECT FROM place WHERE starts_with(key, workspace))
           OR EXISTS (SELECT FROM place WHERE starts_with(key, workspace) AND stopped IS NULL))`,
        [],
      );
      return [...new Map(all.toReversed().map((feed) => [feed.name, feed])).values()].toReversed();
    },
    async addFeed(workspace, { name, label, addedBy, addedAt }, most) {
      const key = keyOf(workspace);
      const { rowCount } = await database.query(
        `INSERT INTO added_feed (workspace, name, label, added_by, added_at)
         SELECT $1, $2, $3, $4, $5
         WHERE (SELECT count(*) FROM added_feed WHERE workspace = $1 AND removed_at IS NULL) < $6
         ON CONFLICT (workspace, name) DO UPDATE
           SET label = coalesce($3, added_feed.label), added_by = $4, added_at = $5, removed_at = NULL
           WHERE added_feed.removed_at IS NOT NULL`,
        [key, name, label && storableText(label), storableText(addedBy), addedAt, most],
      );
      if ((rowCount ?? 0) > 0) return 'added';
      const known = await select('workspace = $1 AND name = $2 AND removed_at IS NULL', [key, name]);
      return known.length > 0 ? 'known' : 'full';
    },
    async removeFeed(workspace, name) {
      const { rows } = await database.query<RowOf<AddedFeed>>(
        `UPDATE added_feed SET removed_at = extract(epoch FROM clock_timestamp()) * 1000
         WHERE workspace = $1 AND name = $2 AND removed_at IS NULL RETURNING ${columns}`,
        [keyOf(workspace), name],
      );
      return rows[0] && toNoun<AddedFeed>(rows[0]);
    },
    removedFeed: async (workspace, name) =>
      (await select('workspace = $1 AND name = $2 AND removed_at IS NOT NULL', [keyOf(workspace), name]))[0],
  };
}
