/** The first of each order are blended. What is further back in both does not come up. */
export const blendedDepth = 100;
/** Half and half: the best, or within 0.003 of it, on the judged queries. */
export const vectorShare = 0.5;
/** For a word or two: they are mostly names and acronyms, which a model of sentences knows less well (0.867 to 0.881). */
export const shortShare = 0.3;

interface Scored {
  readonly score: number;
}

/**
 * One order from two: the weighted sum of the scores by words and by vectors, both scaled to 0 to 1 among the first hundred of either
 * order. That was better than adding reciprocal ranks (Cormack, Clarke and Büttcher 2009), which forget how far apart two scores
 * are. What has no vector counts by its words alone. Behind these come the others, in the order given, with a score of 0.
 * @param candidates the best by words first
 * @param likeness by vectors; undefined where there is no vector
 * @param isNear whether a candidate is among the first by vectors
 * @param share the weight of vectors, 0 to 1
 */
export function blend<Candidate extends Scored>(
  candidates: readonly Candidate[],
  likeness: (candidate: Candidate) => number | undefined,
  isNear: (candidate: Candidate) => boolean,
  share: number,
): Candidate[] {
  const isBlended = (candidate: Candidate, place: number) => place < blendedDepth || isNear(candidate);
  const pool = candidates.filter(isBlended).map((candidate) => ({ candidate, like: likeness(candidate) }));
  const words = scale(pool.map(({ candidate }) => candidate.score));
  const vectors = scale(pool.flatMap(({ like }) => like ?? []));
  const blended = pool.map(({ candidate, like }) => {
    const word = words(candidate.score);
    const vector = like === undefined ? word : vectors(like);
    return { ...candidate, score: (1 - share) * word + share * vector };
  });
  const others = candidates.filter((candidate, place) => !isBlended(candidate, place));
  // Equal scores stay in the order of their words, which is settled down to the ids.
  return blended
    .sort((a, b) => b.score - a.score)
    .concat(others.map((candidate) => ({ ...candidate, score: 0 })));
}

/** Scales values so that the smallest is 0 and the largest is 1. Equal values are all 1. */
function scale(values: readonly number[]): (value: number) => number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return (value) => (most > least ? (value - least) / (most - least) : 1);
}
