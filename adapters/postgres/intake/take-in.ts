import { identityKeys } from '../../../src/corpus/identity/identity.ts';
import type { PaperRecord } from '../../../src/corpus/record.ts';
import {
  decideRecords,
  type KeyedRecord,
  keyRecord,
  type RecordOutcome,
} from '../../../src/intake/decide/decide-records.ts';
import type { StoredPaper } from '../../../src/intake/decide/record-set.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Sql } from '../database/database.ts';
import { type PaperRow, readRow } from '../stores/rows.ts';
import { insertKeys, type WriteOptions, writePapers } from './write-papers.ts';

/** `ARRV`: one transaction after another takes papers in, so arrivals and revisions become visible in their order. */
const arrivalLock = 0x41_52_52_56;
/** Records decided at a time. A set takes about a dozen statements, whatever its size. */
const setSize = 1_000;

/** How records are taken in. */
export interface TakeInOptions extends WriteOptions {
  readonly logger: Logger;
}

/**
 * Merges records into the stored papers. Belongs into a transaction, which keeps all others that take papers in waiting
 * until it ends.
 * @returns how many records had each outcome
 */
export async function takeInRecords(
  sql: Sql,
  records: readonly PaperRecord[],
  { logger, ...options }: TakeInOptions,
): Promise<Readonly<Record<RecordOutcome, number>>> {
  await sql.query('SELECT pg_advisory_xact_lock($1)', [arrivalLock]);
  await keyOldPapers(sql, logger);
  const counts = { added: 0, merged: 0, known: 0, skipped: 0 };
  for (let start = 0; start < records.length; start += setSize) {
    const keyed = records.slice(start, start + setSize).map(keyRecord);
    const { papers, outcomes } = decideRecords(keyed, await readStored(sql, keyed, logger), options.rules);
    await writePapers(sql, papers, options);
    for (const outcome of outcomes) counts[outcome]++;
  }
  return counts;
}

/** Keeps papers from becoming one until the transaction ends. */
export async function holdPapers(sql: Sql): Promise<void> {
  await sql.query('SELECT pg_advisory_xact_lock_shared($1)', [arrivalLock]);
}

/** Papers keyed at a time. */
const keyedAtOnce = 1_000;

/**
 * Gives papers that were stored before there were keys theirs. SQL cannot compute keys, so no migration does this, but
 * the first transaction that takes papers in. The caller holds the arrival lock.
 */
async function keyOldPapers(sql: Sql, logger: Logger): Promise<void> {
  for (;;) {
    const { rows } = await sql.query<PaperRow>('SELECT * FROM paper WHERE NOT keyed ORDER BY id LIMIT $1', [
      keyedAtOnce,
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

/** Two statements, because PostgreSQL reads every paper for a joined one while it has no statistics of a young database. */
async function readStored(sql: Sql, records: readonly KeyedRecord[], logger: Logger): Promise<StoredPaper[]> {
  const { rows: found } = await sql.query<{ key: string; paper: string }>(
    'SELECT key, paper FROM paper_key WHERE key = ANY($1)',
    [[...new Set(records.flatMap(({ keys }) => keys))]],
  );
  if (found.length === 0) return [];
  const keysOf = new Map<string, string[]>();
  for (const { key, paper } of found) keysOf.set(paper, [...(keysOf.get(paper) ?? []), key]);
  const { rows } = await sql.query<PaperRow>('SELECT * FROM paper WHERE id = ANY($1) ORDER BY arrival', [
    [...keysOf.keys()],
  ]);
  return rows.flatMap((row) => {
    const paper = readRow(row, logger);
    const keys = keysOf.get(row.id) ?? [];
    const { arrival, quiet, first_seen_at: firstSeenAt } = row;
    return paper === undefined ? [] : [{ paper, arrival, firstSeenAt, quiet, keys }];
  });
}
