import type { SharedLinkStore } from '../../../src/ports/store/shared-links.ts';
import { placeKey } from '../../../src/topics/place.ts';
import type { Database } from '../database/database.ts';

/** Previewed links, in PostgreSQL. An instant that is ahead of `now` was written by a wrong clock, and counts as `now`. */
export const createSharedLinkStore = (database: Database): SharedLinkStore => ({
  async noteSharedLink(place, paperId, now, quietMs) {
    const { rows } = await database.query<{ first: number }>(
      `INSERT INTO shared_link AS known (place, paper, first_at, last_at)
       VALUES ($1, coalesce((SELECT became FROM paper WHERE id = $2), $2), $3, $3)
       ON CONFLICT (place, paper) DO UPDATE SET first_at = least(known.first_at, $3), last_at = $3
       WHERE known.last_at <= $3 - $4::double precision OR known.last_at > $3
       RETURNING first_at AS first`,
      [placeKey(place), paperId, now, quietMs],
    );
    return rows[0]?.first;
  },
  async forgetSharedLinks(before) {
    await database.query('DELETE FROM shared_link WHERE last_at < $1', [before]);
  },
});
