/** A trained regression. */
interface Trained {
  /** Of each example: positive for those that are wanted. */
  readonly weights: readonly number[];
  /** @param likes how like each example something is @returns the probability that it is wanted, 0 to 1 */
  probability(likes: readonly number[]): number;
}

const rounds = 200;
/** The larger, the less a single example counts. */
const penalty = 0.1;

/**
 * Logistic regression over likenesses (Zhu and Hastie 2005), by gradient descent in the space of the likeness. Both classes count
 * the same, however many examples they have. The result depends on the examples alone.
 * @param likes how like examples are, each with each, 0 to 2
 * @param isWanted at least one of each kind
 */
export function trainWeights(likes: readonly (readonly number[])[], isWanted: readonly boolean[]): Trained {
  const count = isWanted.length;
  const wanted = isWanted.filter(Boolean).length;
  const shareOf = (each: boolean) => 1 / (2 * (each ? wanted : count - wanted));
  const weights = new Array<number>(count).fill(0);
  let bias = 0;
  const value = (row: readonly number[]) =>
    row.reduce((sum, like, i) => sum + like * (weights[i] as number), bias);
  // Small enough to converge: a step must not exceed the largest sum of a row.
  const largest = Math.max(1, ...likes.map((row) => row.reduce((sum, like) => sum + Math.abs(like), 0)));
  const step = count / largest;
  for (let round = 0; round < rounds; round++) {
    const errors = likes.map((row, i) => {
      const each = isWanted[i] as boolean;
      return ((each ? 1 : 0) - sigmoid(value(row))) * shareOf(each);
    });
    for (const [i, error] of errors.entries())
      weights[i] = (weights[i] as number) * (1 - (step * penalty) / count) + step * error;
    bias += errors.reduce((sum, error) => sum + error, 0);
  }
  return { weights, probability: (row) => sigmoid(value(row)) };
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));
