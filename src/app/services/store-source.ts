import { join } from 'node:path';
import { hasDatabase } from '../../../adapters/postgres/embedded/data-folder.ts';
import type { Logger } from '../../ports/clock-and-logger.ts';
import { unlessAborted } from '../../time/deadline.ts';
import { inContext } from '../log.ts';
import { findPackageRoot } from '../package-root.ts';
import type { Config } from '../settings/config.ts';
import type { StoreSource } from './store-lifetime.ts';

/** A new embedded database, which the build makes: making one takes seconds, and 450 MB of memory. */
export const packedDatabaseFile = join(findPackageRoot(), 'dist/new-database');

/** The store and the queue that the settings name. */
export function storeSource(config: Pick<Config, 'store' | 'queue'>, logger: Logger): StoreSource {
  const { dataDir, databaseUrl } = config.store;
  return {
    isEmbedded: databaseUrl === undefined,
    isNew: databaseUrl === undefined && !hasDatabase(dataDir),
    indexFile: join(dataDir, 'search-index'),
    async open(stopping) {
      const { openDatabase } = await import('../../../adapters/postgres/database/open-database.ts');
      const { openStore } = await import('../../../adapters/postgres/open-store.ts');
      const { createFigures } = await import('../../../adapters/postgres/stores/figures.ts');
      const { createProcessStore } = await import('../../../adapters/postgres/stores/process-store.ts');
      const database = await openDatabase({
        ...config.store,
        packedDatabase: packedDatabaseFile,
        logger,
        stopping,
      });
      try {
        return {
          store: await unlessAborted(stopping, openStore(database, logger)),
          figures: createFigures(database),
          ...(database.kind !== 'embedded' && { processes: createProcessStore(database) }),
          async openQueue() {
            const { createQueue } = await import('../../../adapters/bullmq/queue.ts');
            const queue = await createQueue({ logger, database, ...config.queue, stopping });
            return {
              ...queue,
              work: (handler, options) =>
                queue.work((job) => inContext({ job: job.id }, () => handler(job)), options),
            };
          },
          close: () => database.close(),
        };
      } catch (error) {
        await database.close();
        throw error;
      }
    },
  };
}
