import pg from 'pg';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Database, Sql } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { migrations } from '../database/migrations.ts';
import { endShape, headerShape } from './dump.ts';
import { readTables } from './tables.ts';

/** The backup cannot be restored, or not there. The message says why, and what to do. */
class RestoreError extends Error {
  override readonly name = 'RestoreError';

  /** With a cause, even an empty one, an error counts as expected: its message is shown without a stack. */
  constructor(message: string, options: ErrorOptions = { cause: undefined }) {
    super(message, options);
  }
}

/** Rows that are written at a time. */
const pageSize = 500;

/**
 * Fills an empty database from the lines of a backup, then brings its schema up to date. All rows come or none.
 * @returns the number of rows
 * @throws RestoreError when the lines are no whole backup, when it is newer than this Paperboy, or when the database has
 *   something in it; Error when the database fails
 */
export async function restore(
  database: Database,
  lines: AsyncIterable<string>,
  logger: Logger,
): Promise<number> {
  const iterator = lines[Symbol.asyncIterator]();
  const { schema } = readHeader((await iterator.next()).value);
  await refuseFull(database);
  await migrate(database, migrations.slice(0, schema), logger).catch((cause: unknown) => {
    // An empty database of a later step, for example after a start without a restore.
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RestoreError(`The database can’t take the backup: ${reason} Restore into a new one.`, {
      cause,
    });
  });
  const count = await database.transaction(async (sql) => {
    const rows = await writeRows(sql, iterator);
    await setSequences(sql);
    return rows;
  });
  await migrate(database, migrations, logger);
  return count;
}

/** @throws RestoreError for the first line of another file, or of a newer version */
export function readHeader(line: string | undefined): { readonly schema: number } {
  const header = headerShape.safeParse(tryJson(line ?? ''));
  if (!header.success) throw new RestoreError('This is no backup of Paperboy.');
  const { schema, version } = header.data;
  if (schema > migrations.length)
    throw new RestoreError(
      `This backup was made by Paperboy ${version}, which is newer (schema ${schema}; this one knows ${migrations.length}). Update Paperboy first.`,
    );
  return header.data;
}

async function refuseFull(database: Database): Promise<void> {
  const { rows } = await database.query<{ found: boolean }>(
    `SELECT to_regclass('paperboy.migration') IS NOT NULL AS found`,
  );
  if (!rows[0]?.found) return;
  for (const table of await readTables(database)) {
    const { rows: some } = await database.query(`SELECT FROM ${pg.escapeIdentifier(table)} LIMIT 1`);
    if (some.length > 0)
      throw new RestoreError(
        'There is something in this database already. Restore into an empty database, or set PAPERBOY_DATA to a new folder.',
      );
  }
}

/** Takes the lines behind the header. @throws RestoreError when the last one is missing, or counts other rows */
async function writeRows(sql: Sql, lines: AsyncIterator<string>): Promise<number> {
  const tables = new Set(await readTables(sql));
  let count = 0;
  let page: { table: string; rows: string[] } = { table: '', rows: [] };
  for (;;) {
    const { value: line, done } = await lines.next();
    if (done) throw new RestoreError('The backup is not whole: its end is missing.');
    const [, table, row = ''] = /^\["(\w+)",(\{.*\})\]$/s.exec(line) ?? [];
    if (table !== page.table || page.rows.length >= pageSize) {
      if (page.rows.length > 0) await insert(sql, page.table, page.rows);
      page = { table: table ?? '', rows: [] };
    }
    if (table === undefined) return checkEnd(line, count);
    if (!tables.has(table)) throw new RestoreError(`The backup is damaged: it has a table ${table}.`);
    page.rows.push(row);
    count += 1;
  }
}

function checkEnd(line: string, count: number): number {
  const end = endShape.safeParse(tryJson(line));
  if (end.success && end.data.rows === count) return count;
  throw new RestoreError('The backup is damaged: restore another one.');
}

const insert = (sql: Sql, table: string, rows: readonly string[]) => {
  const into = pg.escapeIdentifier(table);
  return sql.query(
    `INSERT INTO ${into} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::${into}, $1::json)`,
    [`[${rows.join(',')}]`],
  );
};

/** Numbers that the database gives go on behind those that were restored. */
async function setSequences(sql: Sql): Promise<void> {
  const { rows } = await sql.query<{ table: string; column: string }>(
    `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
     WHERE table_schema = current_schema() AND is_identity = 'YES'`,
  );
  for (const { table, column } of rows)
    await sql.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), coalesce(max(${pg.escapeIdentifier(column)}), 0) + 1, false)
       FROM ${pg.escapeIdentifier(table)}`,
      [table, column],
    );
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
