import type { Note } from '../../../src/corpus/note.ts';
import type { Paper } from '../../../src/corpus/paper.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { parseQuery } from '../../../src/search/query.ts';
import { readRelatedTerms } from '../../../src/search/words/related-terms.ts';
import type { DemoData } from './shape.ts';

/** The search engine of the bot over the papers of the page. */
export async function createEngine(data: DemoData) {
  /** Whether the query of the last search had a vector. */
  let byMeaning = false;
  const index = createPaperIndex(
    data,
    async (text) => {
      const vector = Object.hasOwn(data.queries, text) ? data.queries[text] : undefined;
      byMeaning = vector !== undefined;
      return vector === undefined ? undefined : fromBase64(vector);
    },
    readRelatedTerms(data.related),
  );
  const items: readonly (Paper | Note)[] = [...data.papers, ...data.notes];
  const vectors = fromBase64(data.vectors);
  const width = vectors.length / items.length;
  const passages = await index.passages(items.map(({ id }) => id));
  await index.putVectors(
    passages.map(({ id, key }, i) => ({ id, key, vector: vectors.slice(i * width, (i + 1) * width) })),
  );
  return {
    index,
    async search(text: string, limit: number) {
      byMeaning = false;
      const query = parseQuery(text);
      const results = await index.search(query, { offset: 0, limit, notes: Math.max(3, limit / 2) });
      return { query, results, byMeaning };
    },
  };
}

export type Engine = Awaited<ReturnType<typeof createEngine>>;

const fromBase64 = (text: string): Int8Array => Int8Array.from(atob(text), (each) => each.charCodeAt(0));
