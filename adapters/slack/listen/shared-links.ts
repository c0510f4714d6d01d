import type { Clock } from '../../../src/ports/clock-and-logger.ts';

/** The same paper is previewed once in half an hour. */
const quietMs = 30 * 60_000;
/** Papers in channels that are remembered; the one that was previewed longest ago is forgotten first. */
const maxKept = 10_000;

/** Instants in milliseconds since 1970. */
interface Shared {
  readonly first: number;
  readonly last: number;
}

/**
 * When links to papers were previewed in channels. It is kept with the process: a digest's papers are in the database, and a
 * preview that says nothing of an earlier link is no loss.
 */
export function createSharedLinks({ now }: Clock) {
  const shared = new Map<string, Shared>();
  return {
    /** When the paper was first previewed in the channel; undefined when it was not. */
    firstAt: (channel: string, paperId: string): number | undefined =>
      shared.get(`${channel} ${paperId}`)?.first,
    /** Notes a preview. @returns false when the paper was previewed in the channel within half an hour: then there is none */
    note(channel: string, paperId: string): boolean {
      const key = `${channel} ${paperId}`;
      const known = shared.get(key);
      const at = now();
      if (known !== undefined && at - known.last < quietMs) return false;
      shared.delete(key);
      shared.set(key, { first: known?.first ?? at, last: at });
      const [oldest] = shared.keys();
      if (shared.size > maxKept && oldest !== undefined) shared.delete(oldest);
      return true;
    },
  };
}

export type SharedLinks = ReturnType<typeof createSharedLinks>;
