type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** A typed array that grows as values are set beyond its end. Values that were never set are 0. */
export interface Column<Values extends Numbers> {
  /** At least as long as the highest number that was set. Replaced as it grows, so do not keep it. */
  readonly values: Values;
  get(at: number): number;
  set(at: number, value: number): void;
}

const firstLength = 1_024;
/**
 * Arrays with a value for each document would all grow with the same one, which is a pause of a tenth of a second at half a million. So
 * they grow by different shares: by half on average.
 */
let growths = 0;
const lengthFor = (wanted: number, length: number): number =>
  Math.max(firstLength, wanted, Math.ceil(length * (1.4 + 0.02 * (growths++ % 11))));

/** The same values in an array with room for at least `length`. The rest is 0. For loops in which a column takes too long. */
export function grown(values: Uint32Array, length: number): Uint32Array {
  if (length <= values.length) return values;
  const longer = new Uint32Array(lengthFor(length, values.length));
  longer.set(values);
  return longer;
}

/** @param make an empty array of a length, such as `(length) => new Uint32Array(length)` */
export function createColumn<Values extends Numbers>(
  make: (length: number) => Values,
  start = make(0),
): Column<Values> {
  let values = start;
  return {
    get values() {
      return values;
    },
    get: (at) => values[at] ?? 0,
    set(at, value) {
      if (at >= values.length) {
        const longer = make(lengthFor(at + 1, values.length));
        longer.set(values);
        values = longer;
      }
      values[at] = value;
    },
  };
}

const pageBits = 16;
const pageLength = 2 ** pageBits;

/** Numbers below 2^32 by place, in pages that are never copied: for millions of them, to copy which is a pause. Those never set are 0. */
export function createPagedColumn(): Pick<Column<Uint32Array>, 'get' | 'set'> {
  const pages: Uint32Array[] = [];
  return {
    get: (at) => pages[at >>> pageBits]?.[at & (pageLength - 1)] ?? 0,
    set(at, value) {
      while (pages.length <= at >>> pageBits) pages.push(new Uint32Array(pageLength));
      (pages[at >>> pageBits] as Uint32Array)[at & (pageLength - 1)] = value;
    },
  };
}
