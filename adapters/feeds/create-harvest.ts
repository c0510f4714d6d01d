import { makeRecord } from '../../src/corpus/make-record.ts';
import { excerpt } from '../../src/corpus/page-report.ts';
import type { PaperRecord, RecordFields, RecordReject } from '../../src/corpus/record.ts';

/** What one answer of a source holds: each of its items is one of the three. */
export interface Harvest {
  readonly records: readonly PaperRecord[];
  readonly rejects: readonly RecordReject[];
  /** Items left out on purpose. */
  readonly skipped: number;
}

/** Why an item gives no record. */
export interface Unreadable {
  readonly reason: string;
}

export interface Harvester {
  /** @param said the item's text, for the excerpt of a reject */
  add(item: string, made: RecordFields | Unreadable, said: string): void;
  skip(): void;
  harvest(): Harvest;
}

export function createHarvest(): Harvester {
  const records: PaperRecord[] = [];
  const rejects: RecordReject[] = [];
  let skipped = 0;
  return {
    add(item, made, said) {
      const record = 'reason' in made ? made : makeRecord(made);
      if ('reason' in record) rejects.push({ item, reason: record.reason, excerpt: excerpt(said) });
      else records.push(record);
    },
    skip() {
      skipped++;
    },
    harvest: () => ({ records, rejects, skipped }),
  };
}
