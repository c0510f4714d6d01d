import { stem, type Token, termsOf, tokenize } from './words/tokens.ts';

/** What a text is about: its most telling terms with their tf·idf, scaled so that the squares of the weights sum to 1. */
export type Profile = ReadonlyMap<string, number>;

/** Of a profile. More terms cost time at every comparison of two profiles. */
const maxTerms = 40;

/** A term by which a text differs from the others. */
export interface TellingTerm {
  readonly term: string;
  /** As in a profile. */
  readonly weight: number;
  /** The dampened count, for use as the weight of a query term. */
  readonly count: number;
}

/**
 * The terms of a text with the highest tf·idf (Salton and Buckley 1988, tf dampened by its logarithm). Leaves out terms
 * that no other text has: they find nothing else.
 * @param counts how often the text has each term
 * @param holders how many of the documents have a term
 * @param limit at most so many terms; `Infinity` for what is like a text, because the highest tf·idf have its rarest words,
 *   and these include its fillers
 */
export function tellingTerms(
  counts: ReadonlyMap<string, number>,
  holders: (term: string) => number,
  documents: number,
  limit = maxTerms,
): TellingTerm[] {
  const weighted = [...counts]
    .filter(([term]) => holders(term) > 1)
    .map(([term, n]) => {
      const count = 1 + Math.log(n);
      return { term, count, weight: count * Math.log(documents / holders(term)) };
    })
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .slice(0, limit);
  const norm = Math.hypot(...weighted.map(({ weight }) => weight)) || 1;
  return weighted.map((each) => ({ ...each, weight: each.weight / norm }));
}

/** The cosine of two profiles, 0 (nothing in common) to 1. */
export function likeness(a: Profile, b: Profile): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
  return sum;
}

/** What several texts have in common: the heaviest terms of their sum, as a profile. */
export function sumProfiles(profiles: readonly Profile[]): Profile {
  const sum = new Map<string, number>();
  for (const profile of profiles)
    for (const [term, weight] of profile) sum.set(term, (sum.get(term) ?? 0) + weight);
  const top = [...sum].sort(([s, a], [t, b]) => b - a || (s < t ? -1 : 1)).slice(0, maxTerms);
  const norm = Math.hypot(...top.map(([, weight]) => weight)) || 1;
  return new Map(top.map(([term, weight]) => [term, weight / norm]));
}

/** The terms that make two profiles alike, the heaviest first. */
export const sharedTerms = (a: Profile, b: Profile, limit: number): string[] =>
  [...a]
    .map(([term, weight]) => ({ term, weight: weight * (b.get(term) ?? 0) }))
    .filter(({ weight }) => weight > 0)
    .sort((x, y) => y.weight - x.weight || (x.term < y.term ? -1 : 1))
    .slice(0, limit)
    .map(({ term }) => term);

/**
 * Terms as a text writes them: `reinforc` as `reinforcement`, `test` as `test-time`. Leaves out terms that the text
 * does not have.
 */
export function wordsOfTerms(terms: readonly string[], text: string): string[] {
  const tokens = tokenize(text);
  const words = terms.flatMap((term) => {
    const at = tokens.findIndex(
      (token, i) => termsOf(token.surface).includes(term) || isJoin(tokens[i - 1], token, term),
    );
    return at < 0 ? [] : [compound(tokens, at)];
  });
  return [...new Set(words)];
}

const isJoin = (before: Token | undefined, token: Token, term: string) =>
  before !== undefined && token.hyphenated && stem(before.surface + token.surface) === term;

/** The word at a position, with the words that hyphens join to it. */
function compound(tokens: readonly Token[], at: number): string {
  let [first, last] = [at, at];
  while (tokens[first]?.hyphenated) first--;
  while (tokens[last + 1]?.hyphenated) last++;
  return tokens
    .slice(first, last + 1)
    .map(({ surface }) => surface)
    .join('-');
}
