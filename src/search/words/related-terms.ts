import type { WeightedTerm } from '../index/collection.ts';

/** The terms that texts of science have beside a term, with weights above 0 to 1. Empty for an unknown term. */
export type RelatedTerms = (term: string) => readonly WeightedTerm[];

/** Beside the saved pages. `npm run learn` makes it from a file of papers. */
export const relatedTermsName = 'related-terms.txt.gz';

/** @param text a line for each term: the term, then related terms and their weights in hundredths, separated by blanks */
export function readRelatedTerms(text: string): RelatedTerms {
  const lines = new Map<string, string>();
  for (const line of text.split('\n')) {
    const end = line.indexOf(' ');
    if (end > 0) lines.set(line.slice(0, end), line);
  }
  return (term) => {
    const [, ...fields] = lines.get(term)?.split(' ') ?? [];
    return fields.flatMap((field, i) =>
      i % 2 === 0 ? { term: field, weight: Number(fields[i + 1]) / 100 } : [],
    );
  };
}
