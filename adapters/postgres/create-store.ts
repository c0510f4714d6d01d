import type { Logger, Store } from '../../src/ports.ts';
import { createCorrectionStore } from './correction-store.ts';
import type { Database } from './database.ts';
import { createHostStore } from './host-store.ts';
import { createIntakeStore } from './intake-store.ts';
import { createLedgerStore } from './ledger-store.ts';
import { createMarkStore } from './mark-store.ts';
import { createPaperStore } from './paper-store.ts';
import { createPlaceStore } from './place-store.ts';
import { createPlatformStore } from './platform-store.ts';

/** All durable state over one migrated database. Rows that cannot be read are left out or stopped, and logged. */
export const createStore = (database: Database, logger: Logger): Store => ({
  ...createPaperStore(database, logger),
  ...createPlaceStore(database, logger),
  ...createLedgerStore(database, logger),
  ...createMarkStore(database),
  ...createPlatformStore(database),
  ...createIntakeStore(database, logger),
  ...createHostStore(database),
  ...createCorrectionStore(database, logger),
  close: () => database.close(),
});
