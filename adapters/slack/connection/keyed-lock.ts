import { createInOrder, type InOrder } from '../../../src/time/in-order.ts';

/** Runs the work of each name in order, one at a time. Remembers each name: there is one for each workspace. */
type KeyedLock = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

export function createKeyedLock(): KeyedLock {
  const queues = new Map<string, InOrder>();
  return (name, work) => {
    const inOrder = queues.get(name) ?? createInOrder();
    queues.set(name, inOrder);
    return inOrder(work);
  };
}
