import { createColumn } from '../column.ts';
import type { Sections } from '../sections.ts';
import type { WordTable } from './word-table.ts';

/** A number for each letter, from 0; one for all else. */
const letterOf = (code: number): number => (code >= 97 && code <= 122 ? code - 97 : 26);
const letterCount = 27;

/**
 * What a glance at a word shows: a bit for each letter that it has, and above those its length, or `longest` for longer words. An edit
 * takes away at most one of the letters, adds at most one, and changes the length by at most one.
 */
const lettersMask = 2 ** letterCount - 1;
const longest = 2 ** (32 - letterCount) - 1;
const glanceOf = (letters: number, length: number): number =>
  ((Math.min(length, longest) << letterCount) | letters) >>> 0;

/** How many code units of UTF-16 a byte of UTF-8 begins. */
const unitsAt = (byte: number): number => (byte >= 0xf0 ? 2 : (byte & 0xc0) === 0x80 ? 0 : 1);

/** A glance at each word, by number, and how words with the same first letter are linked. */
interface Glances {
  /** For each word two numbers: the glance, and the word before it with the same first letter: its number plus 1, or 0. */
  readonly pairs: Uint32Array;
  /** By first letter: the last word, as its number plus 1, or 0. */
  readonly last: Uint32Array;
}

interface NearWord {
  readonly other: string;
  /** Letters to insert, remove or replace (Levenshtein 1966); 1 for two neighbouring letters that are swapped. */
  readonly distance: number;
}

/**
 * Finds words of a table that differ from a word by a few letters, and not by the first one. Looks at all words with this first
 * letter, because a glance is enough for nearly all.
 * @param saved what was saved with the table
 */
export function createNearWords({ size, ends, bytes, text }: WordTable, saved?: Glances) {
  const pairs = createColumn((length) => new Uint32Array(length), saved?.pairs);
  const last = saved?.last.slice() ?? new Uint32Array(letterCount);
  let known = (saved?.pairs.length ?? 0) / 2;

  function learn(): void {
    const [all, ending] = [bytes(), ends()];
    for (let at = known === 0 ? 0 : (ending[known - 1] as number); known < size(); known++) {
      const first = letterOf(all[at] as number);
      let letters = 0;
      let length = 0;
      for (const end = ending[known] as number; at < end; at++) {
        letters |= 1 << letterOf(all[at] as number);
        length += unitsAt(all[at] as number);
      }
      pairs.set(2 * known, glanceOf(letters, length));
      pairs.set(2 * known + 1, last[first] as number);
      last[first] = known + 1;
    }
  }

  /** Numbers of the words that a glance does not rule out. */
  function likely(word: string, edits: number): number[] {
    const own = Buffer.from(word);
    const letters = own.reduce((bits, byte) => bits | (1 << letterOf(byte)), 0);
    const isLikely = glancer(glanceOf(letters, word.length), edits);
    const { values } = pairs;
    const found: number[] = [];
    let next = last[letterOf(own[0] as number)] as number;
    while (next > 0) {
      const number = next - 1;
      if (isLikely(values[2 * number] as number)) found.push(number);
      next = values[2 * number + 1] as number;
    }
    return found;
  }

  return {
    /** Takes in the words that the table has got meanwhile, so that the next search need not. */
    learn,
    /**
     * Words with the same first letter within some edits. The word itself is within 0. Of letters beyond a to z, any counts as the
     * same first one.
     * @param edits 1 or 2
     * @param isWanted false or 0 for the numbers of words that are left out
     */
    *find(word: string, edits: number, isWanted: (number: number) => boolean | number): Generator<NearWord> {
      learn();
      for (const number of likely(word, edits)) {
        if (!isWanted(number)) continue;
        const other = text(number);
        const distance = isSwap(word, other) ? 1 : distanceWithin(word, other, edits);
        if (distance <= edits) yield { other, distance };
      }
    },
    sections(): Sections {
      learn();
      return { numbers: { nearPairs: pairs.values.subarray(0, 2 * known), nearLast: last }, values: {} };
    },
  };
}

/** Reads what was saved with a table of words. */
export const savedNearWords = ({ numbers }: Sections): Glances => ({
  pairs: numbers['nearPairs'] as Uint32Array,
  last: numbers['nearLast'] as Uint32Array,
});

/** Whether a word with another glance may be within some edits. */
function glancer(own: number, edits: number) {
  const length = own >>> letterCount;
  return (other: number): boolean => {
    const changed = (own ^ other) & lettersMask;
    return (
      !hasMoreBits(changed & own, edits) &&
      !hasMoreBits(changed & other, edits) &&
      Math.abs((other >>> letterCount) - length) <= edits
    );
  };
}

/** Whether more than one or two bits are set. */
function hasMoreBits(bits: number, most: number): boolean {
  const second = bits & (bits - 1);
  return (most === 1 ? second : second & (second - 1)) !== 0;
}

/** Whether two neighbouring letters are swapped: the commonest typing mistake, which costs two plain edits. */
export function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at + 1 >= a.length || a[at] !== b[at + 1] || a[at + 1] !== b[at]) return false;
  return a.slice(at + 2) === b.slice(at + 2);
}

let above: number[] = [];
let line: number[] = [];

/** How many letters to insert, remove or replace; more than `max` for any distance above it. */
function distanceWithin(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  for (let at = 0; at <= b.length; at++) above[at] = at;
  for (let row = 1; row <= a.length; row++) {
    const letter = a.charCodeAt(row - 1);
    let least = row;
    line[0] = row;
    for (let at = 1; at <= b.length; at++) {
      const changed = (above[at - 1] as number) + (letter === b.charCodeAt(at - 1) ? 0 : 1);
      const cost = Math.min(changed, (above[at] as number) + 1, (line[at - 1] as number) + 1);
      line[at] = cost;
      least = Math.min(least, cost);
    }
    if (least > max) return max + 1;
    [above, line] = [line, above];
  }
  return above[b.length] as number;
}
