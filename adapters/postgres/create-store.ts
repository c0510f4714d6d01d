import type { Logger } from '../../src/ports/clock-and-logger.ts';
import type { Store } from '../../src/ports/store/store.ts';
import type { Database } from './database/database.ts';
import { createAmendmentStore } from './stores/amendment-store.ts';
import { createHostStore } from './stores/host-store.ts';
import { createIntakeStore } from './stores/intake-store.ts';
import { createLedgerStore } from './stores/ledger-store.ts';
import { createMarkStore } from './stores/mark-store.ts';
import { createPaperStore } from './stores/paper-store.ts';
import { createPlaceStore } from './stores/place-store.ts';
import { createPlatformStore } from './stores/platform-store.ts';

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
