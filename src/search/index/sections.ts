/** Everything that an index keeps beside its records, by name, as it is written to a snapshot. */
export interface Sections {
  readonly numbers: Readonly<Record<string, Numbers>>;
  /** Lists of texts, and other values that JSON has. */
  readonly values: Readonly<Record<string, unknown>>;
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

const kinds = { Uint8Array, Uint16Array, Uint32Array, Float64Array };
type NumbersKind = keyof typeof kinds;

interface Place {
  readonly name: string;
  /** `list`: a part of a list, after the parts before it. */
  readonly kind: NumbersKind | 'json' | 'list';
  readonly from: number;
  /** In bytes. */
  readonly length: number;
}

/** Typed arrays begin at multiples of their size. */
const aligned = (place: number) => Math.ceil(place / 8) * 8;

/** A list of texts is cut into pieces of so many, which take a few milliseconds to write or read. */
const pieceTexts = 20_000;

/** Sections as bytes, in pieces that follow each other: a table of what is where, then the sections. In small steps. */
export function* encodeSections({ numbers, values }: Sections): Generator<void, Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  const places: Place[] = [];
  let end = 0;
  const add = (name: string, kind: Place['kind'], bytes: Uint8Array) => {
    places.push({ name, kind, from: end, length: bytes.length });
    end = aligned(end + bytes.length);
    pieces.push(bytes);
    if (bytes.length % 8 > 0) pieces.push(new Uint8Array(8 - (bytes.length % 8)));
  };
  for (const [name, list] of Object.entries(numbers)) {
    const bytes = new Uint8Array(list.buffer, list.byteOffset, list.byteLength);
    add(name, list.constructor.name as NumbersKind, bytes);
  }
  for (const [name, value] of Object.entries(values)) {
    const parts = Array.isArray(value) ? cut(value) : [value];
    for (const part of parts) {
      add(name, Array.isArray(value) ? 'list' : 'json', Buffer.from(JSON.stringify(part)));
      yield;
    }
  }
  const table = Buffer.from(JSON.stringify(places));
  const head = Buffer.alloc(aligned(4 + table.length));
  head.writeUInt32LE(table.length);
  head.set(table, 4);
  return [head, ...pieces];
}

/** At least one piece. */
const cut = (list: readonly unknown[]): readonly (readonly unknown[])[] =>
  Array.from({ length: Math.max(1, Math.ceil(list.length / pieceTexts)) }, (_, i) =>
    list.slice(i * pieceTexts, (i + 1) * pieceTexts),
  );

/**
 * The sections that bytes hold. Numbers are views of the bytes, not copies.
 * @param bytes begin at a multiple of 8 in their buffer
 */
export function* decodeSections(bytes: Buffer): Generator<void, Sections> {
  const length = bytes.readUInt32LE();
  const places: readonly Place[] = JSON.parse(bytes.toString('utf8', 4, 4 + length));
  const start = aligned(4 + length);
  const numbers: Record<string, Numbers> = {};
  const values: Record<string, unknown> = {};
  for (const { name, kind, from, length } of places) {
    const at = bytes.byteOffset + start + from;
    if (kind === 'json' || kind === 'list') {
      const value = JSON.parse(bytes.toString('utf8', start + from, start + from + length));
      const list = values[name];
      if (kind === 'list' && Array.isArray(list)) for (const each of value) list.push(each);
      else values[name] = value;
    } else
      numbers[name] = new kinds[kind](
        bytes.buffer as ArrayBuffer,
        at,
        length / kinds[kind].BYTES_PER_ELEMENT,
      );
    yield;
  }
  return { numbers, values };
}

/** The sections of several parts together. Their names must differ. */
export const joinSections = (parts: readonly Sections[]): Sections => ({
  numbers: Object.assign({}, ...parts.map(({ numbers }) => numbers)),
  values: Object.assign({}, ...parts.map(({ values }) => values)),
});
