import { makeRecord } from '../../src/corpus/make-record.ts';
import type { PaperRecord, RecordFields, RecordReject } from '../../src/corpus/record.ts';
import { excerpt } from '../../src/corpus/text/excerpt.ts';
import { defined } from '../../src/defined.ts';
import type { XmlDocument } from './xml/read-xml.ts';

/** What one answer of a source holds: each of its items is one of the three. */
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

/** The record that these fields make, if they make one. */
export const toRecord = (fields: RecordFields | Unreadable): PaperRecord | Unreadable =>
  'reason' in fields ? fields : makeRecord(fields);

/** Sorts what comes of items, in their order. */
export interface RecordSorter {
  /**
   * Of several records of one arXiv id the last version counts, and it is new if one of them is; the others are skipped.
   * @param item where it stands, as in `RecordReject`
   * @param said its text, for the excerpt of a reject
   */
  add(item: string, record: PaperRecord | Unreadable, said: string): void;
  /** An item that is left out on purpose. */
  skip(): void;
  /** The item in which the reading of a broken document ended, if it ended in one. */
  addCutOff(item: string, document: Pick<XmlDocument, 'broken' | 'cutOff'>): void;
  sorted(): SortedRecords;
}

export function createRecordSorter(): RecordSorter {
  const records: PaperRecord[] = [];
  const places = new Map<string, number>();
  const rejects: RecordReject[] = [];
  let skipped = 0;
  const reject = (item: string, reason: string, said: string) =>
    void rejects.push({ item, reason, excerpt: excerpt(said) });
  return {
    add(item, record, said) {
      if ('reason' in record) return reject(item, record.reason, said);
      const id = record.paper.arxivId;
      const place = id === undefined ? undefined : places.get(id);
      const known = place === undefined ? undefined : records[place];
      if (place !== undefined && known !== undefined) {
        records[place] = laterOf(known, record);
        skipped++;
        return;
      }
      if (id !== undefined) places.set(id, records.length);
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

function laterOf(a: PaperRecord, b: PaperRecord): PaperRecord {
  const versionOf = ({ paper }: PaperRecord) => paper.edition?.version ?? 0;
  const [earlier, later] = versionOf(a) < versionOf(b) ? [a, b] : [b, a];
  const announced = later.announced ?? earlier.announced;
  return { ...later, isNew: earlier.isNew || later.isNew, ...defined({ announced }) };
}
