import { joinedTerms, type Token, termsOf, tokenize } from './tokens.ts';

/** A text as it is indexed. */
export interface TermCounts {
  /** How much each term counts. */
  readonly terms: ReadonlyMap<string, number>;
  /** How often each word stands in it, as it is written there. */
  readonly surfaces: ReadonlyMap<string, number>;
}

/** The title counts twice: one field of title, title, body ranked better than weighted fields. */
const titleWeight = 2;

/** Looks each word up once, however often it stands there: that is what takes time. */
export function countTerms(title: string, body: string): TermCounts {
  const terms = new Map<string, number>();
  const surfaces = new Map<string, number>();
  for (const [tokens, weight] of [
    [tokenize(title), titleWeight],
    [tokenize(body), 1],
  ] as const) {
    for (const [surface, times] of countSurfaces(tokens)) {
      count(surfaces, surface, times);
      for (const term of termsOf(surface)) count(terms, term, weight * times);
    }
    for (const term of joinedTerms(tokens)) count(terms, term, weight);
  }
  return { terms, surfaces };
}

function countSurfaces(tokens: readonly Token[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { surface } of tokens) count(counts, surface, 1);
  return counts;
}

const count = (counts: Map<string, number>, key: string, times: number) =>
  counts.set(key, (counts.get(key) ?? 0) + times);
