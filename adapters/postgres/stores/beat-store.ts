import type { BeatStore } from '../../../src/ports/store/beats.ts';
import type { Database } from '../database/database.ts';

/** The store of beats in PostgreSQL. */
export const createBeatStore = (database: Database): BeatStore => ({
  async claimBeat(name, now, everyMs) {
    const { rowCount } = await database.query(
      `INSERT INTO beat (name, claimed_at) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET claimed_at = $2
       WHERE abs(beat.claimed_at - $2::double precision) >= $3`,
      [name, now, everyMs],
    );
    return rowCount === 1;
  },
  async finishBeat(name, now) {
    await database.query(
      `INSERT INTO beat (name, claimed_at, done_at) VALUES ($1, $2, $2)
       ON CONFLICT (name) DO UPDATE SET done_at = $2`,
      [name, now],
    );
  },
  async lastBeat(name) {
    const { rows } = await database.query<{ done_at: number | null }>(
      'SELECT done_at FROM beat WHERE name = $1',
      [name],
    );
    return rows[0]?.done_at ?? undefined;
  },
});
