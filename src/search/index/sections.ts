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
  readonly kind: NumbersKind | 'json';
  readonly from: number;
  /** In bytes. */
  readonly length: number;
}

/** Typed arrays begin at multiples of their size. */
const aligned = (place: number) => Math.ceil(place / 8) * 8;

/** Sections as bytes, in pieces that follow each other: a table of what is where, then the sections. */
export function* encodeSections({ numbers, values }: Sections): Generator<Uint8Array> {
  const parts: { readonly name: string; readonly kind: Place['kind']; readonly bytes: Uint8Array }[] = [];
  for (const [name, list] of Object.entries(numbers)) {
    const bytes = new Uint8Array(list.buffer, list.byteOffset, list.byteLength);
    parts.push({ name, kind: list.constructor.name as NumbersKind, bytes });
  }
  for (const [name, value] of Object.entries(values))
    parts.push({ name, kind: 'json', bytes: Buffer.from(JSON.stringify(value)) });
  let end = 0;
  const places = parts.map(({ name, kind, bytes }): Place => {
    const from = end;
    end = aligned(end + bytes.length);
    return { name, kind, from, length: bytes.length };
  });
  const table = Buffer.from(JSON.stringify(places));
  const head = Buffer.alloc(aligned(4 + table.length));
  head.writeUInt32LE(table.length);
  head.set(table, 4);
  yield head;
  for (const { bytes } of parts) {
    yield bytes;
    if (bytes.length % 8 > 0) yield new Uint8Array(8 - (bytes.length % 8));
  }
}

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
    if (kind === 'json')
      values[name] = JSON.parse(bytes.toString('utf8', start + from, start + from + length));
    else
      numbers[name] = new kinds[kind](
        bytes.buffer as ArrayBuffer,
        at,
        length / kinds[kind].BYTES_PER_ELEMENT,
      );
    yield;
  }
  return { numbers, values };
}

const stepEntries = 5_000;

/** A map of texts, in small steps. */
export function* mapOf<Value>(
  texts: readonly string[],
  valueAt: (i: number) => Value,
): Generator<void, Map<string, Value>> {
  const made = new Map<string, Value>();
  for (const [i, text] of texts.entries()) {
    made.set(text, valueAt(i));
    if (i % stepEntries === stepEntries - 1) yield;
  }
  return made;
}

/** The sections of several parts together. Their names must differ. */
export const joinSections = (parts: readonly Sections[]): Sections => ({
  numbers: Object.assign({}, ...parts.map(({ numbers }) => numbers)),
  values: Object.assign({}, ...parts.map(({ values }) => values)),
});
