import { grown } from '../column.ts';
import type { Sections } from '../sections.ts';

interface WordTableState {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
  readonly hashes: Uint32Array;
  readonly buckets: Uint32Array;
}

/** See `createWordTable`. */
export type WordTable = ReturnType<typeof createWordTable>;

const encoder = new TextEncoder();
const firstBuckets = 1_024;

/**
 * Different texts, each with a number from 0 on, in the order in which they came. Kept as UTF-8 in one array, with a hash table
 * beside it: a `Map` of half a million words takes five times the memory, and half a second to fill at each start.
 */
export function createWordTable(saved?: WordTableState) {
  let bytes = saved?.bytes ?? new Uint8Array(0);
  /** Where the bytes of each text end; those of the next one begin there. */
  let ends = saved?.ends ?? new Uint32Array(0);
  let hashes = saved?.hashes ?? new Uint32Array(0);
  /** By hash: the number of a text, plus 1. A text whose place is taken has the next free one. */
  let buckets = saved?.buckets ?? new Uint32Array(firstBuckets);
  let size = saved?.ends.length ?? 0;
  let end = saved?.ends.at(-1) ?? 0;
  /** The text that is looked for, from its beginning. */
  let wanted = new Uint8Array(256);

  const startOf = (number: number): number => (number === 0 ? 0 : (ends[number - 1] as number));

  function makeRoom(length: number): void {
    if (wanted.length < length) wanted = new Uint8Array(2 * length);
  }

  /** @returns how many bytes `wanted` has of the text */
  function want(text: string): number {
    makeRoom(text.length * 3);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) return encoder.encodeInto(text, wanted).written;
      wanted[i] = code;
    }
    return text.length;
  }

  /** FNV-1a, with its high bits mixed into the low ones, which choose the bucket. */
  function hashOf(length: number): number {
    let hash = 0x811c9dc5;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (wanted[i] as number), 0x01000193);
    return (hash ^ (hash >>> 15)) >>> 0;
  }

  function isWanted(number: number, length: number): boolean {
    const start = startOf(number);
    return (ends[number] as number) - start === length && isWantedAt(start, length);
  }

  function isWantedAt(start: number, length: number): boolean {
    for (let i = 0; i < length; i++) if (bytes[start + i] !== wanted[i]) return false;
    return true;
  }

  /** The bucket with the text, or the free one that it would have. */
  function bucketOf(length: number, hash: number): number {
    const mask = buckets.length - 1;
    let at = hash & mask;
    for (;;) {
      const number = (buckets[at] as number) - 1;
      if (number < 0 || (hashes[number] === hash && isWanted(number, length))) return at;
      at = (at + 1) & mask;
    }
  }

  function widen(): void {
    const wider = new Uint32Array(buckets.length * 2);
    const mask = wider.length - 1;
    for (let number = 0; number < size; number++) {
      let at = (hashes[number] as number) & mask;
      while (wider[at] !== 0) at = (at + 1) & mask;
      wider[at] = number + 1;
    }
    buckets = wider;
  }

  function append(length: number, hash: number): number {
    if (end + length > bytes.length) {
      const longer = new Uint8Array(Math.max(1_024, Math.ceil(bytes.length * 1.5), end + length));
      longer.set(bytes);
      bytes = longer;
    }
    for (let i = 0; i < length; i++) bytes[end + i] = wanted[i] as number;
    end += length;
    ends = grown(ends, size + 1);
    hashes = grown(hashes, size + 1);
    ends[size] = end;
    hashes[size] = hash;
    return size++;
  }

  function numberOf(length: number): number {
    const hash = hashOf(length);
    const bucket = bucketOf(length, hash);
    const known = buckets[bucket] as number;
    if (known > 0) return known - 1;
    const made = append(length, hash);
    buckets[bucket] = made + 1;
    // Beyond this load, free buckets are far away.
    if (size > buckets.length * 0.6) widen();
    return made;
  }

  return {
    /** The text's number; a new one for a new text. */
    number: (text: string): number => numberOf(want(text)),
    /** The number of a part of a text, in lower case. The part has only ASCII. */
    numberOfPart(text: string, from: number, to: number): number {
      makeRoom(to - from);
      for (let i = from; i < to; i++) {
        const code = text.charCodeAt(i);
        wanted[i - from] = code >= 65 && code <= 90 ? code + 32 : code;
      }
      return numberOf(to - from);
    },
    /** Undefined for a text that never came. */
    find(text: string): number | undefined {
      const length = want(text);
      const known = buckets[bucketOf(length, hashOf(length))] as number;
      return known === 0 ? undefined : known - 1;
    },
    /** The text with a number. */
    text: (number: number): string =>
      Buffer.from(bytes.buffer, bytes.byteOffset).toString('utf8', startOf(number), ends[number]),
    size: () => size,
    /** The bytes of all texts, and where those of each end. Do not keep them: they are replaced as texts come. */
    bytes: () => bytes,
    ends: () => ends,
    /** @param name no other sections begin with it */
    sections: (name: string): Sections => ({
      numbers: {
        [`${name}Bytes`]: bytes.subarray(0, end),
        [`${name}Ends`]: ends.subarray(0, size),
        [`${name}Hashes`]: hashes.subarray(0, size),
        [`${name}Buckets`]: buckets,
      },
      values: {},
    }),
  };
}

/** Reads a saved table of words. @param name of the table in the file */
export const savedWordTable = ({ numbers }: Sections, name: string): WordTableState => ({
  bytes: numbers[`${name}Bytes`] as Uint8Array,
  ends: numbers[`${name}Ends`] as Uint32Array,
  hashes: numbers[`${name}Hashes`] as Uint32Array,
  buckets: numbers[`${name}Buckets`] as Uint32Array,
});
