import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Store } from '../../ports/store/store.ts';
import type { Config } from '../config.ts';
import { loadSeeds } from './core.ts';
import { composeStore } from './store.ts';

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
export async function openImportStore({
  store: config,
  logger,
  clock,
}: ImportStoreOptions): Promise<ImportStore> {
  const opened = await composeStore({ store: config, queue: {} }, logger)
    .open()
    .catch((error: Error) => {
      const hint =
        config.databaseUrl === undefined
          ? ' If the bot runs, stop it for the import, or give both a PostgreSQL server by DATABASE_URL: then both may run.'
          : '';
      throw new Error(`${error.message}${hint}`, { cause: error });
    });
  try {
    await opened.store.addPapers((await loadSeeds()).papers, clock.now());
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}
