import { identityKeys } from '../../../src/corpus/identity/identity.ts';
import type { PaperKey } from '../../../src/intake/decide/paper-writes.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Sql } from '../database/database.ts';
import { type PaperRow, readRow } from '../stores/paper-row.ts';

/** Papers keyed at a time. */
const chunk = 1_000;

/**
 * Gives papers that were stored before there were keys theirs. SQL cannot compute keys, so no migration does this, but
 * the first transaction that takes papers in. The caller holds the arrival lock.
 */
export async function keyOldPapers(sql: Sql, logger: Logger): Promise<void> {
  for (;;) {
    const { rows } = await sql.query<PaperRow>('SELECT * FROM paper WHERE NOT keyed ORDER BY id LIMIT $1', [
      chunk,
    ]);
    if (rows.length === 0) return;
    const keys = rows.flatMap((row) => {
      const paper = readRow(row, logger);
      return paper === undefined ? [] : identityKeys(paper).map((key) => ({ key, paper: row.id }));
    });
    await insertKeys(sql, keys);
    await sql.query('UPDATE paper SET keyed = true WHERE id = ANY($1)', [rows.map(({ id }) => id)]);
  }
}

export async function insertKeys(sql: Sql, keys: readonly PaperKey[]): Promise<void> {
  if (keys.length === 0) return;
  await sql.query(
    'INSERT INTO paper_key (key, paper) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING',
    [keys.map(({ key }) => key), keys.map(({ paper }) => paper)],
  );
}
