import { defined } from '../../../src/defined.ts';
import type { DigestFigure, ReadFigures } from '../../../src/ports/store/figures.ts';
import type { Database } from '../database/database.ts';

interface Row {
  readonly platform: string;
  readonly state: DigestFigure['state'];
  readonly count: number;
  readonly oldest_at: number | null;
}

const dayMs = 24 * 60 * 60_000;
const lateMs = 3 * 60_000;

/** Each part of the query uses an index, but for stopped places: there are as many rows as channels at most. */
const query = `
  SELECT split_part(key, ':', 1) AS platform, state, count(*)::integer AS count, min(at) AS oldest_at FROM (
    SELECT key, 'due' AS state, next_at AS at FROM place
      WHERE stopped IS NULL AND next_at <= $1 AND EXISTS (SELECT FROM subscription WHERE subscription.place = key)
    UNION ALL
    SELECT key, CASE WHEN problem IS NULL THEN 'due' ELSE 'failing' END, coalesce(due_at, planned_at)
      FROM issue JOIN place ON key = issue.place WHERE done_at IS NULL AND stopped IS NULL
    UNION ALL
    SELECT place, CASE WHEN done_at - coalesce(due_at, planned_at) > ${lateMs} THEN 'late' ELSE 'sent' END, NULL
      FROM issue WHERE done_at > $1::double precision - ${dayMs} AND done_at <= $1 AND kind <> 'none'
    UNION ALL
    SELECT key, 'stopped', NULL FROM place WHERE stopped IS NOT NULL
  ) AS digest GROUP BY 1, 2 ORDER BY 1, 2`;

/** Reads the figures about digests, in one statement. */
export const createFigures =
  (database: Pick<Database, 'query'>): ReadFigures =>
  async (now) => {
    const { rows } = await database.query<Row>(query, [now]);
    return rows.map(({ oldest_at, ...row }) => ({
      ...row,
      ...defined({ oldestAt: oldest_at ?? undefined }),
    }));
  };
