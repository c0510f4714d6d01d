import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { openEmbedded } from '../embedded/embedded.ts';
import type { Database } from './database.ts';
import { createPoolDatabase } from './pool-database.ts';
import { serverConnection, waitForServer } from './server.ts';

export interface OpenDatabaseOptions {
  /** The data folder, created with mode 0700. Unused with a `databaseUrl`. */
  readonly dataDir: string;
  /** A PostgreSQL server, 14 or newer (BullMQ warns below 14); without it the embedded database. */
  readonly databaseUrl?: string;
  readonly logger: Logger;
  /** Milliseconds to wait for a server's first answer. */
  readonly startDeadlineMs?: number;
  /** The most connections for Paperboy's own statements. */
  readonly max?: number;
}

/**
 * Opens the embedded database or a server's; both are used through `pg`.
 * @throws Error that says what is wrong, without a password: folder in use, disk full, server not answering, …
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
