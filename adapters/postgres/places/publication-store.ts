import type { Publication, PublicationStore } from '../../../src/ports/store/publications.ts';
import { parsePlace, placeKey } from '../../../src/topics/place.ts';
import type { Database } from '../database/database.ts';

/** The links to what was posted, in PostgreSQL. */
export const createPublicationStore = (database: Database): PublicationStore => ({
  async setPublication(place, made) {
    await (made === undefined
      ? database.query('DELETE FROM publication WHERE place = $1', [placeKey(place)])
      : database.query(
          'INSERT INTO publication (place, hash, at) VALUES ($1, $2, $3) ON CONFLICT (place) DO UPDATE SET hash = $2, at = $3',
          [placeKey(place), made.hash, made.at],
        ));
  },
  async publication(place) {
    const { rows } = await database.query<Publication>('SELECT hash, at FROM publication WHERE place = $1', [
      placeKey(place),
    ]);
    return rows[0];
  },
  async publishedPlace(hash) {
    const { rows } = await database.query<{ place: string }>(
      'SELECT place FROM publication WHERE hash = $1',
      [hash],
    );
    return rows[0] && parsePlace(rows[0].place);
  },
});
