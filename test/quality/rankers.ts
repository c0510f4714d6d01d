import MiniSearch from 'minisearch';
import type { Corpus } from '../../src/corpus/corpus.ts';
import type { PaperIndex } from '../../src/ports/index.ts';
import { parseQuery } from '../../src/search/query.ts';
import type { Ranker } from './measure.ts';

export const depth = 50;

export const rankWith =
  (index: PaperIndex): Ranker =>
  async (query) => {
    const { papers, notes } = await index.search(parseQuery(query), { offset: 0, limit: depth });
    return { papers: papers.map((hit) => hit.item.id), notes: notes.map((hit) => hit.item.id) };
  };

/** What is like a paper that is named by its title. */
export const rankSimilar =
  (index: PaperIndex, ids: ReadonlyMap<string, string>): Ranker =>
  async (title) => {
    const similar = await index.similar(ids.get(title) ?? '', { papers: depth, notes: depth });
    return {
      papers: similar.papers.map((hit) => hit.item.id),
      notes: similar.notes.map((hit) => hit.item.id),
    };
  };

/** The baseline: minisearch with its defaults, over title and text. */
export function plainMinisearch(corpus: Pick<Corpus, 'papers' | 'notes'>): Ranker {
  const engine = new MiniSearch({ fields: ['title', 'text'], storeFields: ['side'] });
  engine.addAll(
    corpus.papers.map(({ id, title, abstract }) => ({ id, title, text: abstract, side: 'papers' })),
  );
  engine.addAll(
    corpus.notes.map(({ id, title, description }) => ({ id, title, text: description, side: 'notes' })),
  );
  return async (query) => {
    const found = engine.search(query);
    const side = (name: string) =>
      found
        .filter((hit) => hit['side'] === name)
        .slice(0, depth)
        .map((hit) => String(hit.id));
    return { papers: side('papers'), notes: side('notes') };
  };
}
