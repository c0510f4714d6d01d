import type { PaperIndex, Passage } from '../ports/index.ts';
import type { Candidate, Collection } from './index/collection.ts';
import { atomsOf, type Query } from './query.ts';
import { resolveWords } from './ranking/resolve-words.ts';
import { blend, blendedDepth, shortShare, vectorShare } from './vectors/blend.ts';
import { passageKey } from './vectors/passage-key.ts';
import type { QueryVectors } from './vectors/query-vectors.ts';
import { passageOf } from './vectors/vector.ts';
import { createVectorIndex } from './vectors/vector-index.ts';

const kinds = ['paper', 'note'] as const;

/**
 * What the documents of a collection mean, by their vectors.
 * @param queryVector gives the vector of a query; default: searches go by words alone
 */
export function createMeaning(collection: () => Collection, queryVector: QueryVectors | undefined) {
  const vectors = createVectorIndex();

  function passage(id: string): Passage | undefined {
    const slot = collection().slotOf(id);
    const document = slot === undefined ? undefined : collection().document(slot);
    if (document?.item.id !== id) return undefined;
    const text = passageOf(document.item.title, document.body);
    return { id, text, key: passageKey(text) };
  }

  const port: Pick<PaperIndex, 'likenesses' | 'withoutVector' | 'passages' | 'putVectors' | 'paperVectors'> =
    {
      async likenesses(id, others) {
        const vector = vectors.get(id);
        return vector === undefined
          ? others.map(() => undefined)
          : others.map(vectors.likenessTo(vector, { centred: true }));
      },
      async withoutVector() {
        const { papers, notes } = collection().count();
        // Asked every few seconds, and mostly nothing is missing.
        if (vectors.size() === papers + notes) return [];
        const ids = collection().all();
        return ids.flatMap(({ id }) => (vectors.has(id) ? [] : id)).reverse();
      },
      passages: async (ids) => ids.flatMap((id) => passage(id) ?? []),
      async paperVectors(limit) {
        const documents = collection().all();
        const ids = documents.flatMap(({ id, kind }) => (kind === 'paper' && vectors.has(id) ? id : []));
        return ids
          .slice(-limit)
          .reverse()
          .flatMap((id) => ({ id, vector: vectors.get(id) as Int8Array }));
      },
      async putVectors(given) {
        for (const { id, key, vector } of given) if (passage(id)?.key === key) vectors.put(id, vector);
      },
    };

  return {
    port,
    /** A document is gone, or has another text. */
    forget: vectors.remove,
    /** Changes the collection to another one, and forgets the vectors of texts that are others there. */
    changeCollection(change: () => void): void {
      const keys = vectors.ids().map((id) => [id, passage(id)?.key] as const);
      change();
      for (const [id, key] of keys) if (passage(id)?.key !== key) vectors.remove(id);
    },
    /** The vector of what a query asks for, if it comes in time. A topic has none: it matches by its words. */
    async of(query: Query): Promise<Int8Array | undefined> {
      const text = query.exact || queryVector === undefined ? '' : meantText(query, collection());
      return text === '' ? undefined : queryVector?.(text);
    },
    /** How alike a document is to a query, from -1 to 1; undefined where it has no vector. */
    likenessTo: (vector: Int8Array | undefined): ((id: string) => number | undefined) | undefined =>
      vector && vectors.likenessTo(vector),
    /** The candidates nearest to a vector, without scores. */
    near: (vector: Int8Array | undefined): readonly Candidate[] =>
      vector === undefined ? [] : collection().candidates(vectors.nearest(vector, blendedDepth)),
    /**
     * One order from that by words and that by the vector of a query, of papers and of notes each.
     * @param byWords the best first
     * @param wordCount of the query
     */
    order(
      byWords: readonly Candidate[],
      vector: Int8Array | undefined,
      near: readonly Candidate[],
      wordCount: number,
    ): readonly Candidate[] {
      if (vector === undefined) return byWords;
      const slots = new Set(near.map(({ slot }) => slot));
      return blendKinds(byWords, vectors.likenessTo(vector), slots, wordCount > 2 ? vectorShare : shortShare);
    },
    /** The same for what is like a document. Adds papers that have no word in common with it. */
    orderSimilar(id: string, byWords: readonly Candidate[]): readonly Candidate[] {
      const vector = vectors.get(id);
      if (vector === undefined) return byWords;
      const nearest = vectors.nearest(vector, blendedDepth, { centred: true });
      const near = collection().candidates(nearest.filter((each) => each.id !== id));
      const known = new Set(byWords.map(({ slot }) => slot));
      const more = near.filter(({ kind, slot }) => kind === 'paper' && !known.has(slot));
      const slots = new Set(near.map(({ slot }) => slot));
      return blendKinds(
        [...byWords, ...more],
        vectors.likenessTo(vector, { centred: true }),
        slots,
        vectorShare,
      );
    },
  };
}

function blendKinds(
  candidates: readonly Candidate[],
  likeness: (id: string) => number | undefined,
  near: ReadonlySet<number>,
  share: number,
): readonly Candidate[] {
  return kinds.flatMap((kind) =>
    blend(
      candidates.filter((each) => each.kind === kind),
      ({ id }) => likeness(id),
      ({ slot }) => near.has(slot),
      share,
    ),
  );
}

/** What a query is about, with corrected words. Empty where it has no words. */
function meantText(query: Query, collection: Collection): string {
  const atoms = atomsOf(query);
  const words = resolveWords(atoms, collection);
  const corrected = new Map(words.map((word) => [word.typed, word.correctedTo ?? word.typed]));
  return atoms
    .flatMap(({ text }) => text.split(/\s+/))
    .map((word) => corrected.get(word) ?? word)
    .join(' ');
}
