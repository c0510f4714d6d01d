/** Runs work of one name one after another. */
export type KeyedLock = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** For one process. Several on one database give a lock of theirs instead. */
export function createKeyedLock(): KeyedLock {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = last.get(name) ?? Promise.resolve();
    const turn = before.then(work, work);
    const settled = turn.catch(() => {});
    last.set(name, settled);
    try {
      return await turn;
    } finally {
      if (last.get(name) === settled) last.delete(name);
    }
  };
}
