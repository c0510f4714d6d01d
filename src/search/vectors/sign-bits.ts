/**
 * The signs of vectors, a bit each. Vectors whose signs differ at few places point into nearly the same direction (Charikar
 * 2002), and counting differing bits is an order of magnitude faster than multiplying components.
 */
export function createSignBits(dimensions: number) {
  /** Words of 32 bits in a row, a multiple of three: see `distances`. */
  const width = 3 * Math.ceil(dimensions / 96);
  let rows = new Uint32Array(0);

  function write(vector: Int8Array, into: Uint32Array, at: number): void {
    into.fill(0, at, at + width);
    for (let i = 0; i < dimensions; i++)
      if ((vector[i] as number) > 0)
        into[at + (i >>> 5)] = (into[at + (i >>> 5)] as number) | (1 << (i & 31));
  }

  return {
    set(row: number, vector: Int8Array): void {
      if ((row + 1) * width > rows.length) {
        const larger = new Uint32Array(2 * (row + 1) * width);
        larger.set(rows);
        rows = larger;
      }
      write(vector, rows, row * width);
    },
    /** Copies the bits of a row into another one. */
    move(from: number, to: number): void {
      rows.copyWithin(to * width, from * width, (from + 1) * width);
    },
    /** For each of the first `count` rows, how many of its bits differ from those of the vector. */
    distances(vector: Int8Array, count: number): Uint16Array {
      const wanted = new Uint32Array(width);
      write(vector, wanted, 0);
      const found = new Uint16Array(count);
      for (let row = 0, at = 0; row < count; row++) {
        let sum = 0;
        // Bits are counted in the words themselves, as Warren 2013, §5-1, does: of three words the counts of four bits each,
        // 12 at most, fit side by side before they have to be widened.
        for (let i = 0; i < width; i += 3, at += 3) {
          const nibbles =
            (nibbleCounts((rows[at] as number) ^ (wanted[i] as number)) +
              nibbleCounts((rows[at + 1] as number) ^ (wanted[i + 1] as number)) +
              nibbleCounts((rows[at + 2] as number) ^ (wanted[i + 2] as number))) |
            0;
          const bytes = (nibbles & 0x0f0f0f0f) + ((nibbles >>> 4) & 0x0f0f0f0f);
          sum += Math.imul(bytes, 0x01010101) >>> 24;
        }
        found[row] = sum;
      }
      return found;
    },
  };
}

function nibbleCounts(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  return (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
}
