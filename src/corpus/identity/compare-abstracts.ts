/** Shorter abstracts say too little to tell papers apart. */
const minWords = 12;

/**
 * The share of the shorter abstract's words that both must have. Over the pairs of different papers in the four seed
 * pages the share stays below 0.4, but for two parts of one series with 0.52; versions of one abstract have more.
 */
export const sameAbstract = 0.5;

/** How much two abstracts have in common, each from 0 to 1. */
export interface Overlap {
  /** The share of the shorter one's words that both have: 1 where one was cut off. */
  readonly ofShorter: number;
  /** The share of all their words that both have. */
  readonly ofAll: number;
}

/** Undefined where one is missing or says too little. */
export function compareAbstracts(a: string, b: string): Overlap | undefined {
  const [wordsA, wordsB] = [wordSet(a), wordSet(b)];
  const smaller = wordsA.size <= wordsB.size ? wordsA : wordsB;
  if (smaller.size < minWords) return undefined;
  const shared = countShared(wordsA, wordsB);
  return { ofShorter: shared / smaller.size, ofAll: shared / (wordsA.size + wordsB.size - shared) };
}

/** Whether two abstracts of one title may be of one paper: one is missing, cut off, or mostly the same words. */
export function abstractsAgree(a: string, b: string): boolean {
  return (compareAbstracts(a, b)?.ofShorter ?? 1) >= sameAbstract;
}

/** Short words are in every text. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []);
}

export function countShared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared;
}
