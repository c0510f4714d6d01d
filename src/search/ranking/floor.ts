import type { Candidate, Collection } from '../index/collection.ts';
import { rarity } from '../index/score.ts';
import { holdsWord, onceForEach, type SearchWord } from './resolve-words.ts';

/**
 * A text with this share of what is asked is about it. On the tuning half of the judged queries, 64 % of such papers were judged
 * so, and they were 90 % of the relevant ones among the first ten. Notes are short, and say most things in other words.
 */
const aboutShare = { paper: 0.5, note: 0.4 } as const;

/** From this likeness of meaning on, a text is about a query with other words. */
const aboutLikeness = 0.5;

/** Tells texts about what is asked from those that are only near it. Either way is enough. */
export interface AboutTest {
  byWords(terms: readonly string[], kind: Candidate['kind']): boolean;
  /** Undefined where the query has no vector. */
  readonly byMeaning: ((id: string) => boolean) | undefined;
}

/** Whether a candidate is about what is asked, by its words or by its meaning. */
export const isAbout = ({ byWords, byMeaning }: AboutTest, { id, kind, terms }: Candidate): boolean =>
  byWords(terms, kind) || (byMeaning?.(id) ?? false);

/**
 * A text is about what is asked when it has most of the words, counted by how telling they are among
 * the texts here, or means nearly the same. A compound counts once, and a word that no text has does not count.
 */
export function aboutTest(
  words: readonly SearchWord[],
  collection: Pick<Collection, 'holders' | 'count'>,
  likeness: ((id: string) => number | undefined) | undefined,
): AboutTest {
  const { papers, notes } = collection.count();
  const known = words.filter(({ alternatives }) => alternatives.length > 0);
  const units = [
    ...new Map(known.map((word) => [word.isPart ? word.alternatives[0]?.[0] : word, word])).values(),
  ];
  const weighted = units.map((word) => ({
    word,
    weight: rarity(papers + notes, holdersOf(word, collection)),
  }));
  const most = weighted.reduce((sum, { weight }) => sum + weight, 0) || 1;
  // Filters alone find nothing but what is asked.
  if (weighted.length === 0) return { byWords: () => true, byMeaning: undefined };
  const shareOf = onceForEach((terms): number => {
    let share = 0;
    for (const { word, weight } of weighted) if (holdsWord(terms, word)) share += weight / most;
    return share;
  });
  return {
    byWords: (terms, kind) => shareOf(terms) >= aboutShare[kind],
    byMeaning: likeness && ((id) => (likeness(id) ?? 0) >= aboutLikeness),
  };
}

/** How many texts have a word in its most frequent form. */
const holdersOf = ({ alternatives }: SearchWord, { holders }: Pick<Collection, 'holders'>): number =>
  Math.max(...alternatives.map((all) => Math.min(...all.map(holders))));
