import { grown } from '../column.ts';
import { joinSections, type Sections } from '../sections.ts';
import { createNearWords, isSwap, savedNearWords } from './near-words.ts';
import { createWordTable, savedWordTable } from './word-table.ts';

/** People mistype the same words: so many nearest words are kept. */
const nearestKept = 1_000;

/** The surface forms of texts, by number, with how often the texts have them, and the neighbours of mistyped words. */
export function createVocabulary(saved?: Sections) {
  const table = createWordTable(saved && savedWordTable(saved, 'surfaces'));
  let counts = (saved?.numbers['surfaceCounts'] as Uint32Array | undefined) ?? new Uint32Array(0);
  const near = createNearWords(table, saved && savedNearWords(saved));
  const found = new Map<string, string | undefined>();

  const countOf = (word: string): number => {
    const number = table.find(word);
    return number === undefined ? 0 : (counts[number] ?? 0);
  };

  function change(words: Uint32Array, times: Uint32Array, sign: 1 | -1): void {
    for (let i = 0; i < words.length; i++) {
      const word = words[i] as number;
      counts[word] = (counts[word] as number) + sign * (times[i] as number);
    }
    if (found.size > 0) found.clear();
  }

  /** Neighbours have the same first letter, or have swapped it with the second one. */
  function* neighbours(word: string, edits: number): Generator<{ other: string; distance: number }> {
    const swapped = `${word.charAt(1)}${word.charAt(0)}${word.slice(2)}`;
    if (countOf(swapped) > 0) yield { other: swapped, distance: 1 };
    for (const each of near.find(word, edits, (number) => (counts[number] ?? 0) > 0))
      if (each.other[0] === word[0]) yield each;
  }

  function findNearest(word: string): string | undefined {
    const own = countOf(word);
    const near = [...neighbours(word, own > 0 || word.length < 9 ? 1 : 2)].filter(
      ({ other }) => other !== word && (own === 0 || isSlip(word, other, countOf(other) / own)),
    );
    near.sort(
      (a, b) =>
        a.distance - b.distance || countOf(b.other) - countOf(a.other) || (a.other < b.other ? -1 : 1),
    );
    return near[0]?.other;
  }

  return {
    table,
    /** Words that a text has, by number, and how often it has each. */
    add(words: Uint32Array, times: Uint32Array): void {
      counts = grown(counts, table.size());
      change(words, times, 1);
      near.learn();
    },
    /** Takes back an `add`. */
    remove(words: Uint32Array, times: Uint32Array): void {
      change(words, times, -1);
    },
    /**
     * The nearest word: one edit away, or two for words of 9 letters and more. First letters are rarely mistyped. Of a word
     * that texts have, only one that is some hundred times as frequent, from which a slip of the fingers leads to it.
     */
    nearest(word: string): string | undefined {
      if (word.length < 4) return undefined;
      if (!found.has(word)) {
        if (found.size >= nearestKept) found.clear();
        found.set(word, findNearest(word));
      }
      return found.get(word);
    },
    sections: (): Sections =>
      joinSections([
        table.sections('surfaces'),
        near.sections(),
        { numbers: { surfaceCounts: counts.subarray(0, table.size()) }, values: {} },
      ]),
  };
}

/** How many times as frequent as a word its neighbour is, from which the word is taken for a slip. */
const slipRatio = 100;

/** Swapped, missing and doubled letters are slips; another letter is often another word, such as `modal` beside `model`. */
const isSlip = (word: string, other: string, ratio: number): boolean =>
  ratio >= slipRatio && word.length >= 5 && (word.length !== other.length || isSwap(word, other));
