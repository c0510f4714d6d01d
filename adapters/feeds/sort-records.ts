import { makeRecord } from '../../src/corpus/make-record.ts';
import type { PaperRecord, RecordFields, RecordReject } from '../../src/corpus/record.ts';
import { excerpt } from '../../src/corpus/text/clean-text.ts';
import { defined } from '../../src/defined.ts';
import type { XmlElement } from './xml/element.ts';
import type { XmlDocument } from './xml/read-xml.ts';

/** The items of one answer. Each is a record, a reject, or skipped. */
export interface SortedRecords {
  readonly records: readonly PaperRecord[];
  readonly rejects: readonly RecordReject[];
  /** Items left out on purpose. */
  readonly skipped: number;
  /** The number of items, readable or not. */
  readonly items: number;
  /** Why items are missing: `the text ends early`. Absent when the answer was read to its end. */
  readonly broken?: string;
}

/**
 * Why an answer counts as unread: most of its items are rejects, as when the host has changed its format.
 * @returns undefined for an answer that was read, also for one without items
 */
export function whyUnread({ records, rejects, skipped }: Omit<SortedRecords, 'items'>): string | undefined {
  const items = records.length + rejects.length + skipped;
  const [first] = rejects;
  return first === undefined || rejects.length * 2 <= items
    ? undefined
    : `${rejects.length} of ${items} items could not be read (${first.reason})`;
}

/** What a page has that only saves a cursor. */
export const noRecords = { records: [], rejects: [], skipped: 0 };

/** Why an item gives no record. */
export interface Unreadable {
  readonly reason: string;
}

/** An item of a feed before it is checked. */
export interface SourceItem {
  /** Its place, as in `RecordReject`. */
  readonly place: string;
  readonly fields: RecordFields | Unreadable | 'skipped';
  /** For the excerpt of a reject. */
  readonly text: string;
}

/**
 * Makes records of items. Of several records with one arXiv id the latest version is kept and the others are skipped; it is
 * new if one of them is.
 */
export function sortRecords(items: readonly SourceItem[]): SortedRecords {
  /** By arXiv id; a record without one is its own key. */
  const records = new Map<string | PaperRecord, PaperRecord>();
  const rejects: RecordReject[] = [];
  let skipped = 0;
  for (const { place, fields, text } of items) {
    const record = recordOf(fields);
    if (record === 'skipped') skipped++;
    else if ('reason' in record) rejects.push({ item: place, reason: record.reason, excerpt: excerpt(text) });
    else {
      const key = record.paper.arxivId ?? record;
      const known = records.get(key);
      if (known !== undefined) skipped++;
      records.set(key, known === undefined ? record : latestOf(known, record));
    }
  }
  return { records: [...records.values()], rejects, skipped, items: items.length };
}

const recordOf = (fields: SourceItem['fields']) =>
  fields === 'skipped' || 'reason' in fields ? fields : makeRecord(fields);

interface ItemReader {
  /** What an item is called in rejects: `entry`. */
  readonly kind: string;
  readonly read: (item: XmlElement) => SourceItem['fields'];
  /** The item's own name, for rejects. */
  readonly nameOf?: (item: XmlElement) => string | undefined;
}

/**
 * Makes records of the items of a document. The item in which the reading of a broken document stopped is a reject.
 * @param before the number of items before this part of the document
 */
export function sortDocument(
  { items, broken, cutOff }: XmlDocument,
  { kind, read, nameOf }: ItemReader,
  before = 0,
): SortedRecords {
  const placeOf = (index: number) => `${kind} ${before + index + 1}`;
  const found: SourceItem[] = items.map((item, index) => ({
    place: nameOf?.(item) ?? placeOf(index),
    fields: read(item),
    text: item.text,
  }));
  if (broken !== undefined && cutOff !== undefined)
    found.push({ place: placeOf(items.length), fields: { reason: broken }, text: cutOff.text });
  return { ...sortRecords(found), items: items.length, ...defined({ broken }) };
}

function latestOf(a: PaperRecord, b: PaperRecord): PaperRecord {
  const versionOf = ({ paper }: PaperRecord) => paper.edition?.version ?? 0;
  const [earlier, later] = versionOf(a) < versionOf(b) ? [a, b] : [b, a];
  const announced = later.announced ?? earlier.announced;
  return { ...later, isNew: earlier.isNew || later.isNew, ...defined({ announced }) };
}
