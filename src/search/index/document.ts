import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';

/** A paper or a note with the text that is indexed after its title. */
export type Document =
  | { readonly kind: 'paper'; readonly item: Paper; readonly body: string }
  | { readonly kind: 'note'; readonly item: Note; readonly body: string };

/** A paper as the index has it: its abstract is the body. */
export const paperDocument = (item: Paper): Document => ({ kind: 'paper', item, body: item.abstract });
/** A note as the index has it: its description is the body. */
export const noteDocument = (item: Note): Document => ({ kind: 'note', item, body: item.description });

/** The terms of a text by number, and how often it has each. */
export interface TermNumbers {
  readonly terms: Uint32Array;
  readonly counts: Uint16Array;
}

/** Lengths in bytes: of the facts, of the title and of the body; and how many terms there are. */
const headBytes = 16;

/**
 * A document and its terms as bytes: their lengths, the terms with their counts, title, body, and all else as JSON. Valid until the
 * next call.
 */
export function encodeDocument({ kind, item, body }: Document, { terms, counts }: TermNumbers): Uint8Array {
  // JSON leaves out what is undefined, which is quicker than copying all else.
  const rest = JSON.stringify({ ...item, title: undefined, [bodyOf[kind]]: undefined });
  const textsFrom = headBytes + terms.length * 6;
  // UTF-8 takes at most three bytes for a UTF-16 unit.
  const most = textsFrom + 3 * (item.title.length + body.length + rest.length);
  if (scratch.length < most) scratch = Buffer.allocUnsafeSlow(2 * most);
  const bytes = scratch;
  bytes.writeUInt32LE(terms.length, 12);
  bytes.set(new Uint8Array(terms.buffer, terms.byteOffset, terms.byteLength), headBytes);
  bytes.set(
    new Uint8Array(counts.buffer, counts.byteOffset, counts.byteLength),
    headBytes + terms.length * 4,
  );
  let end = textsFrom;
  for (const [i, text] of [item.title, body, rest].entries()) {
    const length = bytes.write(text, end);
    bytes.writeUInt32LE(length, i * 4);
    end += length;
  }
  return bytes.subarray(0, end);
}

/** Where documents become bytes. */
let scratch = Buffer.alloc(0);

const bodyOf = { paper: 'abstract', note: 'description' } as const;

const termsEnd = (bytes: Buffer): number => headBytes + bytes.readUInt32LE(12) * 6;

/** How long a record is, by its first bytes. */
export const recordLength = (bytes: Buffer): number =>
  termsEnd(bytes) + bytes.readUInt32LE(0) + bytes.readUInt32LE(4) + bytes.readUInt32LE(8);

/** @param bytes those of `encodeDocument`, and any after them */
export function decodeText(bytes: Buffer): { readonly title: string; readonly body: string } {
  const from = termsEnd(bytes);
  const middle = from + bytes.readUInt32LE(0);
  return {
    title: bytes.toString('utf8', from, middle),
    body: bytes.toString('utf8', middle, middle + bytes.readUInt32LE(4)),
  };
}

/** @param bytes those of `encodeDocument`, and any after them */
export function decodeDocument(bytes: Buffer, kind: Document['kind']): Document {
  const { title, body } = decodeText(bytes);
  const end = recordLength(bytes);
  const facts = JSON.parse(bytes.toString('utf8', end - bytes.readUInt32LE(8), end));
  const item = { ...facts, title, [bodyOf[kind]]: body };
  return kind === 'paper' ? paperDocument(item) : noteDocument(item);
}

/** @param bytes those of `encodeDocument`, and any after them */
export function decodeTerms(bytes: Buffer): TermNumbers {
  const length = bytes.readUInt32LE(12);
  // Copied, because typed arrays begin at multiples of their size.
  const copy = (from: number, to: number) => new Uint8Array(bytes.subarray(from, to)).buffer;
  const middle = headBytes + length * 4;
  return {
    terms: new Uint32Array(copy(headBytes, middle)),
    counts: new Uint16Array(copy(middle, middle + length * 2)),
  };
}
