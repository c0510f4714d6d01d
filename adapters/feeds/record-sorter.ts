import { makeRecord } from '../../src/corpus/make-record.ts';
import type { PaperRecord, RecordFields, RecordReject } from '../../src/corpus/record.ts';
import { excerpt } from '../../src/corpus/text/clean-text.ts';
import { defined } from '../../src/defined.ts';
import type { XmlDocument } from './xml/read-xml.ts';

/** The items of one answer. Each is a record, a reject, or skipped. */
export interface SortedRecords {
  readonly records: readonly PaperRecord[];
  readonly rejects: readonly RecordReject[];
  /** Items left out on purpose. */
  readonly skipped: number;
}

/** Why an item gives no record. */
export interface Unreadable {
  readonly reason: string;
}

export const toRecord = (fields: RecordFields | Unreadable): PaperRecord | Unreadable =>
  'reason' in fields ? fields : makeRecord(fields);

export interface RecordSorter {
  /**
   * Adds the record of an item, or rejects the item. Of several records with one arXiv id the latest version is kept and
   * the others are skipped; it is new if one of them is.
   * @param item its place, as in `RecordReject`
   * @param text of the item, for the excerpt of a reject
   */
  add(item: string, record: PaperRecord | Unreadable, text: string): void;
  skip(): void;
  /** Rejects the item in which the reading of a broken document stopped, if there is one. */
  addCutOff(item: string, document: Pick<XmlDocument, 'broken' | 'cutOff'>): void;
  sorted(): SortedRecords;
}

export function createRecordSorter(): RecordSorter {
  const records: PaperRecord[] = [];
  const positions = new Map<string, number>();
  const rejects: RecordReject[] = [];
  let skipped = 0;
  const reject = (item: string, reason: string, text: string) =>
    void rejects.push({ item, reason, excerpt: excerpt(text) });
  return {
    add(item, record, text) {
      if ('reason' in record) return reject(item, record.reason, text);
      const id = record.paper.arxivId;
      const position = id === undefined ? undefined : positions.get(id);
      const known = position === undefined ? undefined : records[position];
      if (position !== undefined && known !== undefined) {
        records[position] = latestOf(known, record);
        skipped++;
        return;
      }
      if (id !== undefined) positions.set(id, records.length);
      records.push(record);
    },
    skip() {
      skipped++;
    },
    addCutOff(item, { broken, cutOff }) {
      if (broken !== undefined && cutOff !== undefined) reject(item, broken, cutOff.text);
    },
    sorted: () => ({ records, rejects, skipped }),
  };
}

function latestOf(a: PaperRecord, b: PaperRecord): PaperRecord {
  const versionOf = ({ paper }: PaperRecord) => paper.edition?.version ?? 0;
  const [earlier, later] = versionOf(a) < versionOf(b) ? [a, b] : [b, a];
  const announced = later.announced ?? earlier.announced;
  return { ...later, isNew: earlier.isNew || later.isNew, ...defined({ announced }) };
}
