import type { PaperRecord } from '../../../src/corpus/record.ts';
import {
  type BatchRecord,
  decideRecords,
  keyRecord,
  type News,
  type Outcome,
} from '../../../src/intake/decide/decide-records.ts';
import type { Candidate } from '../../../src/intake/decide/record-set.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Sql } from '../database/database.ts';
import { type PaperRow, readRow } from '../stores/paper-row.ts';
import { keyOldPapers } from './paper-keys.ts';
import { type WriteOptions, writeRecords } from './write-records.ts';

/** `ARRV`: papers arrive one transaction after another, so that arrivals and revisions become visible in their order. */
const arrivalLock = 0x41_52_52_56;
/** Records in one batch, which has about a dozen statements, whatever its size. */
const batchSize = 1_000;

export interface TakeInOptions extends WriteOptions, News {
  readonly logger: Logger;
}

/**
 * Merges records into the stored papers: within a transaction, which keeps all others that do so out until it ends.
 * @returns how many records had each outcome
 */
export async function takeInRecords(
  sql: Sql,
  records: readonly PaperRecord[],
  { logger, ...options }: TakeInOptions,
): Promise<Readonly<Record<Outcome, number>>> {
  await sql.query('SELECT pg_advisory_xact_lock($1)', [arrivalLock]);
  await keyOldPapers(sql, logger);
  const counts = { added: 0, merged: 0, known: 0, skipped: 0 };
  for (let start = 0; start < records.length; start += batchSize) {
    const batch = records.slice(start, start + batchSize).map(keyRecord);
    const { entries, outcomes } = decideRecords(batch, await loadCandidates(sql, batch, logger), options);
    await writeRecords(sql, entries, options);
    for (const outcome of outcomes) counts[outcome]++;
  }
  return counts;
}

/** Keeps papers from becoming one until the transaction ends. */
export async function holdPapers(sql: Sql): Promise<void> {
  await sql.query('SELECT pg_advisory_xact_lock_shared($1)', [arrivalLock]);
}

/** In two steps: as one, and without statistics, which a young database has none of, PostgreSQL reads every paper. */
async function loadCandidates(sql: Sql, batch: readonly BatchRecord[], logger: Logger): Promise<Candidate[]> {
  const { rows: found } = await sql.query<{ key: string; paper: string }>(
    'SELECT key, paper FROM paper_key WHERE key = ANY($1)',
    [[...new Set(batch.flatMap(({ keys }) => keys))]],
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
    return paper === undefined ? [] : [{ paper, arrival: row.arrival, quiet: row.quiet, keys }];
  });
}
