import { type FormerFacts, paperVersions } from '../../../src/corpus/paper-versions.ts';
import { defined } from '../../../src/defined.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Arrival, Mark, MarkStore, PaperStore } from '../../../src/ports/store/papers.ts';
import { placeKey } from '../../../src/topics/place.ts';
import type { Database } from '../database/database.ts';
import { inBatches } from '../database/in-batches.ts';
import { takeInRecords } from '../intake/take-in.ts';
import { type PaperRow, readByPlace, readRow } from './rows.ts';

/** The papers that digests announce. */
const announced = 'NOT quiet AND became IS NULL';

interface VersionedRow extends PaperRow {
  /** The oldest first. */
  readonly former: readonly { readonly arrival: number; readonly facts: FormerFacts }[];
}

const selectVersioned = `SELECT *, ARRAY(
    SELECT jsonb_build_object('arrival', arrival, 'facts', facts) FROM paper_version
    WHERE paper_version.paper = paper.id ORDER BY arrival) AS former
  FROM paper`;

/** The papers in PostgreSQL. */
export function createPaperStore(database: Database, logger: Logger): PaperStore {
  /** @param upTo leave out what came after this number */
  const toArrival = (row: VersionedRow, upTo = Number.POSITIVE_INFINITY): Arrival[] => {
    const paper = readRow(row, logger);
    if (paper === undefined) return [];
    const versions = paperVersions({ paper, arrival: row.arrival }, row.former);
    const known = versions.filter(({ arrival }) => arrival <= upTo);
    const last = known.at(-1);
    if (last === undefined) return [];
    const earlier = known.length > 1 ? known.slice(0, -1) : undefined;
    return [
      {
        ...last,
        firstSeenAt: row.first_seen_at,
        ...defined({ earlier, quiet: row.quiet ? true : undefined }),
      },
    ];
  };
  const latestArrival = inBatches<void, number>(async (calls) => {
    const latest = await readNumber('(SELECT coalesce(max(arrival), 0) FROM paper)');
    return calls.map(() => latest);
  });
  const readNumber = async (expression: string, values: readonly unknown[] = []) => {
    const { rows } = await database.query<{ number: number }>(`SELECT ${expression} AS number`, values);
    return rows[0]?.number ?? 0;
  };
  return {
    async addPapers(papers, now) {
      const records = papers.map((paper) => ({ paper, isNew: true }));
      const { added } = await database.transaction((sql) =>
        takeInRecords(sql, records, { now, logger, rules: { areFactsOld: true }, keepGivenIds: true }),
      );
      return added;
    },
    async arrivals(after, upTo) {
      const { rows } = await database.query<VersionedRow>(
        `${selectVersioned} WHERE ${announced} AND id = ANY(ARRAY(
           SELECT id FROM paper WHERE arrival > $1 AND arrival <= $2 AND ${announced}
           UNION SELECT paper FROM paper_version WHERE arrival > $1 AND arrival <= $2))`,
        [after, upTo],
      );
      return rows.flatMap((row) => toArrival(row, upTo)).sort((a, b) => a.arrival - b.arrival);
    },
    async arrivalOf(paperId) {
      const { rows } = await database.query<VersionedRow>(
        `${selectVersioned} WHERE id = coalesce((SELECT became FROM paper WHERE id = $1), $1)`,
        [paperId],
      );
      return rows.flatMap((row) => toArrival(row))[0];
    },
    latestArrival,
    countArrivalsSince: (instant) =>
      readNumber(`(SELECT count(*)::integer FROM paper WHERE first_seen_at >= $1 AND ${announced})`, [
        instant,
      ]),
    countArrivals: (after) =>
      readNumber(
        `(SELECT count(*)::integer FROM paper WHERE arrival > $1 AND ${announced}
            AND NOT EXISTS (SELECT FROM paper_version WHERE paper = id AND paper_version.arrival <= $1))`,
        [after],
      ),
  };
}

type MarkRow = Mark & { readonly place: string; readonly personId: string };

/** Buttons may have the id of a paper that turned out to be another one since. */
const liveId = 'coalesce((SELECT became FROM paper WHERE id = $2), $2)';

/** What people saved and hid, in PostgreSQL. */
export function createMarkStore(database: Database): MarkStore {
  return {
    async mark(place, { paperId, kind, person, personId = person, at }) {
      await database.query(
        `WITH known_by_name AS (
           DELETE FROM mark
           WHERE place = $1 AND paper = ${liveId} AND person_id = $4 AND person = $4 AND $4 <> $6)
         INSERT INTO mark (place, paper, kind, person, at, person_id) VALUES ($1, ${liveId}, $3, $4, $5, $6)
         ON CONFLICT (place, paper, person_id) DO UPDATE SET kind = $3, person = $4, at = $5`,
        [placeKey(place), paperId, kind, person, at, personId],
      );
    },
    async unmark(place, { paperId, kind, person, personId = person }) {
      const { rowCount } = await database.query(
        `DELETE FROM mark WHERE place = $1 AND paper = ${liveId} AND kind = $3
           AND (person_id = $5 OR (person_id = $4 AND person = $4))`,
        [placeKey(place), paperId, kind, person, personId],
      );
      return (rowCount ?? 0) > 0;
    },
    marks: readByPlace<MarkRow, readonly Mark[]>(
      database,
      `SELECT place, paper AS "paperId", kind, person, person_id AS "personId", at FROM mark
       WHERE place = ANY($1) ORDER BY at DESC, paper, person_id`,
      (rows) =>
        rows.map(({ place: _, personId, ...mark }) =>
          personId === mark.person ? mark : { ...mark, personId },
        ),
    ),
  };
}
