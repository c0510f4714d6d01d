import { grown } from '../column.ts';
import type { Sections } from '../sections.ts';

interface WordTableState {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
  readonly hashes: Uint32Array;
  readonly buckets: Uint32Array;
  readonly pageLengths: Uint32Array;
  /** By page: how many of its buckets are taken. */
  readonly used: Uint32Array;
}

/** See `createWordTable`. */
export type WordTable = ReturnType<typeof createWordTable>;

const encoder = new TextEncoder();
/**
 * The hash table has so many pages, chosen by the highest bits of a hash, and each grows by itself: making one table of a
 * million buckets wider would take a tenth of a second.
 */
const pageCount = 64;
const pageShift = 26;
const firstBuckets = 16;
/**
 * By hash, too: the number, plus 1, of the part of a text that was looked for last. Half of the words of texts are a few hundred words,
 * which the processor's cache then holds.
 */
const recentLength = 2 ** 13;

/** FNV-1a, with its high bits mixed into the low ones, which choose the bucket. */
const firstHash = 0x811c9dc5;
const hashFactor = 0x01000193;
const mixed = (hash: number): number => (hash ^ (hash >>> 15)) >>> 0;

/**
 * Different texts, each with a number from 0 on, in the order in which they came. Kept as UTF-8 in one array, with a hash table
 * beside it: a `Map` of half a million words takes five times the memory, and half a second to fill at each start.
 */
