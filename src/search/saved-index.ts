import { createGiveWay } from '../time/in-order.ts';
import { type CollectionState, restoreCollection } from './index/collection.ts';
import type { Snapshot } from './snapshot.ts';
import type { SnapshotFile } from './snapshot-file.ts';

/** Milliseconds that the process may be busy with a snapshot until it gives way to other work. */
const busyMs = 8;

/** An index as a snapshot has it. */
export interface SavedIndex extends Pick<Snapshot, 'revision' | 'close'> {
  readonly state: CollectionState;
}

/** @returns undefined where there is no snapshot that fits; see `readSnapshot` */
export async function readSavedIndex(file: SnapshotFile): Promise<SavedIndex | undefined> {
  const giveWay = createGiveWay(busyMs);
  const snapshot = await file.read(giveWay);
  if (snapshot === undefined) return undefined;
  const { revision, sections, records, close } = snapshot;
  return { revision, close, state: restoreCollection(sections, records) };
}
