import pg from 'pg';
import { codesOf } from '../../../src/errors.ts';

interface SqlLike {
  query(text: string): Promise<{ rows: { name?: string; database?: string }[] }>;
}

/** SQLSTATE insufficient_privilege, and invalid_schema_name: a schema that a user may not use is not in the search path. */
const notAllowed = ['42501', '3F000'];

/** An error that says what to grant, when one says that the database's user may not do something; else the same error. */
export async function explainRights(error: unknown, sql: SqlLike): Promise<unknown> {
  if (!codesOf(error).some((code) => notAllowed.includes(String(code)))) return error;
  const { rows } = await sql.query('SELECT current_user AS name, current_database() AS database');
  const [user, database] = [rows[0]?.name ?? '', rows[0]?.database ?? ''].map(pg.escapeIdentifier);
  const words = (error as Error).message;
  const todo = /for database/.test(words)
    ? `Run this as the owner of the database, then start again: GRANT CREATE ON DATABASE ${database} TO ${user};`
    : `Make ${user} the owner of Paperboy's schema and of all that is in it (ALTER SCHEMA … OWNER TO ${user}; ALTER TABLE … OWNER TO ${user};), ` +
      `or restore the backup as ${user} with pg_restore --no-owner. Then start again.`;
  return new Error(
    `The user ${user} lacks a right in the database ${database}: ${words.replace(/\.$/, '')}. ${todo}`,
    { cause: error },
  );
}
