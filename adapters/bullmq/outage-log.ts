import { defined } from '../../src/defined.ts';
import type { Logger } from '../../src/ports/clock-and-logger.ts';

/** Milliseconds in which a problem is logged once. */
const quietMs = 60_000;

/** Logs each problem once a minute, with the number of repetitions: an outage repeats a problem many times a second. */
export function createOutageLog(logger: Logger, now: () => number = Date.now): (problem: string) => void {
  const seen = new Map<string, { at: number; times: number }>();
  return (problem) => {
    const before = seen.get(problem);
    if (before && now() - before.at < quietMs) {
      before.times += 1;
      return;
    }
    // Problems that contain changing numbers must not fill the memory.
    if (seen.size > 100) seen.clear();
    seen.set(problem, { at: now(), times: 0 });
    logger.error(
      { problem, ...defined({ repeated: before?.times || undefined }) },
      'the job queue has a problem',
    );
  };
}
