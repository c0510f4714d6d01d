import type { Paper } from '../../corpus/paper.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { Store } from '../../ports/store/store.ts';
import { likeness, type Profile, sharedTerms, sumProfiles } from '../../search/profile.ts';
import type { Place } from '../../topics/place.ts';
import type { MatchesCache } from './matches-cache.ts';

/** What was posted in a place, and what its people said about papers. */
export interface PlaceHistory {
  readonly isPosted: (paper: Paper) => boolean;
  /** Also when it was left out, for want of room or because somebody had hidden it. */
  readonly isConsidered: (paper: Paper) => boolean;
  readonly isHidden: (paper: Paper) => boolean;
  readonly taste: Taste;
}

interface HistorySources {
  readonly store: Pick<Store, 'marks' | 'postedPapers' | 'consideredPapers'>;
  readonly index: Pick<PaperIndex, 'paper'>;
  readonly matchesCache: Pick<MatchesCache, 'paperProfile'>;
}

export async function placeHistory(
  place: Place,
  { store, index, matchesCache }: HistorySources,
): Promise<PlaceHistory> {
  const marks = await store.marks(place);
  const posted = await store.postedPapers(place);
  const considered = await store.consideredPapers(place);
  const idsOf = (wanted: 'saved' | 'hidden') =>
    marks.filter(({ kind }) => kind === wanted).map(({ paperId }) => paperId);
  const profilesOf = async (ids: readonly string[]) => {
    const papers = await Promise.all(ids.map((id) => index.paper(id)));
    return Promise.all(papers.flatMap((paper) => (paper ? [matchesCache.paperProfile(paper)] : [])));
  };
  const saved = new Set(idsOf('saved'));
  const hidden = new Set(idsOf('hidden'));
  return {
    isPosted: ({ id }) => posted.has(id),
    isConsidered: ({ id }) => considered.has(id),
    // Where some want a paper and others do not, it stays.
    isHidden: ({ id }) => hidden.has(id) && !saved.has(id),
    taste: learnTaste(await profilesOf(idsOf('saved')), await profilesOf(idsOf('hidden'))),
  };
}

/** Rocchio's weights (1971), as Manning, Raghavan and Schütze 2008, §9.1.1 give them: likes count for more. */
const likeWeight = 0.75;
const dislikeWeight = 0.15;

/** What a place's saves and hides say about other papers. */
interface Taste {
  /** Added to a match's score, -0.15 to 0.75. */
  preference(profile: Profile): number;
  /** The terms of a paper that raise and lower its preference, the heaviest first, at most three of each. */
  explain(profile: Profile): { readonly liked: readonly string[]; readonly disliked: readonly string[] };
}

function learnTaste(saved: readonly Profile[], hidden: readonly Profile[]): Taste {
  const liked = sumProfiles(saved);
  const disliked = sumProfiles(hidden);
  return {
    preference: (profile) =>
      likeWeight * likeness(profile, liked) - dislikeWeight * likeness(profile, disliked),
    explain: (profile) => ({ liked: inCommon(profile, liked), disliked: inCommon(profile, disliked) }),
  };
}

/** Below this likeness, the terms in common are chance. */
const tellingLikeness = 0.05;

const inCommon = (profile: Profile, marked: Profile): string[] =>
  likeness(profile, marked) < tellingLikeness ? [] : sharedTerms(profile, marked, 3);
