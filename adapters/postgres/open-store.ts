import type { Logger } from '../../src/ports/clock-and-logger.ts';
import type { Store } from '../../src/ports/store/store.ts';
import type { Database } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { migrations } from './database/migrations.ts';
import { createEnrichmentStore } from './intake/enrichment-store.ts';
import { createPublicationStore } from './places/publication-store.ts';
import { createAddedFeedStore } from './stores/added-feed-store.ts';
import { createAmendmentStore } from './stores/amendment-store.ts';
import { createBeatStore } from './stores/beat-store.ts';
import { createHostStore } from './stores/host-store.ts';
import { createIntakeStore } from './stores/intake-store.ts';
import { createLedgerStore } from './stores/ledger-store.ts';
import { createMarkStore, createPaperStore } from './stores/paper-store.ts';
import { createPlaceStore } from './stores/place-store.ts';
import { createPlatformStore } from './stores/platform-store.ts';
import { createSavesStore } from './stores/saves-store.ts';
import { createSharedLinkStore } from './stores/shared-link-store.ts';
import { createVectorStore } from './stores/vector-store.ts';

/**
 * The store in a database, which is migrated. Closing either closes both.
 * @throws Error when the database cannot be migrated
 */
export async function openStore(database: Database, logger: Logger): Promise<Store> {
  await migrate(database, migrations, logger).catch(async (error: unknown) => {
    throw await database.explain(error);
  });
  const store = createStore(database, logger);
  // Only this process has the embedded database open, so the processes that held the leases have ended.
  if (database.kind === 'embedded') await store.endLeases();
  return store;
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
  ...createBeatStore(database),
  ...createAmendmentStore(database, logger),
  ...createSavesStore(database, logger),
  ...createVectorStore(database),
  ...createAddedFeedStore(database),
  ...createEnrichmentStore(database, logger),
  ...createPublicationStore(database),
  ...createSharedLinkStore(database),
  close: () => database.close(),
});
