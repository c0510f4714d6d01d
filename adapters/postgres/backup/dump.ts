import pg from 'pg';
import { z } from 'zod';
import type { Database, Sql } from '../database/database.ts';
import { readTables } from './tables.ts';

/**
 * A backup is lines of JSON. The first is the header; then there is a line `["table",{…}]` for each row, as PostgreSQL
 * writes rows as JSON; the last one says how many rows there are, and is missing in a file that was cut off.
 */
export const headerShape = z.object({
  paperboy: z.literal('backup'),
  /** Of this form. */
  format: z.literal(1),
  /** The step of the schema. */
  schema: z.number().int().positive(),
  /** The version that made it. */
  version: z.string(),
  madeAt: z.string(),
});
type Header = z.infer<typeof headerShape>;

/** The last line of a backup: how many rows came before it, so that a cut one is recognised. */
export const endShape = z.object({ rows: z.number().int().nonnegative() });

/** Rows that are read at a time. */
const pageSize = 500;

interface DumpOptions {
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Takes the next line, without its end. */
  readonly write: (line: string) => Promise<void>;
}

/**
 * Writes all durable state, as it is at one moment, whatever happens meanwhile.
 * @returns the number of rows
 * @throws Error when the database fails, and what `write` throws
 */
export const dump = (database: Database, { version, now, write }: DumpOptions): Promise<number> =>
  database.transaction(async (sql) => {
    await sql.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const { rows: steps } = await sql.query<{ schema: number }>('SELECT max(id) AS schema FROM migration');
    const header: Header = {
      paperboy: 'backup',
      format: 1,
      schema: steps[0]?.schema ?? 0,
      version,
      madeAt: new Date(now).toISOString(),
    };
    await write(JSON.stringify(header));
    let count = 0;
    for (const table of await readTables(sql))
      for await (const row of readRows(sql, table)) {
        count += 1;
        await write(`[${JSON.stringify(table)},${row}]`);
      }
    await write(JSON.stringify({ rows: count }));
    return count;
  });

/** Rows as JSON, by a cursor: a table may have more than memory holds. */
async function* readRows(sql: Sql, table: string): AsyncGenerator<string> {
  const from = pg.escapeIdentifier(table);
  await sql.query(
    `DECLARE backup NO SCROLL CURSOR FOR SELECT row_to_json(each)::text AS row FROM ${from} AS each`,
  );
  for (;;) {
    const { rows } = await sql.query<{ row: string }>(`FETCH ${pageSize} FROM backup`);
    for (const { row } of rows) yield row;
    if (rows.length < pageSize) break;
  }
  await sql.query('CLOSE backup');
}
