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
        const longer = make(Math.max(firstLength, at + 1, Math.ceil(values.length * 1.5)));
        longer.set(values);
        values = longer;
      }
      values[at] = value;
    },
  };
}
