import type { SharedLinkStore } from '../../../../src/ports/store/shared-links.ts';
import { placeKey } from '../../../../src/topics/place.ts';

/** Instants in milliseconds since 1970. */
export interface SharedLink {
  readonly first: number;
  readonly last: number;
}

/** Previewed links in memory: by place, then by paper. */
export function memorySharedLinks(liveId: (id: string) => string) {
  const links = new Map<string, Map<string, SharedLink>>();
  const store: SharedLinkStore = {
    async noteSharedLink(place, paperId, now, quietMs) {
      const own = links.get(placeKey(place)) ?? new Map<string, SharedLink>();
      const known = own.get(liveId(paperId));
      if (known !== undefined && known.last > now - quietMs && known.last <= now) return undefined;
      const first = Math.min(known?.first ?? now, now);
      links.set(placeKey(place), own.set(liveId(paperId), { first, last: now }));
      return first;
    },
    async forgetSharedLinks(before) {
      for (const own of links.values())
        for (const [paper, { last }] of own) if (last < before) own.delete(paper);
    },
  };
  return {
    links,
    store,
    join(gone: string, stays: string): void {
      for (const own of links.values()) {
        const moved = own.get(gone);
        if (moved !== undefined) own.set(stays, joinLinks(moved, own.get(stays)));
        own.delete(gone);
      }
    },
  };
}

/** Both as one: the earlier first, and the later last. */
export const joinLinks = (moved: SharedLink, there: SharedLink = moved): SharedLink => ({
  first: Math.min(moved.first, there.first),
  last: Math.max(moved.last, there.last),
});
