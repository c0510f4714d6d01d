import { isForeign } from '../../corpus/added-source.ts';
import type { Paper } from '../../corpus/paper.ts';
import { ownFeeds } from '../../intake/rounds/added-feeds.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { Store } from '../../ports/store/store.ts';
import type { Place } from '../../topics/place.ts';
import type { HiddenPaper } from '../hidden-hint.ts';
import type { MatchesCache } from './matches-cache.ts';
import { learnTaste, type Marked, type Taste } from './taste.ts';

/** What was posted in a place, and what its people said about papers. */
export interface PlaceHistory {
  readonly isPosted: (paper: Paper) => boolean;
  /** Also when it was left out, for want of room or because somebody had hidden it. */
  readonly isConsidered: (paper: Paper) => boolean;
  readonly isHidden: (paper: Paper) => boolean;
  /** It came only from feeds that other workspaces added for themselves. */
  readonly isForeign: (paper: Paper) => boolean;
  readonly taste: Taste;
  /** Whether somebody hid a paper there. */
  readonly hasHidden: boolean;
  /** Papers that somebody hid after an instant and that stay hidden, the newest first. */
  readonly hiddenSince: (instant: number) => readonly HiddenPaper[];
}

interface HistorySources {
  readonly store: Pick<Store, 'marks' | 'postedPapers' | 'consideredPapers' | 'addedFeeds'>;
  readonly index: Pick<PaperIndex, 'paper' | 'likenesses'>;
  readonly matchesCache: Pick<MatchesCache, 'paperProfile'>;
}

/** Reads it from the store. @throws what the store throws */
export async function placeHistory(
  place: Place,
  { store, index, matchesCache }: HistorySources,
): Promise<PlaceHistory> {
  const [marks, posted, considered, own] = await Promise.all([
    store.marks(place),
    store.postedPapers(place),
    store.consideredPapers(place),
    ownFeeds(place, store),
  ]);
  const idsOf = (wanted: 'saved' | 'hidden') =>
    marks.filter(({ kind }) => kind === wanted).map(({ paperId }) => paperId);
  const marked = await Promise.all(
    marks.map(async ({ paperId, kind }): Promise<Marked | undefined> => {
      const paper = await index.paper(paperId);
      if (paper === undefined) return undefined;
      return { paper, isSaved: kind === 'saved', profile: await matchesCache.paperProfile(paper) };
    }),
  );
  const saved = new Set(idsOf('saved'));
  const hidden = new Set(idsOf('hidden'));
  const titles = new Map(
    marked.flatMap((each) => (each ? [[each.paper.id, each.paper.title] as const] : [])),
  );
  return {
    hasHidden: hidden.size > 0,
    hiddenSince: (instant) =>
      marks.flatMap(({ paperId, person, kind, at }) => {
        const title = titles.get(paperId);
        const counts = kind === 'hidden' && at > instant && !saved.has(paperId) && title !== undefined;
        return counts ? [{ title, person }] : [];
      }),
    isPosted: ({ id }) => posted.has(id),
    isConsidered: ({ id }) => considered.has(id),
    isForeign: (paper) => isForeign(paper, own),
    // Where some want a paper and others do not, it stays.
    isHidden: ({ id }) => hidden.has(id) && !saved.has(id),
    taste: await learnTaste(
      marked.filter((each) => each !== undefined),
      index.likenesses,
    ),
  };
}
