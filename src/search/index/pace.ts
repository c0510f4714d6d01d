import { setImmediate } from 'node:timers/promises';

export interface Pace {
  /** Between two small pieces of work: lets everything else go on, when it is time to. */
  giveWay(): Promise<void> | undefined;
}

/** Keeps long work from being busy for more than so many milliseconds at a time. */
export function createPace(busyMs: number): Pace {
  let since = performance.now();
  return {
    giveWay() {
      if (performance.now() - since < busyMs) return undefined;
      return setImmediate().then(() => {
        since = performance.now();
      });
    },
  };
}
