import MiniSearch, { type AsPlainObject } from 'minisearch';

/** The mean of whole numbers. Exact, so it does not depend on numbers that were removed. */
export function createMean() {
  let sum = 0;
  let count = 0;
  return {
    add(value: number): void {
      sum += value;
      count++;
    },
    remove(value: number): void {
      sum -= value;
      count--;
    },
    value: (): number => sum / (count || 1),
  };
}

/**
 * An engine for one field of ready-made terms.
 *
 * minisearch corrects the mean length of the texts with each text, as a fraction, so scores would depend on texts that
 * were removed. Here the engine reads the mean from `meanLength`, which is put into an empty index for it to load.
 */
export function openEngine<Entry>(field: string & keyof Entry, meanLength: () => number): MiniSearch<Entry> {
  const averageFieldLength = Object.defineProperty([] as number[], 0, { get: meanLength, set() {} });
  const empty: AsPlainObject = {
    documentCount: 0,
    nextId: 0,
    documentIds: {},
    fieldIds: { [field]: 0 },
    fieldLength: {},
    averageFieldLength,
    storedFields: {},
    dirtCount: 0,
    index: [],
    serializationVersion: 2,
  };
  return MiniSearch.loadJS<Entry>(empty, {
    fields: [field],
    stringifyField: (value) => value,
    tokenize: (terms) => terms as unknown as string[],
    processTerm: (term) => term,
  });
}
