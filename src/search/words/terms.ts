import { expressionTerms } from './expressions.ts';
import { partsOf, type Token, termsOf, tokenize } from './tokens.ts';

/** All terms of a text. */
export function indexTerms(text: string): string[] {
  const tokens = tokenize(text);
  return [...tokens.flatMap(({ surface }) => ownTerms(surface)), ...expressionTerms(tokens)];
}

const ownTerms = (surface: string): readonly string[] => {
  const parts = partsOf(surface);
  return parts.length === 0 ? termsOf(surface) : [...termsOf(surface), ...parts];
};

/** A text as it is indexed. */
interface TermCounts {
  /** How much each term counts. */
  readonly terms: ReadonlyMap<string, number>;
  /** How often the text has each word, as it is written there. */
  readonly surfaces: ReadonlyMap<string, number>;
}

/** The title counts twice: one field of title, title, body ranked better than weighted fields. */
export const titleWeight = 2;

/** Looks up each different word once, because that takes most of the time. */
export function countTerms(title: string, body: string): TermCounts {
  const terms = new Map<string, number>();
  const surfaces = new Map<string, number>();
  for (const [text, weight] of [
    [title, titleWeight],
    [body, 1],
  ] as const) {
    const tokens: readonly Token[] = tokenize(text);
    const times = new Map<string, number>();
    for (const { surface } of tokens) count(times, surface, 1);
    for (const [surface, n] of times) {
      count(surfaces, surface, n);
      for (const term of ownTerms(surface)) count(terms, term, weight * n);
    }
    for (const term of expressionTerms(tokens)) count(terms, term, weight);
  }
  return { terms, surfaces };
}

const count = (counts: Map<string, number>, key: string, times: number) =>
  counts.set(key, (counts.get(key) ?? 0) + times);
