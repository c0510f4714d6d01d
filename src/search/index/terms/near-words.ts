import { createColumn } from '../column.ts';
import type { WordTable } from './word-table.ts';

/** A number for each letter, from 0; one for all else. */
const letterOf = (code: number): number => (code >= 97 && code <= 122 ? code - 97 : 26);
/** A bit for each of these; the five bits above them are for the first letter. */
const bitOf = (code: number): number => 1 << letterOf(code);
const firstShift = 27;

function bitsIn(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

/**
 * Finds words of a table that differ from a word by a few letters, and not by the first one. Looks at all of them, because a
 * glance is enough for most: each insertion or removal changes one bit of the letters that a word has, and each replacement at
 * most two.
 */
export function createNearWords({ size, ends, bytes, text }: WordTable) {
  const letters = createColumn((length) => new Uint32Array(length));
  let known = 0;

  function learn(): void {
    const [all, ending] = [bytes(), ends()];
    for (let at = known === 0 ? 0 : (ending[known - 1] as number); known < size(); known++) {
      let bits = letterOf(all[at] as number) << firstShift;
      for (const end = ending[known] as number; at < end; at++) bits |= bitOf(all[at] as number);
      letters.set(known, bits);
    }
  }

  /** Numbers of the words that a glance does not rule out. */
  function* likely(word: string, edits: number): Generator<number> {
    learn();
    const bytesOfWord = Buffer.from(word);
    const first = letterOf(bytesOfWord[0] ?? 0) << firstShift;
    const own = bytesOfWord.reduce((bits, byte) => bits | bitOf(byte), first);
    // A letter beyond ASCII has up to three bytes, which all have the last bit.
    const fewest = bytesOfWord.length - 3 * edits;
    const most = bytesOfWord.length + 3 * edits;
    const [values, ending] = [letters.values, ends()];
    for (let number = 0, start = 0; number < known; number++) {
      const end = ending[number] as number;
      const length = end - start;
      start = end;
      if (length < fewest || length > most) continue;
      const changed = own ^ (values[number] as number);
      if (changed >>> firstShift === 0 && bitsIn(changed) <= 2 * edits) yield number;
    }
  }

  /**
   * Words with the same first letter within some edits (Levenshtein 1966: letters to insert, remove or replace), with how many. The
   * word itself is within 0. Of letters beyond a to z, any counts as the same first one.
   * @param isWanted false or 0 for the numbers of words that are left out
   */
  return function* near(
    word: string,
    edits: number,
    isWanted: (number: number) => boolean | number,
  ): Generator<{ readonly number: number; readonly other: string; readonly distance: number }> {
    for (const number of likely(word, edits)) {
      if (!isWanted(number)) continue;
      const other = text(number);
      const distance = distanceWithin(word, other, edits);
      if (distance <= edits) yield { number, other, distance };
    }
  };
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
