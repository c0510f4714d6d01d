import { stem, type Token, termsOf, tokenize } from './words/tokens.ts';

/** What a text is about: its most telling terms, each weight its share; the squares of the weights sum to 1. */
export type Profile = ReadonlyMap<string, number>;

/** The cosine of two profiles, 0 (nothing in common) to 1. */
export function likeness(a: Profile, b: Profile): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
  return sum;
}

/** What several texts have in common: the heaviest terms of their sum, made a profile again. */
export function sumProfiles(profiles: readonly Profile[], maxTerms = 40): Profile {
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

/** Terms as a text writes them: `reinforc` as `reinforcement`, `test` as `test-time`. Terms it does not hold are left out. */
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

/** The word at a position with all that hyphens join to it. */
function compound(tokens: readonly Token[], at: number): string {
  let [first, last] = [at, at];
  while (tokens[first]?.hyphenated) first--;
  while (tokens[last + 1]?.hyphenated) last++;
  return tokens
    .slice(first, last + 1)
    .map(({ surface }) => surface)
    .join('-');
}
