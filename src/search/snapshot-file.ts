import type { Corpus } from '../corpus/corpus.ts';
import type { GiveWay } from '../time/in-order.ts';
import { createFingerprint } from './fingerprint.ts';
import { readSnapshot, type Saved, type Snapshot, writeSnapshot } from './snapshot.ts';

/** Where the snapshots of one index are kept. The index itself needs nothing of Node, so that it also runs in a browser. */
export interface SnapshotFile {
  /** See {@link readSnapshot}. */
  read(giveWay: GiveWay): Promise<Snapshot | undefined>;
  /** See {@link writeSnapshot}. */
  write(saved: Omit<Saved, 'fingerprint'>, giveWay: GiveWay): Promise<Pick<Snapshot, 'records' | 'close'>>;
}

/**
 * @param file its folder is made where it is missing
 * @param corpus the saved pages, with which the index was made
 */
export function snapshotFile(file: string, corpus: Pick<Corpus, 'papers' | 'notes'>): SnapshotFile {
  const fingerprint = createFingerprint(corpus);
  return {
    read: (giveWay) => readSnapshot(file, fingerprint(), giveWay),
    write: (saved, giveWay) => writeSnapshot(file, { ...saved, fingerprint: fingerprint() }, giveWay),
  };
}
