import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Store } from '../../ports/store/store.ts';
import type { Config } from '../config.ts';
import { fillStore } from '../services/open-store.ts';
import { loadSeeds } from './core.ts';

export interface ImportStoreOptions {
  readonly store: Config['store'];
  readonly logger: Logger;
  readonly clock: Clock;
}

export interface ImportStore {
  readonly store: Store;
  close(): Promise<void>;
}

/** The seeds come first, as when the bot starts, so that a paper of theirs keeps its id. */
export async function openImportStore(options: ImportStoreOptions): Promise<ImportStore> {
  const { logger, clock } = options;
  const database = await openDatabase({ ...options.store, logger }).catch((error: Error) => {
    const hint =
      options.store.databaseUrl === undefined
        ? ' If the bot runs, stop it for the import, or give both a PostgreSQL server by DATABASE_URL: then both may run.'
        : '';
    throw new Error(`${error.message}${hint}`, { cause: error });
  });
  try {
    const corpus = await loadSeeds();
    const store = await fillStore(database, { corpus, clock, logger });
    return { store, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}
