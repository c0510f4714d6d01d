import { setImmediate } from 'node:timers/promises';

/** Lets everything run that waits. A file of its own, because a browser has another way. */
export const pause = (): Promise<void> => setImmediate();
