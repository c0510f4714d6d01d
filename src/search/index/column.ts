type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** A typed array that grows as values are set beyond its end. Values that were never set are 0. */
export interface Column<Values extends Numbers> {
  /** At least as long as the highest number that was set. Replaced as it grows, so do not keep it. */
  readonly values: Values;
  get(at: number): number;
  set(at: number, value: number): void;
}

const firstLength = 1_024;

/** The same values in an array with room for at least `length`. The rest is 0. For loops in which a column takes too long. */
export function grown(values: Uint32Array, length: number): Uint32Array {
  if (length <= values.length) return values;
  const longer = new Uint32Array(Math.max(firstLength, length, Math.ceil(values.length * 1.5)));
  longer.set(values);
  return longer;
}

/**
 * Columns with a value for each document would all grow with the same one, which is a pause of a tenth of a second at half a million. So
 * each begins with another length.
 */
let columns = 0;
const lengthStep = 61;
const lengthSteps = 32;

/** @param make an empty array of a length, such as `(length) => new Uint32Array(length)` */
export function createColumn<Values extends Numbers>(
  make: (length: number) => Values,
  start = make(0),
): Column<Values> {
  let values = start;
  const shortest = firstLength + lengthStep * (columns++ % lengthSteps);
  return {
    get values() {
      return values;
    },
    get: (at) => values[at] ?? 0,
    set(at, value) {
      if (at >= values.length) {
        const longer = make(Math.max(shortest, at + 1, Math.ceil(values.length * 1.5)));
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
