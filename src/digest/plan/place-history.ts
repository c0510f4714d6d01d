import type { Paper } from '../../corpus/paper.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { Store } from '../../ports/store/store.ts';
import type { Place } from '../../topics/place.ts';
import type { MatchesCache } from './matches-cache.ts';
import { learnTaste, type Taste } from './preference.ts';

/** What was posted in a place, and what its people said about papers. */
export interface PlaceHistory {
  readonly isPosted: (paper: Paper) => boolean;
  readonly isHidden: (paper: Paper) => boolean;
  readonly taste: Taste;
}

export interface HistorySources {
  readonly store: Pick<Store, 'marks' | 'postedPapers'>;
  readonly index: Pick<PaperIndex, 'paper'>;
  readonly matchesCache: Pick<MatchesCache, 'paperProfile'>;
}

export async function placeHistory(
  place: Place,
  { store, index, matchesCache }: HistorySources,
): Promise<PlaceHistory> {
  const marks = await store.marks(place);
  const posted = await store.postedPapers(place);
  const idsOf = (wanted: 'saved' | 'hidden') =>
    marks.filter(({ kind }) => kind === wanted).map(({ paperId }) => paperId);
  const profilesOf = async (ids: readonly string[]) => {
    const papers = await Promise.all(ids.map((id) => index.paper(id)));
    return Promise.all(papers.flatMap((paper) => (paper ? [matchesCache.paperProfile(paper)] : [])));
  };
  const hidden = new Set(idsOf('hidden'));
  return {
    isPosted: ({ id }) => posted.has(id),
    isHidden: ({ id }) => hidden.has(id),
    taste: learnTaste(await profilesOf(idsOf('saved')), await profilesOf(idsOf('hidden'))),
  };
}
