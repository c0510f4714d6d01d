import type { PaperRecord, RecordReject } from '../../../src/corpus/record.ts';
import { excerpt } from '../../../src/corpus/text/clean-text.ts';

/**
 * One item of a file, not yet read: what an earlier import has taken in is passed over without being read again.
 * Called at once, before the next item is asked for.
 */
export type FileItem = () => PaperRecord | RecordReject | 'skipped';

/** Reads one. Whatever is thrown for it costs this one item, not those behind it: it is a reject. */
export function readItem(item: FileItem, number: number): ReturnType<FileItem> {
  try {
    return item();
  } catch (error) {
    return reject(`item ${number}`, `it cannot be read: ${excerpt(String(error))}`, '');
  }
}

export const isReject = (read: PaperRecord | RecordReject): read is RecordReject => 'reason' in read;

export const reject = (item: string, reason: string, text: string): RecordReject => ({
  item,
  reason,
  excerpt: excerpt(text),
});

/** What a parser says that reads whole documents. */
export interface ReadDocument {
  readonly records: readonly PaperRecord[];
  readonly rejects: readonly RecordReject[];
  readonly skipped: number;
}

/** The papers first, then the rejects, then what was left out: always in the same order. */
export function* itemsOf({ records, rejects, skipped }: ReadDocument): Generator<FileItem> {
  for (const record of records) yield () => record;
  for (const rejected of rejects) yield () => rejected;
  for (let left = skipped; left > 0; left--) yield () => 'skipped';
}
