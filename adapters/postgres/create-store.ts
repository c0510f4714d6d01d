import type { Store } from '../../src/ports.ts';
import type { Database } from './database.ts';
import { createLedgerStore } from './ledger-store.ts';
import { createMarkStore } from './mark-store.ts';
import { createPaperStore } from './paper-store.ts';
import { createPlaceStore } from './place-store.ts';

/** All durable state over one migrated database. */
export const createStore = (database: Database): Store => ({
  ...createPaperStore(database),
  ...createPlaceStore(database),
  ...createLedgerStore(database),
  ...createMarkStore(database),
  close: () => database.close(),
});
