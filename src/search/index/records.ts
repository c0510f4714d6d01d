/** The places of each block are so many; a block has fewer bytes while the records are few, and more for a longer one. */
const blockPlaces = 2 ** 20;
const firstBytes = 2 ** 14;

/** Bytes by the place where they begin. Nothing is ever removed. */
export function createRecords() {
  const blocks: Buffer[] = [];
  let used = 0;
  return {
    /** @returns the place of the record */
    append(bytes: Uint8Array): number {
      const last = blocks.at(-1);
      if (last === undefined || used + bytes.length > last.length) {
        const length = Math.min(blockPlaces, firstBytes * 16 ** Math.min(blocks.length, 2));
        blocks.push(Buffer.allocUnsafeSlow(Math.max(length, bytes.length)));
        used = 0;
      }
      (blocks.at(-1) as Buffer).set(bytes, used);
      const place = (blocks.length - 1) * blockPlaces + used;
      used += bytes.length;
      return place;
    },
    /** The bytes from a place on: those of the record, and of others after it. */
    read: (place: number): Buffer =>
      (blocks[Math.floor(place / blockPlaces)] as Buffer).subarray(place % blockPlaces),
  };
}
