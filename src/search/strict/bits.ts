/** Some of the places from 0 on: place `n` is bit `n % 32` of number `n / 32`. */
export type Bits = Int32Array;

/** How many numbers hold so many places. */
export const bitsWidth = (places: number): number => Math.ceil(places / 32);

/** @param from where the bits begin in an array of several */
export function setBit(bits: Bits, place: number, from = 0): void {
  const at = from + (place >>> 5);
  bits[at] = (bits[at] as number) | (1 << place);
}

/** Whether the bit of a place is set. @param place from 0 */
export const hasBit = (bits: Bits, place: number): boolean =>
  ((bits[place >>> 5] as number) & (1 << place)) !== 0;

/** Whether no bit is set. */
export function isEmpty(bits: Bits): boolean {
  for (let i = 0; i < bits.length; i++) if (bits[i] !== 0) return false;
  return true;
}

/** In a loop, because for so few numbers `slice` takes several times as long. */
export function copyOf(bits: Bits): Bits {
  const copy = new Int32Array(bits.length);
  for (let i = 0; i < bits.length; i++) copy[i] = bits[i] as number;
  return copy;
}

/** The places that are set, ascending. */
export function placesOf(bits: Bits): number[] {
  const places: number[] = [];
  for (let i = 0; i < bits.length; i++)
    for (let left = bits[i] as number; left !== 0; left &= left - 1)
      places.push(32 * i + 31 - Math.clz32(left & -left));
  return places;
}

/** Leaves in `bits` what others have, too. @param from where the others begin */
export function intersect(bits: Bits, others: Bits, from = 0): void {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] as number) & (others[from + i] as number);
}

/** Adds others to `bits`. @param from where the others begin */
export function unite(bits: Bits, others: Bits, from = 0): void {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] as number) | (others[from + i] as number);
}

/** Counts one more at each place that others have, too. @param from where the others begin */
export function countAt(counts: Uint16Array, bits: Bits, others: Bits, from = 0): void {
  for (let i = 0; i < bits.length; i++)
    for (let left = (bits[i] as number) & (others[from + i] as number); left !== 0; left &= left - 1) {
      const place = 32 * i + 31 - Math.clz32(left & -left);
      counts[place] = (counts[place] as number) + 1;
    }
}

/** Takes others out of `bits`. */
export function subtract(bits: Bits, others: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] as number) & ~(others[i] as number);
}

/** Takes out the places that fail a test. */
export function keepWhere(bits: Bits, test: (place: number) => boolean): void {
  for (const place of placesOf(bits))
    if (!test(place)) bits[place >>> 5] = (bits[place >>> 5] as number) & ~(1 << place);
}
