import type { AmendmentStore } from './amendments.ts';
import type { HostStore } from './hosts.ts';
import type { IntakeStore } from './intake.ts';
import type { LedgerStore } from './ledger.ts';
import type { MarkStore } from './marks.ts';
import type { PaperStore } from './papers.ts';
import type { PlaceStore } from './places.ts';
import type { PlatformStore } from './platform.ts';

/** All durable state. Every write is one transaction. */
export interface Store
  extends PaperStore,
    IntakeStore,
    HostStore,
    PlaceStore,
    LedgerStore,
    AmendmentStore,
    MarkStore,
    PlatformStore {
  close(): Promise<void>;
}
