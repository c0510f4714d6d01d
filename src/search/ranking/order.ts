import type { Results } from '../../ports/index.ts';
import { firstOf } from '../first-of.ts';
import type { Candidate, Candidates, Collection } from '../index/collection.ts';
import type { Query } from '../query.ts';
import type { Order } from '../words/filters.ts';
import { closenessTo } from './closeness.ts';
import type { AboutTest } from './floor.ts';
import { holdsEach, type SearchWord } from './resolve-words.ts';

/** Rescoring reads only the head of the ranking. */
const headSize = 50;
/** Shares of the score; chosen on the tuning half of the judged queries (`npm run quality`). */
const exactShare = 0.3;
const adjacentShare = 0.2;

/**
 * Stems find more, but words as typed should win over words with the same stem. Among candidates of nearly the same
 * score, those with the very words, and with typed words side by side, move up.
 * @param depth how many papers and how many notes are wanted
 * @returns so many of each, if there are, the best first; with more wanted than there are, all
 */
export function rescore(
  candidates: Candidates,
  words: readonly SearchWord[],
  collection: Collection,
  depth: number,
): Candidate[] {
  const closeness = closenessTo(words);
  const { papers, notes } = candidates.best(Math.max(depth, headSize));
  const kinds = [papers, notes];
  const head = bestOf(
    kinds.flatMap((ordered) => ordered.slice(0, headSize)),
    headSize,
  );
  const read = new Set(head);
  const rescored = head.map((candidate) => {
    const { exact, adjacent } = closeness(candidate, collection.foldedText(candidate.slot));
    const bonus = 1 + exactShare * exact + adjacentShare * adjacent;
    return { ...candidate, score: candidate.score * bonus };
  });
  return rescored.sort(byScore).concat(...kinds.map((ordered) => ordered.filter((each) => !read.has(each))));
}

/** A query of filters only is sorted by date, newest first. */
const wantedOrder = ({ filters }: Query, words: readonly SearchWord[]): Order =>
  filters.findLast((filter) => filter.kind === 'sort')?.value ?? (words.length === 0 ? 'new' : 'best');

/** Another order than the best first keeps good matches only, or one common word would bring the newest paper to the top. */
const goodShare = 0.5;

/**
 * `sort:new` and `sort:old`: by date, undated papers last; `sort:upvotes`: by upvotes. What is equal in that is in the order of its scores.
 * Keeps the candidates with every word or, where there are none, those with at least half of the best score.
 * @param best those whose scores are settled, the best first
 * @param found leaves those that are good enough
 * @param depth how many papers and how many notes are wanted
 * @param restScore of candidates that are not among the best
 * @returns so many of each, if there are; the best as they are where the order is the best first
 */
export function orderAsWanted(
  best: readonly Candidate[],
  found: Candidates,
  query: Query,
  words: readonly SearchWord[],
  depth: number,
  restScore: (each: Candidate) => number,
  collection: Pick<Collection, 'published' | 'upvotes'>,
): readonly Candidate[] {
  const order = wantedOrder(query, words);
  if (order === 'best') return best;
  const settled = new Map(best.map(({ slot, score }) => [slot, score]));
  const scoreOf = (each: Candidate) => settled.get(each.slot) ?? restScore(each);
  keepGood(found, words, goodShare * Math.max(0, best[0]?.score ?? 0), scoreOf);
  const byFact = order === 'upvotes' ? byUpvotes(collection) : byDate(order, collection);
  const { papers, notes } = found.first(
    depth,
    (a, b) => byFact(a, b) || scoreOf(b) - scoreOf(a) || (a.id < b.id ? -1 : 1),
  );
  return [...papers, ...notes].map((each) => ({ ...each, score: scoreOf(each) }));
}

type Compare = (a: Candidate, b: Candidate) => number;

/** Those without a date last. */
function byDate(order: 'new' | 'old', { published }: Pick<Collection, 'published'>): Compare {
  const sign = order === 'new' ? -1 : 1;
  const dateOf = ({ kind, slot }: Candidate) => (kind === 'paper' ? (published(slot) ?? '') : '');
  return (a, b) => {
    const [dateA, dateB] = [dateOf(a), dateOf(b)];
    if (dateA === dateB) return 0;
    if (dateA === '' || dateB === '') return dateA === '' ? 1 : -1;
    return dateA < dateB ? -sign : sign;
  };
}

/** Papers of which no upvotes are known last. */
function byUpvotes({ upvotes }: Pick<Collection, 'upvotes'>): Compare {
  const upvotesOf = ({ kind, slot }: Candidate) => (kind === 'paper' ? upvotes(slot) : 0);
  return (a, b) => upvotesOf(b) - upvotesOf(a);
}

function keepGood(
  found: Candidates,
  words: readonly SearchWord[],
  least: number,
  scoreOf: (each: Candidate) => number,
): void {
  const isComplete = holdsEach(words);
  if (found.countByTerms().some(isComplete)) found.keep(isComplete);
  else found.keep((each) => scoreOf(each) >= least);
}

/** The head of a ranking, and behind it those of the candidates that are near and not in it. */
export function withThose(
  near: readonly Candidate[],
  head: readonly Candidate[],
  kept: Candidates,
): readonly Candidate[] {
  if (near.length === 0) return head;
  const wanted = new Set(near.map(({ slot }) => slot));
  for (const { slot } of head) wanted.delete(slot);
  return head.concat(kept.among(wanted));
}

/** All that was found, whatever is shown of it. */
export function countOf(
  candidates: Candidates,
  about: AboutTest,
  holdsAll: (each: Pick<Candidate, 'terms'>) => boolean,
): Results['total'] {
  const total = { papers: 0, papersAbout: 0, notes: 0, papersWithEveryWord: 0 };
  const byMeaningOnly = new Set<readonly string[]>();
  for (const { terms, papers, notes } of candidates.countByTerms()) {
    total.papers += papers;
    total.notes += notes;
    if (holdsAll({ terms })) total.papersWithEveryWord += papers;
    if (about.byWords(terms, 'paper')) total.papersAbout += papers;
    else byMeaningOnly.add(terms);
  }
  const { byMeaning } = about;
  if (byMeaning !== undefined)
    candidates.forEach(({ id, kind, terms }) => {
      if (kind === 'paper' && byMeaningOnly.has(terms) && byMeaning(id)) total.papersAbout++;
    });
  return total;
}

/** Best first; equal scores by id. */
const byScore = (a: Candidate, b: Candidate): number => b.score - a.score || (a.id < b.id ? -1 : 1);

/** The best few, best first, without sorting the others. */
export const bestOf = <Each extends Candidate>(candidates: readonly Each[], count: number): Each[] =>
  firstOf(candidates, count, byScore);