export function createWordTable(saved?: WordTableState) {
  let bytes = saved?.bytes ?? new Uint8Array(0);
  let view = viewOf(bytes);
  /** Where the bytes of each text end; those of the next one begin there. */
  let ends = saved?.ends ?? new Uint32Array(0);
  let hashes = saved?.hashes ?? new Uint32Array(0);
  /** By hash: the number of a text, plus 1. A text whose place is taken has the next free one. */
  const pages = saved
    ? pagesOf(saved)
    : Array.from({ length: pageCount }, () => new Uint32Array(firstBuckets));
  const recents = new Uint32Array(recentLength);
  const used = saved?.used ?? new Uint32Array(pageCount);
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

  function hashOf(length: number): number {
    let hash = firstHash;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (wanted[i] as number), hashFactor);
    return mixed(hash);
  }

  function isWanted(number: number, length: number): boolean {
    const start = startOf(number);
    return (ends[number] as number) - start === length && isWantedAt(start, length);
  }

  function isWantedAt(start: number, length: number): boolean {
    for (let i = 0; i < length; i++) if (bytes[start + i] !== wanted[i]) return false;
    return true;
  }

  /** The bucket of a page with the text, or the free one that it would have. */
  function bucketOf(buckets: Uint32Array, length: number, hash: number): number {
    const mask = buckets.length - 1;
    let at = hash & mask;
    for (;;) {
      const number = (buckets[at] as number) - 1;
      if (number < 0 || (hashes[number] === hash && isWanted(number, length))) return at;
      at = (at + 1) & mask;
    }
  }

  /** The number of a part of a text; -1 for a new one. */
  function findPart(codes: Uint16Array, from: number, to: number, hash: number): number {
    const place = hash & (recentLength - 1);
    const recent = (recents[place] as number) - 1;
    if (recent >= 0 && hashes[recent] === hash && isPart(recent, codes, from, to)) return recent;
    const found = searchPart(codes, from, to, hash);
    recents[place] = found + 1;
    return found;
  }

  function searchPart(codes: Uint16Array, from: number, to: number, hash: number): number {
    const buckets = pages[hash >>> pageShift] as Uint32Array;
    const mask = buckets.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const number = (buckets[at] as number) - 1;
      if (number < 0 || (hashes[number] === hash && isPart(number, codes, from, to))) return number;
    }
  }

  function isPart(number: number, codes: Uint16Array, from: number, to: number): boolean {
    const start = startOf(number);
    if ((ends[number] as number) - start !== to - from) return false;
    const all = bytes;
    for (let i = from, at = start; i < to; i++, at++) if (all[at] !== codes[i]) return false;
    return true;
  }

  function widen(page: number): void {
    const buckets = pages[page] as Uint32Array;
    const wider = new Uint32Array(buckets.length * 2);
    const mask = wider.length - 1;
    for (const number of buckets) {
      if (number === 0) continue;
      let at = (hashes[number - 1] as number) & mask;
      while (wider[at] !== 0) at = (at + 1) & mask;
      wider[at] = number;
    }
    pages[page] = wider;
  }

  function append(length: number, hash: number): number {
    if (end + length > bytes.length) {
      const longer = new Uint8Array(Math.max(1_024, Math.ceil(bytes.length * 1.5), end + length));
      longer.set(bytes);
      bytes = longer;
      view = viewOf(bytes);
    }
    for (let i = 0; i < length; i++) bytes[end + i] = wanted[i] as number;
    end += length;
    ends = grown(ends, size + 1);
    hashes = grown(hashes, size + 1);
    ends[size] = end;
    hashes[size] = hash;
    return size++;
  }

  function numberOf(length: number, hash: number): number {
    const page = hash >>> pageShift;
    const buckets = pages[page] as Uint32Array;
    const bucket = bucketOf(buckets, length, hash);
    const known = buckets[bucket] as number;
    if (known > 0) return known - 1;
    const made = append(length, hash);
    buckets[bucket] = made + 1;
    used[page] = (used[page] as number) + 1;
    // Beyond this load, free buckets are far away.
    if ((used[page] as number) > buckets.length * 0.6) widen(page);
    return made;
  }

  return {
    /** The text's number; a new one for a new text. */
    number(text: string): number {
      const length = want(text);
      return numberOf(length, hashOf(length));
    },
    /** The number of a part of a text, which has only ASCII. @param codes of the text's characters */
    numberOfPart(codes: Uint16Array, from: number, to: number): number {
      let raw = firstHash;
      for (let i = from; i < to; i++) raw = Math.imul(raw ^ (codes[i] as number), hashFactor);
      const hash = mixed(raw);
      const known = findPart(codes, from, to, hash);
      if (known >= 0) return known;
      makeRoom(to - from);
      for (let i = from; i < to; i++) wanted[i - from] = codes[i] as number;
      return numberOf(to - from, hash);
    },
    /** Undefined for a text that never came. */
    find(text: string): number | undefined {
      const length = want(text);
      const hash = hashOf(length);
      const buckets = pages[hash >>> pageShift] as Uint32Array;
      const known = buckets[bucketOf(buckets, length, hash)] as number;
      return known === 0 ? undefined : known - 1;
    },
    /** The text with a number. */
    text: (number: number): string => view.toString('utf8', startOf(number), ends[number]),
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
        [`${name}Buckets`]: joinedPages(pages),
        [`${name}PageLengths`]: Uint32Array.from(pages, ({ length }) => length),
        [`${name}Used`]: used,
      },
      values: {},
    }),
  };
}

/** The same bytes, not a copy. */
const viewOf = ({ buffer, byteOffset, length }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, length);

/** Reads a saved table of words. @param name of the table in the file */
export const savedWordTable = ({ numbers }: Sections, name: string): WordTableState => ({
  bytes: numbers[`${name}Bytes`] as Uint8Array,
  ends: numbers[`${name}Ends`] as Uint32Array,
  hashes: numbers[`${name}Hashes`] as Uint32Array,
  buckets: numbers[`${name}Buckets`] as Uint32Array,
  pageLengths: numbers[`${name}PageLengths`] as Uint32Array,
  used: numbers[`${name}Used`] as Uint32Array,
});

function pagesOf({ buckets, pageLengths }: WordTableState): Uint32Array[] {
  let end = 0;
  return Array.from(pageLengths, (length) => {
    end += length;
    return buckets.subarray(end - length, end);
  });
}

function joinedPages(pages: readonly Uint32Array[]): Uint32Array {
  const joined = new Uint32Array(pages.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const page of pages) {
    joined.set(page, end);
    end += page.length;
  }
  return joined;
}
