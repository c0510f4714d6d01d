/** Pairs that are remembered at first and at most. There are more in 100,000 papers, but few of the others come twice. */
const firstPairs = 2 ** 12;
const maxPairs = 2 ** 18;
const maxNumber = 2 ** 26;

/**
 * Remembers a number for each of many pairs of numbers. A pair has one place, from which another pair may push it out, so that what
 * was forgotten is made again.
 */
export function createPairTerms() {
  let size = firstPairs;
  let keys = new Float64Array(size).fill(-1);
  let values = new Int32Array(size);
  let misses = 0;

  function placeOf(first: number, second: number): number {
    const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & (size - 1);
  }

  function widen(): void {
    const [knownKeys, knownValues] = [keys, values];
    size *= 4;
    keys = new Float64Array(size).fill(-1);
    values = new Int32Array(size);
    misses = 0;
    for (const [i, key] of knownKeys.entries()) {
      if (key < 0) continue;
      const at = placeOf(Math.floor(key / maxNumber), key % maxNumber);
      keys[at] = key;
      values[at] = knownValues[i] as number;
    }
  }

  /**
   * @param first @param second below 2 ** 26
   * @param make gives the number, a 32-bit integer
   */
  return (first: number, second: number, make: () => number): number => {
    const key = first * maxNumber + second;
    const at = placeOf(first, second);
    if (keys[at] === key) return values[at] as number;
    const made = make();
    keys[at] = key;
    values[at] = made;
    if (++misses > size / 2 && size < maxPairs) widen();
    return made;
  };
}
