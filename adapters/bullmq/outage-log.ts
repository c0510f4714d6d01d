import type { Logger } from '../../src/ports/clock-and-logger.ts';

const quietMs = 60_000;

/** Logs a problem once and then at most every minute with its count: an outage repeats itself many times a second. */
export function createOutageLog(logger: Logger, now: () => number = Date.now): (problem: string) => void {
  const seen = new Map<string, { at: number; times: number }>();
  return (problem) => {
    const before = seen.get(problem);
    if (before && now() - before.at < quietMs) {
      before.times += 1;
      return;
    }
    if (seen.size > 100) seen.clear();
    seen.set(problem, { at: now(), times: 0 });
    logger.error(
      { problem, ...(before?.times && { repeated: before.times }) },
      'the job queue has a problem',
    );
  };
}
