import pg from 'pg';
import { type Finding, fine, problem, warning } from '../../../src/finding.ts';
import { migrations } from './migrations.ts';

/** BullMQ warns below it, and what is older gets no repairs any more. */
const minMajor = 14;

interface Facts {
  readonly version: number;
  readonly name: string;
  readonly user: string;
  readonly database: string;
  readonly has_schema: boolean;
  readonly may_create: boolean;
  readonly may_use: boolean;
}

const factsQuery = `SELECT current_setting('server_version_num')::integer AS version, current_setting('server_version') AS name,
  current_user AS "user", current_database() AS database,
  to_regnamespace('paperboy') IS NOT NULL AND to_regclass('paperboy.migration') IS NOT NULL AS has_schema,
  has_database_privilege(current_database(), 'CREATE') AS may_create,
  coalesce((SELECT has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = 'paperboy'), false) AS may_use`;

/** Looks at a PostgreSQL server: its version, the user's rights, the schema. Changes nothing there. */
export async function examinePostgres(databaseUrl: string): Promise<Finding[]> {
  const about = 'Database';
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<Facts>(factsQuery);
    const [facts] = rows;
    if (facts === undefined) return [];
    const version = examineVersion(facts);
    return [version, examineRights(facts), ...(facts.has_schema ? [await examineSchema(client)] : [])];
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    return [
      problem(
        about,
        `the server can’t be used (${message || code})`,
        'Check DATABASE_URL, whether the server runs, and whether this machine may connect to it.',
      ),
    ];
  } finally {
    await client.end().catch(() => {});
  }
}

const examineVersion = ({ version, name }: Facts): Finding =>
  Math.floor(version / 10_000) >= minMajor
    ? fine('Database', `PostgreSQL ${name}`)
    : problem('Database', `PostgreSQL ${name} is too old`, `Use PostgreSQL ${minMajor} or newer.`);

function examineRights({ may_create, may_use, has_schema, user, database }: Facts): Finding {
  const about = 'Rights in the database';
  if (has_schema ? may_use : may_create) return fine(about, 'enough');
  const [who, where] = [user, database].map(pg.escapeIdentifier);
  return has_schema
    ? problem(
        about,
        `${user} may not use the schema paperboy`,
        `Run as its owner: ALTER SCHEMA paperboy OWNER TO ${who};`,
      )
    : problem(
        about,
        `${user} may not create schemas`,
        `Run as the owner of the database: GRANT CREATE ON DATABASE ${where} TO ${who};`,
      );
}

async function examineSchema(client: pg.Client): Promise<Finding> {
  const about = 'Schema';
  const { rows } = await client.query<{ id: number }>('SELECT max(id) AS id FROM paperboy.migration');
  const applied = rows[0]?.id ?? 0;
  if (applied > migrations.length)
    return problem(
      about,
      `the database is at step ${applied}, newer than this Paperboy, which knows ${migrations.length}`,
      'Update Paperboy, or restore the backup that was made before the update.',
    );
  return applied < migrations.length
    ? warning(
        about,
        `at step ${applied} of ${migrations.length}`,
        'The next start brings it up to date. Make a backup before, if you may want to go back.',
      )
    : fine(about, `up to date (step ${applied})`);
}
