import { editDistance } from '../../edit-distance.ts';

/**
 * The command that a mistyped word is nearest to: one letter off, or two in a word of seven letters. The first letter is
 * right, or swapped with the second.
 * @param least letters of the word: shorter ones are near too many
 */
export function nearCommand(word: string, names: readonly string[], least = 4): string | undefined {
  if (word.length < least) return undefined;
  const most = word.length < 7 ? 1 : 2;
  const [nearest] = names
    .map((name) => ({ name, distance: editDistance(word, name, most) }))
    .filter(({ name, distance }) => distance > 0 && distance <= most && beginsAlike(word, name))
    .toSorted((a, b) => a.distance - b.distance);
  return nearest?.name;
}

const beginsAlike = (word: string, name: string): boolean =>
  word[0] === name[0] || (word[0] === name[1] && word[1] === name[0]);
