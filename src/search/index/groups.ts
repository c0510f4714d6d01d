/** The terms that documents have, as groups: documents with the same terms are of one group. */
export interface Groups {
  /** By group: those of the terms that its documents have. */
  readonly lists: readonly (readonly string[])[];
  of(slot: number): number;
}

/**
 * @param held by slot, a bit for each of the terms: 32 terms in each array
 * @returns groups that are made as they are asked for
 */
export function createGroups(terms: readonly string[], held: readonly Uint32Array[]): Groups {
  const [first] = held;
  const groups = new Map<number | string, number>();
  if (terms.length === 0) return { lists: [terms], of: () => 0 };
  const lists: (readonly string[])[] = [];
  const make = (slot: number): number =>
    lists.push(terms.filter((_, i) => (((held[i >>> 5] as Uint32Array)[slot] as number) >>> (i & 31)) & 1)) -
    1;
  let lastKey: number | string | undefined;
  let last = 0;
  return {
    lists,
    of(slot) {
      const key = terms.length <= 32 ? (first?.[slot] ?? 0) : held.map((each) => each[slot]).join();
      // Many texts that follow each other have one term, the same.
      if (key === lastKey) return last;
      lastKey = key;
      last = groups.get(key) ?? make(slot);
      groups.set(key, last);
      return last;
    },
  };
}
