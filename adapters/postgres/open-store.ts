import type { Logger } from '../../src/ports/clock-and-logger.ts';
import type { Store } from '../../src/ports/store/store.ts';
import type { Database } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { migrations } from './database/migrations.ts';
import { openDatabase } from './database/open-database.ts';
import { createAmendmentStore } from './stores/amendment-store.ts';
import { createHostStore } from './stores/host-store.ts';
import { createIntakeStore } from './stores/intake-store.ts';
import { createLedgerStore } from './stores/ledger-store.ts';
import { createMarkStore, createPaperStore } from './stores/paper-store.ts';
import { createPlaceStore, createPlatformStore } from './stores/place-store.ts';

export interface OpenStoreOptions {
  readonly dataDir: string;
  /** Default: an embedded database in `dataDir`. */
  readonly databaseUrl?: string;
  readonly logger: Logger;
}

/**
 * The store in its database, migrated. Closing the database closes both.
 * @throws Error saying what is wrong, without a password: folder in use, disk full, server not answering, …
 */
export async function openStore(
  options: OpenStoreOptions,
): Promise<{ readonly database: Database; readonly store: Store }> {
  const database = await openDatabase(options);
  try {
    await migrate(database, migrations, options.logger);
    const store = createStore(database, options.logger);
    // Only this process has the embedded database open, so the processes that held the leases have ended.
    if (database.kind === 'embedded') await store.endLeases();
    return { database, store };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** All durable state, in one migrated database. */
export const createStore = (database: Database, logger: Logger): Store => ({
  ...createPaperStore(database, logger),
  ...createPlaceStore(database, logger),
  ...createLedgerStore(database, logger),
  ...createMarkStore(database),
  ...createPlatformStore(database),
  ...createIntakeStore(database, logger),
  ...createHostStore(database),
  ...createAmendmentStore(database, logger),
  close: () => database.close(),
});
