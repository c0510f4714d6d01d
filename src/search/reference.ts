import type { Corpus } from '../corpus/corpus.ts';
import type { GiveWay } from '../time/in-order.ts';
import { type Profile, tellingTerms } from './profile.ts';
import { countTerms } from './words/terms.ts';

/**
 * Profiles by the frequencies of terms in a fixed corpus, such as the saved pages. They stay the same whatever papers are stored
 * later, so that what is decided by them does.
 * @param giveWay called between two texts
 */
export function createReference({ papers, notes }: Pick<Corpus, 'papers' | 'notes'>, giveWay: GiveWay) {
  let holders: Promise<ReadonlyMap<string, number>> | undefined;
  const count = async () => {
    const counts = new Map<string, number>();
    const texts = [
      ...papers.map(({ title, abstract }) => [title, abstract] as const),
      ...notes.map(({ title, description }) => [title, description] as const),
    ];
    for (const [title, body] of texts) {
      for (const term of countTerms(title, body).terms.keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
      await giveWay();
    }
    return counts;
  };
  return {
    async profile(title: string, body: string): Promise<Profile> {
      holders ??= count();
      const known = await holders;
      const telling = tellingTerms(
        countTerms(title, body).terms,
        (term) => known.get(term) ?? 0,
        papers.length + notes.length,
      );
      return new Map(telling.map(({ term, weight }) => [term, weight]));
    },
  };
}
