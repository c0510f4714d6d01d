import type { Sql } from '../database/database.ts';

/** What is about the schema or the processes of one database, and not moved to another one. */
const leftOut = ['migration', 'process'];

interface Reference {
  readonly child: string;
  readonly parent: string;
}

/** The tables of Paperboy's schema that hold state, each behind those that it refers to. */
export async function readTables(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name <> ALL($1) ORDER BY 1`,
    [leftOut],
  );
  const { rows: references } = await sql.query<Reference>(
    `SELECT child.relname AS child, parent.relname AS parent FROM pg_constraint
     JOIN pg_class AS child ON child.oid = conrelid JOIN pg_class AS parent ON parent.oid = confrelid
     WHERE contype = 'f' AND child.relnamespace = current_schema()::regnamespace AND conrelid <> confrelid`,
  );
  return inOrder(
    rows.map(({ name }) => name),
    references,
  );
}

/** Puts each table behind those that it refers to. @throws Error for tables that refer to each other */
function inOrder(names: readonly string[], references: readonly Reference[]): string[] {
  const ordered: string[] = [];
  for (let left = names; left.length > 0; ) {
    const ready = left.filter((name) =>
      references.every(({ child, parent }) => child !== name || ordered.includes(parent)),
    );
    if (ready.length === 0) throw new Error(`Tables refer to each other: ${left.join(', ')}.`);
    ordered.push(...ready);
    left = left.filter((name) => !ready.includes(name));
  }
  return ordered;
}
