/**
 * The edit distance of two words (optimal string alignment): how many letters to insert, delete, change, or swap with a
 * neighbour. `max + 1` for any distance above `max`.
 */
export function editDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let at = 1; at <= b.length; at++) {
      const same = a[row - 1] === b[at - 1];
      const swapped = row > 1 && at > 1 && a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1];
      line[at] = Math.min(
        cell(last, at) + 1,
        cell(line, at - 1) + 1,
        cell(last, at - 1) + (same ? 0 : 1),
        swapped ? cell(before, at - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    if (Math.min(...line) > max) return max + 1;
    before = last;
    last = line;
  }
  return Math.min(cell(last, b.length), max + 1);
}

const cell = (line: readonly number[], at: number) => line[at] ?? Number.POSITIVE_INFINITY;
