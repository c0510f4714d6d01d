/** The places of each block are so many; a block has fewer bytes while the records are few, and more for a longer one. */
const blockPlaces = 2 ** 20;
const firstBytes = 2 ** 14;

/** Bytes of records that are on disk already. Their places come before all others. */
export interface SavedRecords {
  /** In bytes. */
  readonly length: number;
  /**
   * The bytes from a place on: those of the record, and any after them.
   * @param lengthOf how long a record is, by its first bytes
   * @throws Error when the disk cannot be read
   */
  read(place: number, lengthOf: (bytes: Buffer) => number): Buffer;
}

const nothing: SavedRecords = { length: 0, read: () => Buffer.alloc(0) };

/**
 * Bytes by the place where they begin. Nothing is ever removed.
 * @param lengthOf how long a record is, by its first bytes
 */
export function createRecords(lengthOf: (bytes: Buffer) => number, saved = nothing) {
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
      const place = saved.length + (blocks.length - 1) * blockPlaces + used;
      used += bytes.length;
      return place;
    },
    /** The bytes from a place on: those of the record, and any after them. */
    read(place: number): Buffer {
      if (place < saved.length) return saved.read(place, lengthOf);
      const inBlocks = place - saved.length;
      return (blocks[Math.floor(inBlocks / blockPlaces)] as Buffer).subarray(inBlocks % blockPlaces);
    },
  };
}
