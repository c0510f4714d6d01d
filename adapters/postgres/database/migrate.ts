import { createHash } from 'node:crypto';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { type Database, ownSchema, type Sql } from './database.ts';

/** A step of the schema. It never changes once it is released. */
export interface Migration {
  /** 1, 2, 3, … without gaps. */
  readonly id: number;
  readonly name: string;
  /** Statements that may run in a transaction. Names without a schema are in `paperboy`. */
  readonly sql: string;
}

interface Applied {
  readonly id: number;
  readonly name: string;
  readonly checksum: string;
}

/** `PAPR`: every process that migrates takes this lock. */
const lockKey = 0x50_41_50_52;

/**
 * Applies the missing migrations in order, each in its own transaction. Processes that migrate at the same time wait for
 * each other.
 * @returns how many were applied
 * @throws Error when an applied migration was changed, when the database is newer than this code, or when a migration
 *   fails, which is then undone
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[],
  logger: Logger,
): Promise<number> {
  migrations.forEach(({ id, name }, index) => {
    if (id !== index + 1) throw new Error(`Migration ${id} (${name}) should have the id ${index + 1}.`);
  });
  for (let count = 0; ; count += 1) {
    const done = await database.transaction((sql) => applyNext(sql, migrations));
    if (done === undefined) return count;
    logger.info({ id: done.id, name: done.name }, 'database migrated');
  }
}

async function applyNext(sql: Sql, migrations: readonly Migration[]): Promise<Migration | undefined> {
  await sql.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
  await prepareLedger(sql);
  const { rows: applied } = await sql.query<Applied>('SELECT id, name, checksum FROM migration ORDER BY id');
  compare(applied, migrations);
  const next = migrations[applied.length];
  if (next === undefined) return undefined;
  try {
    await sql.query(next.sql);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Migration ${next.id} (${next.name}) failed and was undone: ${reason}`, { cause });
  }
  await sql.query('INSERT INTO migration (id, name, checksum) VALUES ($1, $2, $3)', [
    next.id,
    next.name,
    checksum(next),
  ]);
  return next;
}

async function prepareLedger(sql: Sql): Promise<void> {
  const { rows } = await sql.query<{ found: boolean }>('SELECT to_regnamespace($1) IS NOT NULL AS found', [
    ownSchema,
  ]);
  // `IF NOT EXISTS` alone needs the right to create schemas even when the schema exists.
  if (!rows[0]?.found) await sql.query(`CREATE SCHEMA IF NOT EXISTS ${ownSchema}`);
  await sql.query(`CREATE TABLE IF NOT EXISTS migration (
    id integer PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  )`);
}

function compare(applied: readonly Applied[], migrations: readonly Migration[]): void {
  applied.forEach(({ id, name, checksum: recorded }, index) => {
    const known = migrations[index];
    if (known === undefined)
      throw new Error(
        `The database is newer than this Paperboy: it has migration ${id} (${name}), this one knows ${migrations.length}. Update Paperboy.`,
      );
    if (known.id !== id || checksum(known) !== recorded)
      throw new Error(
        `Migration ${id} (${name}) was changed after it was applied. Put it back and add a new one instead.`,
      );
  });
}

const checksum = ({ sql }: Migration): string =>
  createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
