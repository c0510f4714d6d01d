import type { Arrival, Logger, PaperStore } from '../../src/ports.ts';
import type { Database } from './database.ts';
import { readPaper } from './read-row.ts';

/** `ARRV`: papers arrive one transaction after another, so that arrival numbers become visible in their order. */
const arrivalLock = 0x41_52_52_56;
/** Rows in one statement. */
const chunk = 1_000;

interface PaperRow {
  readonly id: string;
  /** A paper, unless somebody else wrote it. */
  readonly data: unknown;
  readonly arrival: number;
  readonly first_seen_at: number;
}

export function createPaperStore(database: Database, logger: Logger): PaperStore {
  /** One row that cannot be read must not keep all places from the others. */
  const toArrival = ({ id, data, arrival, first_seen_at }: PaperRow): Arrival[] => {
    const paper = readPaper(data);
    if (paper !== undefined) return [{ paper, arrival, firstSeenAt: first_seen_at }];
    logger.error({ paper: id, arrival }, 'a stored paper cannot be read and is left out');
    return [];
  };
  return {
    addPapers: (papers, now) =>
      database.transaction(async (sql) => {
        await sql.query('SELECT pg_advisory_xact_lock($1)', [arrivalLock]);
        let added = 0;
        const unique = [...new Map(papers.map((paper) => [paper.id, paper])).values()];
        for (let start = 0; start < unique.length; start += chunk) {
          const some = unique.slice(start, start + chunk);
          const { rowCount } = await sql.query(
            `INSERT INTO paper (id, arrival, first_seen_at, data)
             SELECT id, (SELECT coalesce(max(arrival), 0) FROM paper) + row_number() OVER (ORDER BY position), $3, data
             FROM unnest($1::text[], $2::jsonb[]) WITH ORDINALITY AS new (id, data, position)
             WHERE NOT EXISTS (SELECT 1 FROM paper WHERE paper.id = new.id)`,
            [some.map(({ id }) => id), some.map((paper) => JSON.stringify(paper)), now],
          );
          added += rowCount ?? 0;
        }
        return added;
      }),
    async arrivals(after, upTo) {
      const { rows } = await database.query<PaperRow>(
        'SELECT id, data, arrival, first_seen_at FROM paper WHERE arrival > $1 AND arrival <= $2 ORDER BY arrival',
        [after, upTo],
      );
      return rows.flatMap(toArrival);
    },
    async arrivalOf(paperId) {
      const { rows } = await database.query<PaperRow>(
        'SELECT id, data, arrival, first_seen_at FROM paper WHERE id = $1',
        [paperId],
      );
      return rows.flatMap(toArrival)[0];
    },
    async latestArrival() {
      const { rows } = await database.query<{ latest: number }>(
        'SELECT coalesce(max(arrival), 0) AS latest FROM paper',
      );
      return rows[0]?.latest ?? 0;
    },
    async countArrivalsSince(instant) {
      const { rows } = await database.query<{ count: number }>(
        'SELECT count(*)::integer AS count FROM paper WHERE first_seen_at >= $1',
        [instant],
      );
      return rows[0]?.count ?? 0;
    },
    async countArrivals(after) {
      const { rows } = await database.query<{ count: number }>(
        'SELECT count(*)::integer AS count FROM paper WHERE arrival > $1',
        [after],
      );
      return rows[0]?.count ?? 0;
    },
  };
}
