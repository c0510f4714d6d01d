import type { Card } from '../../../src/cards/card.ts';
import { amendableMs } from '../../../src/intake/decide/amendments.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { MessageRef } from '../../../src/ports/messenger.ts';
import type { Amendment, AmendmentStore } from '../../../src/ports/store/ledger.ts';
import { placeKey } from '../../../src/topics/place.ts';
import type { Database, Sql } from '../database/database.ts';
import { type PaperRow, readRow } from './paper-row.ts';
import { readPlace } from './read-place.ts';

interface AmendmentRow extends PaperRow {
  readonly place: string;
  readonly local_date: string;
  readonly number: number;
  readonly reason: Amendment['reason'];
  readonly title: string;
  readonly former: readonly string[];
  readonly ref: MessageRef;
  readonly key: string;
  readonly card: Card;
}

/** Amendments are rows of the table `correction`, which has kept its first name. */
export function createAmendmentStore(database: Database, logger: Logger): AmendmentStore {
  const toAmendment = (row: AmendmentRow): Amendment | undefined => {
    const [place, paper] = [readPlace(row.place, logger), readRow(row, logger)];
    if (place === undefined || paper === undefined) return undefined;
    const { local_date: localDate, number, reason, title, ref, key, card } = row;
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
        for (const { row } of unreadable) await postpone(database, keyOf(row), now + unreadableMs);
      }
    },
    finishAmendment: (amendment, card, now) =>
      database.transaction(async (sql) => {
        const { rowCount } = await sql.query(
          `UPDATE correction SET done_at = $5 WHERE ${amendmentIs} AND done_at IS NULL AND reason = $6`,
          [...valuesOf(amendment), now, amendment.reason],
        );
        if (rowCount !== 1) return false;
        if (card !== undefined)
          await sql.query('UPDATE part SET card = $4 WHERE place = $1 AND local_date = $2 AND number = $3', [
            ...valuesOf(amendment).slice(0, 3),
            JSON.stringify(card),
          ]);
        return true;
      }),
    postponeAmendment: (amendment, retryAt) => postpone(database, valuesOf(amendment), retryAt),
  };
}

/** How long an amendment is postponed that cannot be read, in milliseconds. */
const unreadableMs = 60 * 60_000;

async function selectDue(sql: Sql, now: number, limit: number): Promise<readonly AmendmentRow[]> {
  const { rows } = await sql.query<AmendmentRow>(
    `SELECT * FROM (
           SELECT DISTINCT ON (part.place, part.local_date, part.number) paper.*, part.place, part.local_date,
             part.number, reason, title, made_at, ref, part.key, card,
             ARRAY(SELECT id FROM paper AS gone WHERE gone.became = paper.id ORDER BY arrival) AS former
           FROM correction JOIN part USING (place, local_date, number)
             JOIN place ON place.key = part.place JOIN paper ON paper.id = correction.paper
           WHERE correction.done_at IS NULL AND made_at >= $3 AND (correction.retry_at IS NULL OR correction.retry_at <= $1)
             AND status = 'sent' AND stopped IS NULL
           ORDER BY part.place, part.local_date, part.number, made_at, paper.id) AS first
         ORDER BY made_at, place, local_date, number LIMIT $2`,
    [now, limit, now - amendableMs],
  );
  return rows;
}

type Key = readonly [place: string, localDate: string, number: number, paper: string];

async function postpone(sql: Sql, key: Key, retryAt: number): Promise<void> {
  await sql.query(`UPDATE correction SET retry_at = $5 WHERE ${amendmentIs} AND done_at IS NULL`, [
    ...key,
    retryAt,
  ]);
}

const amendmentIs = 'place = $1 AND local_date = $2 AND number = $3 AND paper = $4';
const keyOf = ({ place, local_date, number, id }: AmendmentRow): Key => [place, local_date, number, id];
const valuesOf = ({ place, localDate, number, paper }: Amendment): Key => [
  placeKey(place),
  localDate,
  number,
  paper.id,
];
