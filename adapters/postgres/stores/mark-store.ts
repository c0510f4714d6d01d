import type { Mark, MarkStore } from '../../../src/ports/store/papers.ts';
import { placeKey } from '../../../src/topics/place.ts';
import type { Database } from '../database/database.ts';

/** Buttons may have the id of a paper that turned out to be another one since. */
const liveId = 'coalesce((SELECT became FROM paper WHERE id = $2), $2)';

export function createMarkStore(database: Database): MarkStore {
  return {
    async mark(place, { paperId, kind, person, at }) {
      await database.query(
        `INSERT INTO mark (place, paper, kind, person, at) VALUES ($1, ${liveId}, $3, $4, $5)
         ON CONFLICT (place, paper) DO UPDATE SET kind = $3, person = $4, at = $5`,
        [placeKey(place), paperId, kind, person, at],
      );
    },
    async unmark(place, paperId) {
      const { rowCount } = await database.query(`DELETE FROM mark WHERE place = $1 AND paper = ${liveId}`, [
        placeKey(place),
        paperId,
      ]);
      return rowCount === 1;
    },
    async marks(place) {
      const { rows } = await database.query<Mark>(
        'SELECT paper AS "paperId", kind, person, at FROM mark WHERE place = $1 ORDER BY at DESC, paper',
        [placeKey(place)],
      );
      return rows;
    },
  };
}
