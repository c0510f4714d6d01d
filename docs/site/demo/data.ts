import { join } from 'node:path';
import { createOfflineEmbedder } from '../../../adapters/embed/offline.ts';
import { openVectorFile } from '../../../adapters/embed/vector-file.ts';
import { loadRelatedTerms, loadSeeds, seedVectorsName } from '../../../src/app/compose/core.ts';
import { findPackageRoot } from '../../../src/app/package-root.ts';
import type { Corpus } from '../../../src/corpus/corpus.ts';
import type { Embedder } from '../../../src/ports/embedder.ts';
import type { PaperIndex } from '../../../src/ports/index.ts';
import { createCollection } from '../../../src/search/index/collection.ts';
import { noteDocument, paperDocument } from '../../../src/search/index/document.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { parseQuery } from '../../../src/search/query.ts';
import { createVectorKeeper } from '../../../src/search/vectors/keep-vectors.ts';
import { createQueryVectors } from '../../../src/search/vectors/query-vectors.ts';
import { type DemoData, exampleQueries } from './shape.ts';

/**
 * The saved pages with their vectors, and the vectors of queries: no model fits in a page.
 * @param queries default: those that people are offered
 */
export async function demoData(queries?: readonly string[]): Promise<DemoData> {
  const corpus = await loadSeeds();
  const embedder = createOfflineEmbedder({ threads: 1 });
  try {
    return {
      papers: corpus.papers.map(({ raw, ...paper }) => paper),
      notes: corpus.notes,
      subtopics: corpus.subtopics,
      vectors: await corpusVectors(corpus, embedder),
      queries: await queryVectors(corpus, embedder, queries),
      related: await relatedTermsOf(corpus),
    };
  } finally {
    await embedder.close();
  }
}

/** @throws Error where the saved pages have changed and their vectors are not made yet */
async function corpusVectors({ papers, notes }: Corpus, embedder: Embedder): Promise<string> {
  const taken = new Map<string, Int8Array>();
  const index = createPaperIndex({ papers, notes, subtopics: [] });
  const putVectors: typeof index.putVectors = async (vectors) => {
    for (const { id, vector } of vectors) taken.set(id, vector);
    await index.putVectors(vectors);
  };
  const store = openVectorFile(join(findPackageRoot(), 'seeds', seedVectorsName));
  const keeper = createVectorKeeper({ index: { ...index, putVectors }, embedder, store });
  await keeper.load();
  await keeper.embedAll();
  return toBase64(
    [...papers, ...notes].map(({ id }) => {
      const vector = taken.get(id);
      if (vector === undefined) throw new Error(`${id} has no vector`);
      return vector;
    }),
  );
}

/** The examples, the names that the page completes, and the phrases that papers have in common. */
async function offeredQueries(index: Pick<PaperIndex, 'suggest'>): Promise<readonly string[]> {
  const kinds = ['subtopic', 'note', 'phrase'] as const;
  const offered = await index.suggest('', { limit: 10_000, kinds });
  return [...exampleQueries, ...offered.map(({ text }) => text)];
}

async function queryVectors(
  corpus: Corpus,
  embedder: Embedder,
  queries?: readonly string[],
): Promise<Record<string, string>> {
  const vectors: Record<string, string> = {};
  const vectorOf = createQueryVectors(embedder, undefined);
  const index = createPaperIndex(corpus, async (text) => {
    const vector = await vectorOf(text);
    if (vector !== undefined) vectors[text] = toBase64([vector]);
    return vector;
  });
  for (const text of queries ?? (await offeredQueries(index)))
    await index.search(parseQuery(text), { offset: 0, limit: 1 });
  return vectors;
}

/** Terms that no text here has change nothing, so they are left out. */
async function relatedTermsOf({ papers, notes }: Corpus): Promise<string> {
  const collection = createCollection();
  for (const paper of papers) collection.put(paperDocument(paper));
  for (const note of notes) collection.put(noteDocument(note));
  const related = await loadRelatedTerms();
  const terms = new Set(
    collection.all().flatMap(({ slot }) => collection.allTerms(slot).map(({ term }) => term)),
  );
  return [...terms]
    .sort()
    .map((term) => [
      term,
      ...related(term)
        .filter((each) => terms.has(each.term))
        .flatMap((each) => [each.term, Math.round(100 * each.weight)]),
    ])
    .filter((fields) => fields.length > 1)
    .map((fields) => fields.join(' '))
    .join('\n');
}

const toBase64 = (vectors: readonly Int8Array[]) =>
  Buffer.concat(
    vectors.map((vector) => Buffer.from(vector.buffer, vector.byteOffset, vector.length)),
  ).toString('base64');
