import { amendableMs } from '../../../src/intake/decide/record-set.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Amendment, AmendmentStore } from '../../../src/ports/store/ledger.ts';
import { placeKey } from '../../../src/topics/place.ts';
import type { Database, Sql } from '../database/database.ts';
import { type PaperRow, readPlace, readRow } from './rows.ts';

interface AmendmentRow extends PaperRow, Omit<Amendment, 'place' | 'paper' | 'ids' | 'before'> {
  readonly place: string;
  readonly title: string;
  /** Ids of papers that turned out to be this one. */
  readonly former: readonly string[];
}

type Key = readonly [place: string, localDate: string, number: number, paper: string];
const amendmentIs = 'place = $1 AND local_date = $2 AND number = $3 AND paper = $4';
const keyOf = ({ place, localDate, number, paper }: Amendment): Key => [
  placeKey(place),
  localDate,
  number,
  paper.id,
];

/** How long an amendment is postponed that cannot be read, in milliseconds. */
const unreadableMs = 60 * 60_000;

/** Amendments are rows of the table `correction`, which has kept its first name. */
export function createAmendmentStore(database: Database, logger: Logger): AmendmentStore {
  const toAmendment = (row: AmendmentRow): Amendment | undefined => {
    const [place, paper] = [readPlace(row.place, logger), readRow(row, logger)];
    if (place === undefined || paper === undefined) return undefined;
    const { localDate, number, reason, title, ref, key, card } = row;
    const ids = [paper.id, ...row.former];
    return { place, localDate, number, reason, paper, ids, before: { title }, ref, key, card };
  };
  return {
    async dueAmendments(now, limit) {
      for (;;) {
        const rows = await selectDue(database, now, limit);
        const read = rows.map((row) => ({ row, amendment: toAmendment(row) }));
        const unreadable = read.filter(({ amendment }) => amendment === undefined);
        if (unreadable.length === 0) return read.flatMap(({ amendment }) => amendment ?? []);
        for (const { row } of unreadable)
          await postpone(database, [row.place, row.localDate, row.number, row.id], now + unreadableMs);
      }
    },
    finishAmendment: (amendment, card, now, details = []) =>
      database.transaction(async (sql) => {
        const key = keyOf(amendment);
        const { rowCount } = await sql.query(
          `UPDATE correction SET done_at = $5 WHERE ${amendmentIs} AND done_at IS NULL AND reason = $6`,
          [...key, now, amendment.reason],
        );
        if (rowCount !== 1) return false;
        const [place, localDate, first] = key;
        for (const [number, shown] of [
          [first, card] as const,
          ...details.map((each) => [each.number, each.card] as const),
        ])
          if (shown !== undefined)
            await sql.query(
              'UPDATE part SET card = $4 WHERE place = $1 AND local_date = $2 AND number = $3',
              [place, localDate, number, shown],
            );
        return true;
      }),
    postponeAmendment: (amendment, retryAt) => postpone(database, keyOf(amendment), retryAt),
  };
}

async function selectDue(sql: Sql, now: number, limit: number): Promise<readonly AmendmentRow[]> {
  const { rows } = await sql.query<AmendmentRow>(
    `SELECT * FROM (
       SELECT DISTINCT ON (part.place, part.local_date, part.number) paper.*, part.place, part.local_date AS "localDate",
         part.number, reason, title, made_at, ref, part.key, card,
         ARRAY(SELECT id FROM paper AS gone WHERE gone.became = paper.id ORDER BY arrival) AS former
       FROM correction JOIN part USING (place, local_date, number)
         JOIN place ON place.key = part.place JOIN paper ON paper.id = correction.paper
       WHERE correction.done_at IS NULL AND made_at >= $3 AND (correction.retry_at IS NULL OR correction.retry_at <= $1)
         AND status = 'sent' AND stopped IS NULL
       ORDER BY part.place, part.local_date, part.number, made_at, paper.id) AS first
     ORDER BY made_at, place, "localDate", number LIMIT $2`,
    [now, limit, now - amendableMs],
  );
  return rows;
}

async function postpone(sql: Sql, key: Key, retryAt: number): Promise<void> {
  await sql.query(`UPDATE correction SET retry_at = $5 WHERE ${amendmentIs} AND done_at IS NULL`, [
    ...key,
    retryAt,
  ]);
}
