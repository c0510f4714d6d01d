import { pause } from './pause.ts';

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

/** Called between two small pieces of work. Lets everything else run, when the work has been busy for long enough. */
export type GiveWay = () => Promise<void> | undefined;

/** Keeps long work from blocking the process for more than `busyMs` milliseconds at a time. */
export function createGiveWay(busyMs: number): GiveWay {
  let since = performance.now();
  return () => {
    if (performance.now() - since < busyMs) return undefined;
    return pause().then(() => {
      since = performance.now();
    });
  };
}

/** Runs work that could be done in small steps without a pause. */
export function atOnce<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Runs work in small steps. */
export async function inSteps<Result>(steps: Generator<void, Result>, giveWay: GiveWay): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await giveWay();
  }
}
