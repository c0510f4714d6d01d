import type { Paper } from '../../corpus/paper.ts';
import { defined } from '../../defined.ts';
import { likeness, type Profile, sharedTerms, sumProfiles } from '../../search/profile.ts';
import { trainWeights } from './logistic.ts';

/** A paper that people of a place have saved or hidden. */
export interface Marked {
  readonly paper: Paper;
  readonly isSaved: boolean;
  readonly profile: Profile;
}

/** What papers have in common by their vectors: the cosine of each other one with the first, as far as both have vectors. */
export type Likenesses = (id: string, others: readonly string[]) => Promise<readonly (number | undefined)[]>;

/** A marked paper that is like another one, and the terms that both have, the heaviest first, at most three. */
export interface Reason {
  readonly paper: Paper;
  readonly terms: readonly string[];
}

/** What a place's saves and hides say about other papers. */
export interface Taste {
  /** Nothing was saved or hidden: all preferences are 0. */
  readonly isEmpty: boolean;
  /** Added to a match's score, -0.15 to 0.75. */
  preference(paper: Paper, profile: Profile): Promise<number>;
  /** The saved paper that raises the preference most, and the hidden one that lowers it most. */
  explain(paper: Paper, profile: Profile): Promise<{ readonly liked?: Reason; readonly disliked?: Reason }>;
}

/** Rocchio's weights (1971), as Manning, Raghavan and Schütze 2008, §9.1.1 give them: likes count for more. */
const likeWeight = 0.75;
const dislikeWeight = 0.15;
/** From so many marks on, and of both kinds, there is enough to learn from. */
const enoughMarks = 10;
const enoughOfEach = 2;
/** The newest. Learning takes time with the square of their number. */
const mostMarks = 200;
/** Below this likeness, what is in common is chance. */
const tellingLikeness = 0.05;

/** @param marked the newest first */
export async function learnTaste(marked: readonly Marked[], likenesses: Likenesses): Promise<Taste> {
  const recent = marked.slice(0, mostMarks);
  const likeAll = async (paper: Paper, profile: Profile): Promise<number[]> => {
    const ids = recent.map((each) => each.paper.id);
    const byVectors = await likenesses(paper.id, ids);
    return recent.map((each, i) => likeness(profile, each.profile) + (byVectors[i] ?? 0));
  };
  const ofKind = (isSaved: boolean) => marked.filter((each) => each.isSaved === isSaved);
  const fewest = Math.min(
    ...[true, false].map((isSaved) => recent.filter((each) => each.isSaved === isSaved).length),
  );
  const weights =
    recent.length >= enoughMarks && fewest >= enoughOfEach
      ? trainWeights(
          await Promise.all(recent.map(({ paper, profile }) => likeAll(paper, profile))),
          recent.map(({ isSaved }) => isSaved),
        )
      : undefined;
  const rocchio = rocchioOf(ofKind(true), ofKind(false));

  /** A marked paper is no reason for itself. */
  function reasonOf(
    paper: Paper,
    profile: Profile,
    likes: readonly number[],
    isSaved: boolean,
  ): Reason | undefined {
    const weightOf = (i: number) => (likes[i] ?? 0) * Math.abs(weights?.weights[i] ?? 1);
    const [best] = recent
      .map((each, i) => ({ each, like: likes[i] ?? 0, weight: weightOf(i) }))
      .filter(
        ({ each, like }) => each.isSaved === isSaved && each.paper.id !== paper.id && like >= tellingLikeness,
      )
      .sort((a, b) => b.weight - a.weight || (a.each.paper.id < b.each.paper.id ? -1 : 1));
    return best && { paper: best.each.paper, terms: sharedTerms(profile, best.each.profile, 3) };
  }

  return {
    isEmpty: marked.length === 0,
    async preference(paper, profile) {
      if (weights === undefined) return rocchio(profile);
      return (
        (likeWeight + dislikeWeight) * weights.probability(await likeAll(paper, profile)) - dislikeWeight
      );
    },
    async explain(paper, profile) {
      const likes = await likeAll(paper, profile);
      const [liked, disliked] = [true, false].map((isSaved) => reasonOf(paper, profile, likes, isSaved));
      return defined({ liked, disliked });
    },
  };
}

function rocchioOf(saved: readonly Marked[], hidden: readonly Marked[]): (profile: Profile) => number {
  const liked = sumProfiles(saved.map(({ profile }) => profile));
  const disliked = sumProfiles(hidden.map(({ profile }) => profile));
  return (profile) => likeWeight * likeness(profile, liked) - dislikeWeight * likeness(profile, disliked);
}
