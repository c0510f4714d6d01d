import { defined } from './defined.ts';

/** Milliseconds in which a problem is logged once. */
const quietMs = 60_000;
/** Problems that are remembered: those that contain changing numbers must not fill the memory. */
const remembered = 100;

/** What an outage log writes with `log`. */
interface OutageFields {
  readonly problem: string;
  /** How often it has come since it was last logged. */
  readonly repeated?: number;
}

/**
 * Logs each problem once a minute, with the number of repetitions: an outage repeats a problem many times a second.
 * @returns takes a problem, and what else is logged with it
 */
export function createOutageLog<Details extends object = object>(
  log: (fields: OutageFields & Partial<Details>) => void,
  now: () => number = Date.now,
): (problem: string, details?: Details) => void {
  const seen = new Map<string, { at: number; times: number }>();
  return (problem, details) => {
    const before = seen.get(problem);
    if (before && now() - before.at < quietMs) {
      before.times += 1;
      return;
    }
    if (seen.size > remembered) seen.clear();
    seen.set(problem, { at: now(), times: 0 });
    log({ problem, ...(details as Partial<Details>), ...defined({ repeated: before?.times || undefined }) });
  };
}
