import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../../ports/clock-and-logger.ts';
import type { Config } from '../config.ts';
import type { StoreSource } from '../services/store-lifetime.ts';

/** The store and the queue that the settings name. Their libraries are loaded when they are opened. */
export function composeStore(config: Pick<Config, 'store' | 'queue'>, logger: Logger): StoreSource {
  const { dataDir, databaseUrl } = config.store;
  return {
    isNew: databaseUrl === undefined && !existsSync(join(dataDir, 'pg', 'PG_VERSION')),
    async open() {
      const { openStore } = await import('../../../adapters/postgres/open-store.ts');
      const { store, database } = await openStore({ ...config.store, logger });
      return {
        store,
        async openQueue() {
          const { createQueue } = await import('../../../adapters/bullmq/queue.ts');
          return createQueue({ logger, database, ...config.queue });
        },
        close: () => database.close(),
      };
    },
  };
}
