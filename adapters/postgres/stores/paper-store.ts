import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Arrival, PaperStore } from '../../../src/ports/store/papers.ts';
import type { Database } from '../database/database.ts';
import { takeInRecords } from '../intake/take-in.ts';
import { type PaperRow, readRow } from './paper-row.ts';

/** The papers that digests announce. */
const announced = 'NOT quiet AND became IS NULL';

export function createPaperStore(database: Database, logger: Logger): PaperStore {
  const toArrival = (row: PaperRow): Arrival[] => {
    const paper = readRow(row, logger);
    return paper === undefined ? [] : [{ paper, arrival: row.arrival, firstSeenAt: row.first_seen_at }];
  };
  const readNumber = async (expression: string, values: readonly unknown[] = []) => {
    const { rows } = await database.query<{ number: number }>(`SELECT ${expression} AS number`, values);
    return rows[0]?.number ?? 0;
  };
  return {
    async addPapers(papers, now) {
      const records = papers.map((paper) => ({ paper, isNew: true }));
      const { added } = await database.transaction((sql) =>
        takeInRecords(sql, records, { now, logger, rules: {}, keepGivenIds: true }),
      );
      return added;
    },
    async arrivals(after, upTo) {
      const { rows } = await database.query<PaperRow>(
        `SELECT * FROM paper WHERE arrival > $1 AND arrival <= $2 AND ${announced} ORDER BY arrival`,
        [after, upTo],
      );
      return rows.flatMap(toArrival);
    },
    async arrivalOf(paperId) {
      const { rows } = await database.query<PaperRow>(
        'SELECT * FROM paper WHERE id = coalesce((SELECT became FROM paper WHERE id = $1), $1)',
        [paperId],
      );
      return rows.flatMap(toArrival)[0];
    },
    latestArrival: () => readNumber('(SELECT coalesce(max(arrival), 0) FROM paper)'),
    countArrivalsSince: (instant) =>
      readNumber(`(SELECT count(*)::integer FROM paper WHERE first_seen_at >= $1 AND ${announced})`, [
        instant,
      ]),
    countArrivals: (after) =>
      readNumber(`(SELECT count(*)::integer FROM paper WHERE arrival > $1 AND ${announced})`, [after]),
  };
}
