/** Parts of a unit in the exact sum of the components. */
const parts = 2 ** 14;

/**
 * The mean of the directions of vectors. In a collection about one subject all vectors point nearly the same way; what tells
 * two papers apart is how they differ from the mean (Mu and Viswanath 2018). Sums whole numbers, so that the mean does not depend
 * on the order in which vectors came, or on those that were removed.
 */
export function createCentre(dimensions: number) {
  const sum = new Float64Array(dimensions);
  let count = 0;
  let mean: Float64Array | undefined;

  function change(vector: Int8Array, length: number, sign: 1 | -1): void {
    for (let i = 0; i < dimensions; i++)
      sum[i] = (sum[i] as number) + sign * Math.round((parts * (vector[i] as number)) / (length || 1));
    count += sign;
    mean = undefined;
  }

  const current = () => {
    mean ??= sum.map((value) => value / (parts * (count || 1)));
    return mean;
  };

  return {
    add: (vector: Int8Array, length: number): void => change(vector, length, 1),
    remove: (vector: Int8Array, length: number): void => change(vector, length, -1),
    /** The inner product of the mean with the direction of the vector that begins at `at` in `rows`. */
    offset(rows: Int8Array, at: number, length: number): number {
      const values = current();
      let product = 0;
      for (let i = 0; i < dimensions; i++) product += (values[i] as number) * (rows[at + i] as number);
      return product / (length || 1);
    },
    /** The square of the length of the mean. */
    square: (): number => current().reduce((total, value) => total + value * value, 0),
  };
}
