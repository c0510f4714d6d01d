import type { VectorStore } from '../embedder.ts';
import type { AddedFeedStore } from './added-feeds.ts';
import type { BeatStore } from './beats.ts';
import type { EnrichmentStore } from './enrichment.ts';
import type { HostStore, IntakeStore } from './intake.ts';
import type { AmendmentStore, LedgerStore } from './ledger.ts';
import type { MarkStore, PaperStore } from './papers.ts';
import type { PlaceStore, PlatformStore } from './places.ts';
import type { PublicationStore } from './publications.ts';
import type { SavesStore } from './saves.ts';
import type { SharedLinkStore } from './shared-links.ts';

/**
 * All durable state. Every write is one transaction. Instants are milliseconds since 1970. Every method throws an Error
 * when the database fails; other errors are named at the method. Rows that cannot be read, because somebody else or
 * another version wrote them, are left out and logged.
 */
export interface Store
  extends PaperStore,
    IntakeStore,
    HostStore,
    BeatStore,
    PlaceStore,
    LedgerStore,
    AmendmentStore,
    MarkStore,
    SavesStore,
    PlatformStore,
    VectorStore,
    AddedFeedStore,
    EnrichmentStore,
    PublicationStore,
    SharedLinkStore {
  /** Waits for running statements, at most 10 s. Every other method throws afterwards. */
  close(): Promise<void>;
}
