import type { Corpus } from '../corpus/corpus.ts';
import { type Profile, tellingTerms } from './profile.ts';
import { countTerms } from './words/terms.ts';

/**
 * Profiles by the frequencies of terms in a fixed corpus, such as the saved pages. They stay the same whatever papers are stored
 * later, so that what is decided by them does.
 */
export function createReference({ papers, notes }: Pick<Corpus, 'papers' | 'notes'>) {
  let holders: ReadonlyMap<string, number> | undefined;
  const count = () => {
    const counts = new Map<string, number>();
    const texts = [
      ...papers.map(({ title, abstract }) => [title, abstract] as const),
      ...notes.map(({ title, description }) => [title, description] as const),
    ];
    for (const [title, body] of texts)
      for (const term of countTerms(title, body).terms.keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
    return counts;
  };
  return {
    profile(title: string, body: string): Profile {
      holders ??= count();
      const known = holders;
      const telling = tellingTerms(
        countTerms(title, body).terms,
        (term) => known.get(term) ?? 0,
        papers.length + notes.length,
      );
      return new Map(telling.map(({ term, weight }) => [term, weight]));
    },
  };
}
