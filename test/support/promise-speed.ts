import { AsyncLocalStorage } from 'node:async_hooks';
import { afterAll } from 'vitest';

/**
 * In Node 20 and 22 an AsyncLocalStorage that was used once slows every promise of its process, until it is disabled. The
 * files of a worker share a process, so each of them disables what it has used.
 */
const { run } = AsyncLocalStorage.prototype;
const used = new Set<AsyncLocalStorage<unknown>>();
AsyncLocalStorage.prototype.run = function (this: AsyncLocalStorage<unknown>, ...args: [never, never]) {
  used.add(this);
  return run.apply(this, args);
} as typeof run;

afterAll(() => {
  AsyncLocalStorage.prototype.run = run;
  for (const storage of used) storage.disable();
});
