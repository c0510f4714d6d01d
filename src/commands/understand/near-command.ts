import { editDistance } from '../../edit-distance.ts';

/**
 * The command that a mistyped word is nearest to: one letter off, or two in a word of seven letters. The first letter is
 * right, or swapped with the second.
 */
export function nearCommand(word: string, names: readonly string[]): string | undefined {
  if (word.length < 4) return undefined;
  const most = word.length < 7 ? 1 : 2;
  const [nearest] = names
    .map((name) => ({ name, distance: editDistance(word, name, most) }))
    .filter(({ name, distance }) => distance > 0 && distance <= most && beginsAlike(word, name))
    .toSorted((a, b) => a.distance - b.distance);
  return nearest?.name;
}

const beginsAlike = (word: string, name: string): boolean =>
  word[0] === name[0] || (word[0] === name[1] && word[1] === name[0]);
