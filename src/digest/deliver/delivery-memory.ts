import type { Issue } from '../../ports/store/ledger.ts';
import { type Place, placeKey } from '../../topics/place.ts';

/** The first place on earth where a date begins is 14 hours ahead of UTC. */
const aheadOfUtcMs = 14 * 60 * 60_000;

/** When the date of an issue began, at the earliest: no message of the issue is older. In milliseconds since 1970. */
export const earliestPost = ({ localDate }: Pick<Issue, 'localDate'>): number =>
  Date.parse(`${localDate}T00:00:00Z`) - aheadOfUtcMs;

/** When there are more, the oldest is forgotten. */
const maxTold = 10_000;

/**
 * What delivery remembers while the process runs.
 *
 * The database may be a restored backup that does not know of the latest posts, so the first message of a place is looked
 * for before it is sent, even when the ledger says that nobody tried to send it. Once a message is really absent, later ones
 * are, too.
 * @param startedAt when this process started, in milliseconds since 1970
 */
export function createDeliveryMemory(startedAt: number) {
  const settled = new Set<string>();
  const told = new Set<string>();
  const recalled = new Set<string>();
  const waiting = new Map<string, number>();
  return {
    /** Whether an earlier process may have posted messages of the issue. */
    isLookDue: (issue: Issue): boolean =>
      !settled.has(placeKey(issue.place)) && earliestPost(issue) < startedAt,
    settle: (place: Place): void => {
      settled.add(placeKey(place));
    },
    /** Whether what was posted in a place has still to be read there: once, before its first digest is composed. */
    isRecallDue: (place: Place): boolean => !recalled.has(placeKey(place)),
    recalled: (place: Place): void => {
      recalled.add(placeKey(place));
      waiting.delete(placeKey(place));
    },
    /** When a place began to wait for that. */
    waitsSince(place: Place, now: number): number {
      const since = Math.min(waiting.get(placeKey(place)) ?? now, now);
      waiting.set(placeKey(place), since);
      return since;
    },
    /** True the first time. */
    isNews(text: string): boolean {
      if (told.has(text)) return false;
      for (const oldest of [...told].slice(0, Math.max(0, told.size + 1 - maxTold))) told.delete(oldest);
      told.add(text);
      return true;
    },
  };
}

/** See `createDeliveryMemory`. */
export type DeliveryMemory = ReturnType<typeof createDeliveryMemory>;
