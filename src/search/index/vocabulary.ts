import { cutOut } from '../words/tokens.ts';
import { createWordTree, type WordTree } from './minisearch.ts';

/** The words of the texts, as they are written there. */
export interface Vocabulary {
  add(word: string, times: number): void;
  /** Takes back an `add`. */
  remove(word: string, times: number): void;
  /** The nearest word: one edit away, two for words of 7 letters and more; its first letter is rarely mistyped. */
  nearest(word: string): string | undefined;
}

/** Looked-up words that are kept: people mistype the same ones. */
const nearestKept = 1_000;

/** The words that the indexed texts contain. Surfaces are words as they are written, terms what they are indexed by. */
export interface KnownWords {
  readonly surfaces: Pick<Vocabulary, 'nearest'>;
  hasTerm(term: string): boolean;
}

/**
 * Words with how often they were added; finds the neighbours of a mistyped one in a radix tree. Each first letter has one,
 * made when the first word with it is mistyped: neighbours share it, or have changed it with the second one.
 */
export function createVocabulary(): Vocabulary {
  const counts = new Map<string, number>();
  const trees = new Map<string, WordTree>();
  const found = new Map<string, string | undefined>();

  function treeOf(letter: string): WordTree {
    const known = trees.get(letter);
    if (known !== undefined) return known;
    const made = createWordTree([...counts.keys()].filter((word) => word[0] === letter));
    trees.set(letter, made);
    return made;
  }

  function* neighbours(word: string): Generator<{ other: string; cost: number }> {
    const swapped = `${word.charAt(1)}${word.charAt(0)}${word.slice(2)}`;
    if (counts.has(swapped)) yield { other: swapped, cost: 1 };
    for (const [other, edits] of treeOf(word.charAt(0)).near(word, 2))
      yield { other, cost: isSwap(word, other) ? 1 : edits };
  }

  function findNearest(word: string): string | undefined {
    const allowed = word.length < 7 ? 1 : 2;
    const near = [...neighbours(word)].filter(({ cost }) => cost <= allowed);
    const countOf = (other: string) => counts.get(other) ?? 0;
    near.sort(
      (a, b) => a.cost - b.cost || countOf(b.other) - countOf(a.other) || (a.other < b.other ? -1 : 1),
    );
    return near[0]?.other;
  }

  return {
    add(word, times) {
      const count = counts.get(word) ?? 0;
      counts.set(count === 0 ? cutOut(word) : word, count + times);
      if (count === 0) trees.get(word.charAt(0))?.add(word);
      if (found.size > 0) found.clear();
    },
    remove(word, times) {
      const count = counts.get(word) ?? 0;
      if (count > times) counts.set(word, count - times);
      else {
        counts.delete(word);
        trees.get(word.charAt(0))?.remove(word);
      }
      if (found.size > 0) found.clear();
    },
    nearest(word) {
      if (word.length < 4) return undefined;
      if (!found.has(word)) {
        if (found.size >= nearestKept) found.clear();
        found.set(word, findNearest(word));
      }
      return found.get(word);
    },
  };
}

/** Two neighbouring letters changed places: the commonest typing mistake, which costs two plain edits. */
function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2) === b;
}
