import { fold } from './tokens.ts';

/** Below this the likeness is chance. */
const minLikeness = 0.3;

/**
 * The names most like a text, for "did you mean": the share of letter pairs that both have (Dice 1945), so that
 * swapped and missing letters, and missing words, cost little. Best first; equals in the order given.
 */
export function nearestNames(text: string, names: readonly string[], limit: number): string[] {
  const wanted = pairs(text.slice(0, 100));
  return names
    .map((name) => ({ name, likeness: likeness(wanted, pairs(name)) }))
    .filter((each) => each.likeness >= minLikeness)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, limit)
    .map((each) => each.name);
}

function likeness(a: readonly string[], b: readonly string[]): number {
  const left = [...b];
  const shared = a.filter((pair) => {
    const at = left.indexOf(pair);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return (2 * shared.length) / (a.length + b.length || 1);
}

/** Letter pairs of each word, its beginning marked so that it weighs more. */
function pairs(text: string): string[] {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.flatMap((word) => [...` ${word}`].slice(1).map((letter, i) => ` ${word}`.charAt(i) + letter));
}
