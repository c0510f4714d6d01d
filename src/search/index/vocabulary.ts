import SearchableMap from 'minisearch/SearchableMap';
import { cutOut } from '../words/tokens.ts';
import { mapOf, type Sections } from './sections.ts';

/** People mistype the same words: so many nearest words are kept. */
const nearestKept = 1_000;

/**
 * Surfaces with how often the texts have them. Neighbours of a mistyped word are found in a radix tree. Each first letter
 * has a tree, made when the first word with that letter is mistyped: neighbours have the same first letter, or have
 * swapped it with the second one.
 */
export function createVocabulary(counts = new Map<string, number>()) {
  const trees = new Map<string, SearchableMap<true>>();
  const found = new Map<string, string | undefined>();

  function treeOf(letter: string): SearchableMap<true> {
    const known = trees.get(letter);
    if (known !== undefined) return known;
    const made = new SearchableMap<true>();
    for (const word of counts.keys()) if (word[0] === letter) made.set(word, true);
    trees.set(letter, made);
    return made;
  }

  function* neighbours(word: string): Generator<{ other: string; cost: number }> {
    const swapped = `${word.charAt(1)}${word.charAt(0)}${word.slice(2)}`;
    if (counts.has(swapped)) yield { other: swapped, cost: 1 };
    for (const [other, [, edits]] of treeOf(word.charAt(0)).fuzzyGet(word, 2))
      yield { other, cost: isSwap(word, other) ? 1 : edits };
  }

  function findNearest(word: string): string | undefined {
    const countOf = (other: string) => counts.get(other) ?? 0;
    const own = countOf(word);
    const allowed = own > 0 || word.length < 9 ? 1 : 2;
    const near = [...neighbours(word)].filter(
      ({ other, cost }) =>
        other !== word && cost <= allowed && (own === 0 || isSlip(word, other, countOf(other) / own)),
    );
    near.sort(
      (a, b) => a.cost - b.cost || countOf(b.other) - countOf(a.other) || (a.other < b.other ? -1 : 1),
    );
    return near[0]?.other;
  }

  return {
    add(word: string, times: number): void {
      const count = counts.get(word) ?? 0;
      counts.set(count === 0 ? cutOut(word) : word, count + times);
      if (count === 0) trees.get(word.charAt(0))?.set(word, true);
      if (found.size > 0) found.clear();
    },
    /** Takes back an `add`. */
    remove(word: string, times: number): void {
      const count = counts.get(word) ?? 0;
      if (count > times) counts.set(word, count - times);
      else {
        counts.delete(word);
        trees.get(word.charAt(0))?.delete(word);
      }
      if (found.size > 0) found.clear();
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
    sections: (): Sections => ({
      numbers: { surfaceCounts: Uint32Array.from(counts.values()) },
      values: { surfaces: [...counts.keys()] },
    }),
  };
}

export const restoreVocabulary = ({ numbers, values }: Sections): Generator<void, Map<string, number>> =>
  mapOf(values['surfaces'] as string[], (i) => numbers['surfaceCounts']?.[i] ?? 0);

/** How many times as frequent as a word its neighbour is, from which the word is taken for a slip. */
const slipRatio = 100;

/** Swapped, missing and doubled letters are slips; another letter is often another word, such as `modal` beside `model`. */
const isSlip = (word: string, other: string, ratio: number): boolean =>
  ratio >= slipRatio && word.length >= 5 && (word.length !== other.length || isSwap(word, other));

/** Whether two neighbouring letters are swapped: the commonest typing mistake, which costs two plain edits. */
function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2) === b;
}
