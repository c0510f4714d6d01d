import pg from 'pg';
import { type Place, readPlaceKey } from '../../../src/topics/place.ts';

/** What the checks of the platforms need to know of the database. */
export interface Stored {
  /** Channels that digests go to, those whose digest comes next first. */
  readonly places: readonly Place[];
  /** Workspaces that have installed the Slack app, and their sealed tokens. */
  readonly installations: readonly { readonly workspace: string; readonly sealed: string }[];
}

/** Channels that are read. */
const mostPlaces = 5_000;

/** Reads it, and changes nothing there. @returns undefined where there is no schema yet, or the server cannot be used */
export async function readStored(databaseUrl: string): Promise<Stored | undefined> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const places = await client.query<{ key: string }>(
      `SELECT key FROM paperboy.place WHERE stopped IS NULL AND EXISTS (SELECT FROM paperboy.subscription WHERE place = key)
       ORDER BY next_at, key LIMIT $1`,
      [mostPlaces],
    );
    const installations = await client.query<{ workspace: string; sealed: string }>(
      'SELECT workspace, sealed FROM paperboy.installation ORDER BY workspace',
    );
    return {
      places: places.rows.flatMap(({ key }) => readPlaceKey(key) ?? []),
      installations: installations.rows,
    };
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}
