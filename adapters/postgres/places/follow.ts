import { type Place, placeKey, type Subscription } from '../../../src/topics/place.ts';
import { topicKey } from '../../../src/topics/topic.ts';
import type { Sql } from '../database/database.ts';

/** How long unfollowing can be undone. */
const undoMs = 24 * 60 * 60_000;

/** Adds a topic to a place. Returns false when the place follows it already. */
export async function follow(sql: Sql, subscription: Subscription): Promise<boolean> {
  const { place, topic, addedBy, addedByName, addedAt } = subscription;
  const key = placeKey(place);
  const { rows } = await sql.query<{ baseline: number; seen: number }>(
    'SELECT baseline, seen FROM unfollowed WHERE place = $1 AND topic_key = $2 AND at >= $3',
    [key, topicKey(topic), addedAt - undoMs],
  );
  const [before] = rows;
  const baseline = before?.baseline ?? subscription.baseline;
  const { rowCount } = await sql.query(
    `INSERT INTO subscription (place, topic_key, topic, added_by, added_by_name, added_at, baseline)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [key, topicKey(topic), topic, addedBy, addedByName, addedAt, baseline],
  );
  await sql.query('DELETE FROM unfollowed WHERE place = $1 AND topic_key = $2', [key, topicKey(topic)]);
  if (rowCount === 1 && before !== undefined)
    await sql.query('UPDATE place SET seen = least(seen, $2) WHERE key = $1', [key, before.seen]);
  return rowCount === 1;
}

/** Removes a topic of a place. `now` is kept for a day, so that an undo goes on where it was. */
export async function unfollow(sql: Sql, place: Place, key: string, now: number): Promise<boolean> {
  const { rowCount } = await sql.query(
    `WITH gone AS (DELETE FROM subscription WHERE place = $1 AND topic_key = $2 RETURNING topic_key, baseline)
     INSERT INTO unfollowed (place, topic_key, baseline, seen, at)
     SELECT place.key, topic_key, baseline, place.seen, $3 FROM gone, place WHERE place.key = $1
     ON CONFLICT (place, topic_key) DO UPDATE SET baseline = excluded.baseline, seen = excluded.seen, at = excluded.at`,
    [placeKey(place), key, now],
  );
  return rowCount === 1;
}
