import type { Clock } from '../../../src/ports/clock-and-logger.ts';

interface RecentIdsOptions {
  /** Milliseconds. The default is longer than Slack repeats an event: at once, after a minute, after five more. */
  readonly ttlMs?: number;
  /** When there are more, the oldest is forgotten. */
  readonly maxIds?: number;
}

/** Remembers the ids of what Slack sent, to recognise what it sends again. */
export function createRecentIds(
  { now }: Clock,
  { ttlMs = 15 * 60_000, maxIds = 10_000 }: RecentIdsOptions = {},
) {
  const expiries = new Map<string, number>();
  return {
    /** True the first time; always for what has no id. */
    isFirst(id: string | undefined): boolean {
      if (id === undefined) return true;
      const time = now();
      for (const [old, expiry] of expiries) {
        if (expiry > time && expiries.size < maxIds) break;
        expiries.delete(old);
      }
      if ((expiries.get(id) ?? 0) > time) return false;
      expiries.delete(id);
      expiries.set(id, time + ttlMs);
      return true;
    },
  };
}

export type RecentIds = ReturnType<typeof createRecentIds>;
