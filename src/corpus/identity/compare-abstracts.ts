/** Fewer words are too few to tell papers apart. */
const minWords = 12;

/**
 * The smallest share of the shorter abstract's words that versions of one abstract have in common. For pairs of
 * different papers in `seeds/` the share is below 0.4, except for two parts of one series, with 0.52.
 */
export const minVersionShare = 0.5;

/** How many words two abstracts have in common, as shares from 0 to 1. */
interface Overlap {
  /** Of the shorter one's words: 1 where one was cut off. */
  readonly ofShorter: number;
  /** Of all their words. */
  readonly ofAll: number;
}

/** Undefined where an abstract is missing or has fewer than 12 words. */
export function compareAbstracts(a: string, b: string): Overlap | undefined {
  const [wordsA, wordsB] = [wordSet(a), wordSet(b)];
  const smaller = wordsA.size <= wordsB.size ? wordsA : wordsB;
  if (smaller.size < minWords) return undefined;
  const shared = countShared(wordsA, wordsB);
  return { ofShorter: shared / smaller.size, ofAll: shared / (wordsA.size + wordsB.size - shared) };
}

/** The words of four letters and more: shorter ones are in every text. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []);
}

export function countShared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared;
}
