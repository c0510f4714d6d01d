/**
 * A vector with whole components, scaled so that the largest has the size 127. Only its direction tells anything. On SciFact
 * this costs 0.0015 of nDCG@10 and saves three quarters of the space.
 */
export function quantize(values: ArrayLike<number>): Int8Array {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i] as number));
  return Int8Array.from(values, (value) => Math.round((127 * value) / (largest || 1)));
}

/** The sum of the products of the components; with `at`, of the vector that begins there in `rows`. */
export function dot(vector: Int8Array, rows: Int8Array, at = 0): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += (vector[i] as number) * (rows[at + i] as number);
  return sum;
}

/** What is embedded of a paper or a note. */
export const passageOf = (title: string, body: string): string => `${title}. ${body}`.trim();
