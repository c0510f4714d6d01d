import { countPhrases, phrasesIn, tellingPhrases } from './telling-phrases.ts';

/** A topic with more would be hard to read. */
const mostPhrases = 4;
const phrasesTried = 16;
/** A phrase must bring in so much more of the texts, as a share, than of the others. */
const leastGain = 0.05;

/**
 * A query that finds most of some texts and few others: the phrases that tell them apart, joined by OR. Undefined where nothing
 * does.
 * @param texts title and abstract of each
 * @param others texts that it should not find
 */
export function suggestTopic(texts: readonly string[], others: readonly string[]): string | undefined {
  const candidates = tellingPhrases(countPhrases(texts), countPhrases(others), phrasesTried);
  const inside = texts.map((text) => new Set(phrasesIn(text).values()));
  const outside = others.map((text) => new Set(phrasesIn(text).values()));
  const chosen: string[] = [];
  const newIn = (sets: readonly ReadonlySet<string>[], phrase: string): number =>
    sets.filter((set) => set.has(phrase) && !chosen.some((each) => set.has(each))).length /
    Math.max(1, sets.length);
  const gain = (phrase: string) => newIn(inside, phrase) - newIn(outside, phrase);
  while (chosen.length < mostPhrases) {
    const [best] = candidates
      .map(({ phrase }) => ({ phrase, gained: gain(phrase) }))
      .sort((a, b) => b.gained - a.gained);
    if (best === undefined || best.gained < leastGain) break;
    chosen.push(best.phrase);
  }
  if (chosen.length === 0) return candidates[0] && quoted(candidates[0].phrase);
  return chosen.map(quoted).join(' OR ');
}

const quoted = (phrase: string): string => (phrase.includes(' ') ? `"${phrase}"` : phrase);
