import type { RecordReject } from '../../../src/corpus/record.ts';
import { excerpt } from '../../../src/corpus/text/clean-text.ts';
import type { FileRecord } from './remarks.ts';

/**
 * An item of a file that is not parsed yet, so that an import can skip what an earlier one has taken in. Call it before you
 * ask for the next item.
 */
export type FileItem = () => FileRecord | RecordReject | 'skipped';

/** Parses an item. If that throws, the item is a reject, and the others can still be read. */
export function readItem(item: FileItem, number: number): ReturnType<FileItem> {
  try {
    return item();
  } catch (error) {
    return reject(`item ${number}`, `it cannot be read: ${excerpt(String(error))}`, '');
  }
}

/** Whether an item could not be read. */
export const isReject = (read: FileRecord | RecordReject): read is RecordReject => 'reason' in read;

/** An item that could not be read, with its reason and the beginning of its text. */
export const reject = (item: string, reason: string, text: string): RecordReject => ({
  item,
  reason,
  excerpt: excerpt(text),
});

/** What a parser of whole documents returns. */
export interface ReadDocument {
  readonly records: readonly FileRecord[];
  readonly rejects: readonly RecordReject[];
  readonly skipped: number;
}

/** In an order that is always the same: the papers, the rejects, the skipped items. */
export function* itemsOf({ records, rejects, skipped }: ReadDocument): Generator<FileItem> {
  for (const record of records) yield () => record;
  for (const rejected of rejects) yield () => rejected;
  for (let left = skipped; left > 0; left--) yield () => 'skipped';
}
