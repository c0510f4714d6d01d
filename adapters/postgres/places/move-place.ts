import type { Sql } from '../database/database.ts';

/** Tables of a place, with what else identifies a row. Parts and papers of issues follow their issue. */
const tables = [
  ['subscription', ['topic_key']],
  ['unfollowed', ['topic_key']],
  ['issue', ['local_date']],
  ['posted', ['paper']],
  ['mark', ['paper', 'person_id']],
] as const;

/**
 * Moves everything known of a place to another key, also where that has a place of its own: then both are joined. What both
 * have (a topic, an issue of the same day, a mark) stays as it is at `to`.
 */
export async function movePlace(sql: Sql, from: string, to: string): Promise<void> {
  if (from === to) return;
  const { rowCount } = await sql.query(
    'UPDATE place SET key = $2 WHERE key = $1 AND NOT EXISTS (SELECT 1 FROM place WHERE key = $2)',
    [from, to],
  );
  if (rowCount === 0) await joinPlaces(sql, from, to);
  for (const [table, keys] of tables) {
    const isSame = keys.map((key) => `there.${key} = ${table}.${key}`).join(' AND ');
    await sql.query(
      `UPDATE ${table} SET place = $2
       WHERE place = $1 AND NOT EXISTS (SELECT 1 FROM ${table} there WHERE there.place = $2 AND ${isSame})`,
      [from, to],
    );
    await sql.query(`DELETE FROM ${table} WHERE place = $1`, [from]);
  }
  await sql.query(
    'UPDATE publication SET place = $2 WHERE place = $1 AND NOT EXISTS (SELECT FROM publication there WHERE there.place = $2)',
    [from, to],
  );
  await sql.query(
    `WITH moved AS (DELETE FROM shared_link WHERE place = $1 RETURNING paper, first_at, last_at)
     INSERT INTO shared_link AS there (place, paper, first_at, last_at) SELECT $2, paper, first_at, last_at FROM moved
     ON CONFLICT (place, paper) DO UPDATE SET
       first_at = least(there.first_at, excluded.first_at), last_at = greatest(there.last_at, excluded.last_at)`,
    [from, to],
  );
  await sql.query('UPDATE change SET place = $2 WHERE place = $1', [from, to]);
  await sql.query('DELETE FROM place WHERE key = $1', [from]);
}

/**
 * The settings are those of the place that follows something; of two such places, those of `to`. The progress is such that
 * no paper is passed over: what was posted in either is known, and is not posted again.
 */
async function joinPlaces(sql: Sql, from: string, to: string): Promise<void> {
  const settings = ['schedule', 'size', 'when_empty', 'owner', 'next_at'];
  const { rows } = await sql.query('SELECT 1 FROM subscription WHERE place = $1 LIMIT 1', [to]);
  const kept = rows.length > 0 ? [] : settings.map((column) => `${column} = there.${column}`);
  const progress = [
    'since = LEAST(place.since, there.since)',
    'last_date = GREATEST(place.last_date, there.last_date)',
    'seen = LEAST(place.seen, there.seen)',
    'checked_at = LEAST(place.checked_at, there.checked_at)',
    'stopped = CASE WHEN there.stopped IS NULL THEN NULL ELSE place.stopped END',
  ];
  await sql.query(
    `UPDATE place SET ${[...kept, ...progress].join(', ')} FROM place there WHERE place.key = $2 AND there.key = $1`,
    [from, to],
  );
}
