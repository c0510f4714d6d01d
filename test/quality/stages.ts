import type { Corpus } from '../../src/corpus/corpus.ts';
import type { PaperIndex } from '../../src/ports/index.ts';
import { type Candidate, type Candidates, createCollection } from '../../src/search/index/collection.ts';
import { noteDocument, paperDocument } from '../../src/search/index/document.ts';
import { atomsOf, parseQuery } from '../../src/search/query.ts';
import { rankExpanded } from '../../src/search/ranking/expand.ts';
import { weigh } from '../../src/search/ranking/match-query.ts';
import { bestOf, rescore } from '../../src/search/ranking/order.ts';
import { resolveClauses, type SearchWord } from '../../src/search/ranking/resolve-words.ts';
import { termsOf, tokenize } from '../../src/search/words/tokens.ts';
import type { Ranker } from './measure.ts';
import { depth, plainMinisearch, rankWith } from './rankers.ts';

export interface Stage {
  readonly name: string;
  readonly rank: Ranker;
}

type Rank<Ranked = Candidates> = (words: readonly SearchWord[]) => Ranked;

/**
 * What a search does, switched on one by one: each stage has all that those before it have.
 * @param related an index with related terms
 * @param vectors an index with related terms and vectors
 */
export function stagesOf(
  corpus: Pick<Corpus, 'papers' | 'notes'>,
  { related, vectors }: Readonly<Record<'related' | 'vectors', PaperIndex>>,
): readonly Stage[] {
  const collection = createCollection();
  for (const paper of corpus.papers) collection.put(paperDocument(paper));
  for (const note of corpus.notes) collection.put(noteDocument(note));
  Array.from(collection.tidy());
  const stems: Ranker = async (query) => ranking(collection.find(stemsOf(query)).all());
  const resolved =
    (rank: Rank<readonly Candidate[]>): Ranker =>
    async (query) =>
      ranking(rank(resolveClauses(parseQuery(query).clauses, collection)));
  const find: Rank = (all) => collection.find(weigh(all));
  const expand: Rank = (all) => rankExpanded(all, collection, undefined, () => []);
  const closest =
    (rank: Rank): Rank<readonly Candidate[]> =>
    (all) =>
      rescore(rank(all), all, collection, depth);
  return [
    { name: 'minisearch', rank: plainMinisearch(corpus) },
    { name: 'BM25 of stems', rank: stems },
    { name: '+ compounds, acronyms', rank: resolved((all) => find(all).all()) },
    { name: '+ feedback', rank: resolved((all) => expand(all).all()) },
    { name: '+ words as typed', rank: resolved(closest(expand)) },
    { name: '+ related terms', rank: rankWith(related) },
    { name: '+ vectors', rank: rankWith(vectors) },
  ];
}

function stemsOf(query: string): { readonly term: string; readonly weight: number }[] {
  const tokens = atomsOf(parseQuery(query)).flatMap(({ text }) => tokenize(text));
  const terms = new Set(tokens.flatMap(({ surface }) => termsOf(surface)));
  return Array.from(terms, (term) => ({ term, weight: 1 }));
}

function ranking(candidates: readonly Candidate[]): Awaited<ReturnType<Ranker>> {
  const best = (kind: Candidate['kind']) =>
    bestOf(
      candidates.filter((each) => each.kind === kind),
      depth,
    ).map(({ id }) => id);
  return { papers: best('paper'), notes: best('note') };
}
