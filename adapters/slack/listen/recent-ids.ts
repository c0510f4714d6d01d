import type { Clock } from '../../../src/ports/clock-and-logger.ts';

export interface SeenOptions {
  /** Longer than Slack goes on trying: at once, after a minute, after five more. */
  readonly ttlMs?: number;
  readonly most?: number;
}

/** Tells the first of a kind from those told again. Its memory is bounded: the oldest is forgotten. */
export function createSeen({ now }: Clock, { ttlMs = 15 * 60_000, most = 10_000 }: SeenOptions = {}) {
  const until = new Map<string, number>();
  return {
    /** True once for each id. */
    isFirst(id: string): boolean {
      const time = now();
      for (const [old, end] of until) {
        if (end > time && until.size < most) break;
        until.delete(old);
      }
      if ((until.get(id) ?? 0) > time) return false;
      until.delete(id);
      until.set(id, time + ttlMs);
      return true;
    },
  };
}

export type Seen = ReturnType<typeof createSeen>;
