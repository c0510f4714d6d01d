import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';

/** A paper or a note with the text that is indexed after its title. */
export type Document =
  | { readonly kind: 'paper'; readonly item: Paper; readonly body: string }
  | { readonly kind: 'note'; readonly item: Note; readonly body: string };

export const paperDocument = (item: Paper): Document => ({ kind: 'paper', item, body: item.abstract });
export const noteDocument = (item: Note): Document => ({ kind: 'note', item, body: item.description });

/** The terms of a text by number, and how often it has each. */
export interface TermNumbers {
  readonly terms: Uint32Array;
  readonly counts: Uint16Array;
}

const headBytes = 8;

/** A document and its terms as bytes: the lengths of both, the terms with their counts, and the item as JSON. */
export function encodeDocument({ item }: Document, { terms, counts }: TermNumbers): Uint8Array {
  const json = Buffer.from(JSON.stringify(item));
  const bytes = Buffer.allocUnsafe(headBytes + terms.length * 6 + json.length);
  bytes.writeUInt32LE(json.length, 0);
  bytes.writeUInt32LE(terms.length, 4);
  bytes.set(new Uint8Array(terms.buffer, terms.byteOffset, terms.byteLength), headBytes);
  bytes.set(
    new Uint8Array(counts.buffer, counts.byteOffset, counts.byteLength),
    headBytes + terms.length * 4,
  );
  bytes.set(json, headBytes + terms.length * 6);
  return bytes;
}

/** How long a record is, by its first bytes. */
export const recordLength = (bytes: Buffer): number =>
  headBytes + bytes.readUInt32LE(4) * 6 + bytes.readUInt32LE(0);

/** @param bytes those of `encodeDocument`, and any after them */
export function decodeDocument(bytes: Buffer, kind: Document['kind']): Document {
  const from = headBytes + bytes.readUInt32LE(4) * 6;
  const item = JSON.parse(bytes.toString('utf8', from, from + bytes.readUInt32LE(0)));
  return kind === 'paper' ? paperDocument(item) : noteDocument(item);
}

/** @param bytes those of `encodeDocument`, and any after them */
export function decodeTerms(bytes: Buffer): TermNumbers {
  const length = bytes.readUInt32LE(4);
  // Copied, because typed arrays begin at multiples of their size.
  const copy = (from: number, to: number) => new Uint8Array(bytes.subarray(from, to)).buffer;
  const middle = headBytes + length * 4;
  return {
    terms: new Uint32Array(copy(headBytes, middle)),
    counts: new Uint16Array(copy(middle, middle + length * 2)),
  };
}
