import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { openEmbedded } from '../embedded/embedded.ts';
import type { Database } from './database.ts';
import { createPoolDatabase } from './pool-database.ts';
import { serverConnection, waitForServer } from './server.ts';

export interface OpenDatabaseOptions {
  /** The data folder; made with mode 0700. Unused with a `databaseUrl`. */
  readonly dataDir: string;
  /** A PostgreSQL server, 13 or newer; without it the embedded one. */
  readonly databaseUrl?: string;
  readonly logger: Logger;
  /** How long a server may take to answer at first, in milliseconds. */
  readonly startDeadlineMs?: number;
  /** Connections for Paperboy's own statements. */
  readonly max?: number;
}

/**
 * Opens the one database, embedded or a server's, through the same `pg`.
 * @throws Error saying what is wrong, without any password: folder in use, disk full, server not answering, …
 */
export async function openDatabase({
  dataDir,
  databaseUrl,
  logger,
  startDeadlineMs = 60_000,
  max = 5,
}: OpenDatabaseOptions): Promise<Database> {
  if (databaseUrl !== undefined) {
    await waitForServer(databaseUrl, startDeadlineMs, logger);
    const connection = (schema: string) => serverConnection(databaseUrl, schema);
    return createPoolDatabase({ kind: 'server', connection, max, logger });
  }
  const { connection, close } = await openEmbedded(dataDir, logger);
  return createPoolDatabase({ kind: 'embedded', connection, max, logger, onClosed: close });
}
