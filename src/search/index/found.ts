import { type Bits, bitsWidth, hasBit, setBit } from '../strict/bits.ts';
import type { Column } from './column.ts';
import type { Run } from './postings/segment.ts';

interface Documents {
  /** By slot: how many different terms each has. */
  readonly lengths: Column<Uint16Array>;
  /** By slot: 0 for a text that was removed. */
  readonly kinds: Column<Uint8Array>;
  /** How many slots there are. */
  texts(): { readonly slots: number };
}

/**
 * The texts that a search has found so far, in rows that are in the order of the slots. A bit for each slot says whether it has a row,
 * and a number for each 32 slots where their rows begin, so that counting the bits before its own leads from a slot to its row (a rank
 * directory: Jacobson 1989). For a million texts this takes 250 kB, which stay in the processor's cache while millions of postings are
 * compared with them. The memory is kept from search to search.
 */
export class Found {
  /** By slot, 32 in each number: whether it has a row. */
  bits: Bits = new Int32Array(0);
  /** By 32 slots: the row of the first of them that has one. */
  firstRows = new Int32Array(0);
  /** By row. */
  slots = new Uint32Array(0);
  kinds = new Uint8Array(0);
  lengths = new Uint16Array(0);
  groups = new Uint32Array(0);
  scores = new Float64Array(0);
  /** What is to be added to the scores. All 0 but while a scorer adds them up. */
  more = new Float64Array(0);
  /** How many rows there are. */
  size = 0;
  private added = 0;
  private readonly documents: Documents;

  constructor(documents: Documents) {
    this.documents = documents;
  }

  /** Starts again with no texts. */
  clear(): void {
    this.size = 0;
    this.added = 0;
    this.bits.fill(0);
    const { slots } = this.documents.texts();
    if (this.slots.length >= slots) return;
    const length = Math.ceil(slots * 1.25);
    this.bits = new Int32Array(bitsWidth(length));
    this.firstRows = new Int32Array(bitsWidth(length));
    this.slots = new Uint32Array(length);
    this.kinds = new Uint8Array(length);
    this.lengths = new Uint16Array(length);
    this.groups = new Uint32Array(length);
    this.scores = new Float64Array(length);
    this.more = new Float64Array(length);
  }

  /** Adds the texts of a run, but for removed ones. They have rows after `makeRows`. */
  addRun({ postings, from, to }: Run): void {
    const bits = this.bits;
    const kindOf = this.documents.kinds.values;
    let count = 0;
    for (let i = from; i < to; i++) {
      const slot = (postings[i] as number) >>> 8;
      const word = bits[slot >>> 5] as number;
      const bit = 1 << slot;
      if ((word & bit) !== 0 || kindOf[slot] === 0) continue;
      bits[slot >>> 5] = word | bit;
      count++;
    }
    this.added += count;
  }

  /** Adds texts, without scores and terms. They have rows after `makeRows`. */
  add(slots: Iterable<number>): void {
    for (const slot of slots) {
      if (hasBit(this.bits, slot)) continue;
      setBit(this.bits, slot);
      this.added++;
    }
  }

  /**
   * Makes rows for the texts that were added, of no group and with scores of 0. Begins with the last slot, so that each row moves behind those
   * before it, and ends where the rows are in their places already.
   */
  makeRows(): void {
    let known = this.size;
    let row = known + this.added;
    this.size = row;
    this.added = 0;
    const kindOf = this.documents.kinds.values;
    const lengthOf = this.documents.lengths.values;
    for (let word = this.bits.length - 1; row > known; word--) {
      for (let left = this.bits[word] as number; left !== 0; ) {
        const bit = 31 - Math.clz32(left);
        left &= ~(1 << bit);
        const slot = 32 * word + bit;
        row--;
        if (known > 0 && this.slots[known - 1] === slot) this.move(--known, row);
        else this.make(row, slot, kindOf[slot] as number, lengthOf[slot] as number);
      }
      this.firstRows[word] = row;
    }
  }

  /** Leaves the rows for which a test holds. */
  keep(test: (row: number) => boolean): void {
    let kept = 0;
    this.bits.fill(0);
    for (let row = 0; row < this.size; row++) {
      if (!test(row)) continue;
      const slot = this.slots[row] as number;
      if (this.bits[slot >>> 5] === 0) this.firstRows[slot >>> 5] = kept;
      setBit(this.bits, slot);
      this.move(row, kept++);
    }
    this.size = kept;
  }

  /** The row of a slot; undefined where it has none. */
  row(slot: number): number | undefined {
    if (!hasBit(this.bits, slot)) return undefined;
    return rowIn(this.bits[slot >>> 5] as number, slot, this.firstRows[slot >>> 5] as number);
  }

  private make(row: number, slot: number, kind: number, length: number): void {
    this.slots[row] = slot;
    this.kinds[row] = kind;
    this.lengths[row] = length;
    this.groups[row] = 0;
    this.scores[row] = 0;
  }

  private move(from: number, to: number): void {
    this.slots[to] = this.slots[from] as number;
    this.kinds[to] = this.kinds[from] as number;
    this.lengths[to] = this.lengths[from] as number;
    this.groups[to] = this.groups[from] as number;
    this.scores[to] = this.scores[from] as number;
  }
}

/** @param word the bits of 32 slots, and the row of the first of them */
export function rowIn(word: number, slot: number, firstRow: number): number {
  let left = word & ~(-1 << slot);
  // How many bits are set: Warren 2002, Hacker's Delight, 5-1.
  left -= (left >>> 1) & 0x55_55_55_55;
  left = (left & 0x33_33_33_33) + ((left >>> 2) & 0x33_33_33_33);
  return firstRow + (Math.imul((left + (left >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24);
}
