import { fold } from '../words/tokens.ts';

/** Likeness below this is chance. */
const minLikeness = 0.3;

/**
 * The names most like a text, for "did you mean". Likeness is the share of letter pairs that two words have in common
 * (Dice 1945), so that swapped and missing letters cost little. Each typed word is compared with the nearest word of the
 * name. Best first; equals in the order given.
 */
export function nearestNames(text: string, names: readonly string[], limit: number): string[] {
  const typed = pairsByWord(text.slice(0, 100));
  return names
    .map((name) => ({ name, likeness: likeness(typed, pairsByWord(name)) }))
    .filter((each) => each.likeness >= minLikeness)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, limit)
    .map((each) => each.name);
}

type Pairs = readonly string[];

function likeness(typed: readonly Pairs[], name: readonly Pairs[]): number {
  const byWord = typed.map((word) => Math.max(0, ...name.map((other) => dice(word, other))));
  const mean = byWord.reduce((sum, each) => sum + each, 0) / (typed.length || 1);
  return Math.max(mean, dice(typed.flat(), name.flat()));
}

function dice(a: Pairs, b: Pairs): number {
  const left = [...b];
  const shared = a.filter((pair) => {
    const at = left.indexOf(pair);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return (2 * shared.length) / (a.length + b.length || 1);
}

/** The letter pairs of each word, with a space before its first letter so that beginnings weigh more. */
function pairsByWord(text: string): Pairs[] {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => [...word].map((letter, i) => (i === 0 ? ' ' : word.charAt(i - 1)) + letter));
}
