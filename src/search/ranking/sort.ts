import type { Candidate } from '../index/collection.ts';
import type { Query } from '../query.ts';
import type { SearchWord } from './resolve-words.ts';
import { holdsWord } from './retrieve.ts';

/** Sorting by date keeps good matches only, or one common word would bring the newest paper to the top. */
const goodShare = 0.5;

/**
 * `sort:new` and `sort:old`: the candidates with every word or, where there is none, with at least half of the best
 * score; by date, undated ones last, equal dates by score. A query of filters only is sorted by date, newest first.
 */
export function orderByDate(
  candidates: readonly Candidate[],
  query: Query,
  words: readonly SearchWord[],
): readonly Candidate[] {
  const sort = query.filters.list.findLast((filter) => filter.kind === 'sort')?.value;
  const order = sort ?? (words.length === 0 ? 'new' : 'best');
  if (order === 'best') return candidates;
  const sign = order === 'new' ? -1 : 1;
  return [...goodOnes(candidates, words)].sort((a, b) => {
    const [dateA, dateB] = [dateOf(a), dateOf(b)];
    if (dateA === dateB) return b.score - a.score || (a.document.item.id < b.document.item.id ? -1 : 1);
    if (dateA === '' || dateB === '') return dateA === '' ? 1 : -1;
    return dateA < dateB ? -sign : sign;
  });
}

const dateOf = ({ document }: Candidate) =>
  document.kind === 'paper' ? (document.item.published ?? '') : '';

function goodOnes(candidates: readonly Candidate[], words: readonly SearchWord[]): readonly Candidate[] {
  const complete = candidates.filter(({ terms }) => words.every((word) => holdsWord(terms, word)));
  if (complete.length > 0) return complete;
  const best = Math.max(0, ...candidates.slice(0, 1).map((each) => each.score));
  return candidates.filter((each) => each.score >= goodShare * best);
}
