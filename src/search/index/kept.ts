/** Values kept at a time: folded texts take some megabytes. */
const maxKept = 2_000;

/** Values by slot, up to a number of them; then starts again. */
export function createKept<Value>() {
  const kept = new Map<number, Value>();
  return {
    get(slot: number, make: () => Value): Value {
      const known = kept.get(slot);
      if (known !== undefined) return known;
      if (kept.size >= maxKept) kept.clear();
      const made = make();
      kept.set(slot, made);
      return made;
    },
    delete: (slot: number) => kept.delete(slot),
    clear: () => kept.clear(),
  };
}
