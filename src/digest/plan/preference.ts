import { likeness, type Profile, sharedTerms, sumProfiles } from '../../search/profile.ts';

/** Rocchio's weights (1971), as Manning, Raghavan and Schütze 2008, §9.1.1 give them: likes count for more. */
const likeWeight = 0.75;
const dislikeWeight = 0.15;

/** What a place's saves and hides say about other papers. */
export interface Taste {
  /** Added to a match's score, -0.15 to 0.75. */
  preference(profile: Profile): number;
  /** The terms of a paper that raise and lower its preference, the heaviest first, at most three of each. */
  explain(profile: Profile): { readonly liked: readonly string[]; readonly disliked: readonly string[] };
}

export function learnTaste(saved: readonly Profile[], hidden: readonly Profile[]): Taste {
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
