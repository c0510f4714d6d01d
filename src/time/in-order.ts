/** Starts each work when the work before it has ended, well or not. Resolves and rejects as the work does. */
export type InOrder = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** A queue that runs one work at a time, in the order of the calls. */
export function createInOrder(): InOrder {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
}
