/** Lists of the terms that documents have, one for all documents with the same terms. */
export function createHeld(terms: readonly string[], held: readonly Uint32Array[]) {
  const [first] = held;
  const lists = new Map<number | string, readonly string[]>();
  if (terms.length === 0) return () => terms;
  const make = (slot: number) =>
    terms.filter((_, i) => (((held[i >>> 5] as Uint32Array)[slot] as number) >>> (i & 31)) & 1);
  return (slot: number): readonly string[] => {
    const key = terms.length <= 32 ? (first?.[slot] ?? 0) : held.map((each) => each[slot]).join();
    const known = lists.get(key);
    if (known !== undefined) return known;
    const made = make(slot);
    lists.set(key, made);
    return made;
  };
}
