import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../src/corpus/paper.ts';
import { EmbeddingError } from '../../../src/errors.ts';
import type { Embedder } from '../../../src/ports/embedder.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { createVectorKeeper } from '../../../src/search/vectors/keep-vectors.ts';
import { hashedEmbedder } from '../../support/fakes/hashed-embedder.ts';
import { createMemoryVectors } from '../../support/fakes/memory-store/memory-vectors.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';

const papers = Array.from({ length: 40 }, (_, i) =>
  samplePaper({
    id: `p${i}`,
    title: `Paper ${'x'.repeat(i + 1)}`,
    abstract: `About thing ${'y'.repeat(i + 1)}.`,
  }),
);

function lab(embedder: Embedder = hashedEmbedder(), store = createMemoryVectors()) {
  const index = createPaperIndex({ papers, notes: [], subtopics: [] });
  return { index, store, keeper: createVectorKeeper({ index, embedder, store }) };
}

describe('vectors of papers', () => {
  it('are made for what came last first, and kept', async () => {
    const embedder = hashedEmbedder();
    const { index, store, keeper } = lab(embedder);
    await keeper.embedAll();
    expect(await index.withoutVector()).toEqual([]);
    expect(store.kept.size).toBe(papers.length);
    const asked = embedder.asked.flat();
    expect(asked[0]).toBe(`${papers.at(-1)?.title}. ${papers.at(-1)?.abstract}`);
    expect(asked).toHaveLength(papers.length);
  });
  it('are not made again where they are stored', async () => {
    const first = lab();
    await first.keeper.embedAll();
    const embedder = hashedEmbedder();
    const second = lab(embedder, first.store);
    await second.keeper.load();
    expect(await second.index.withoutVector()).toEqual([]);
    await second.keeper.embedAll();
    expect(embedder.asked).toEqual([]);
  });
  it('are made again when a text changes, and not when it stays', async () => {
    const embedder = hashedEmbedder();
    const { index, keeper } = lab(embedder);
    await keeper.embedAll();
    const [first, second] = papers as [Paper, Paper];
    await index.put([
      { ...first, upvotes: 7 },
      { ...second, title: 'Another title' },
    ]);
    expect(await index.withoutVector()).toEqual([second.id]);
    await keeper.embedAll();
    expect(embedder.asked.at(-1)).toEqual([`Another title. ${second.abstract}`]);
  });
  it('go on after a failure where they stopped', async () => {
    const embedder = hashedEmbedder();
    let calls = 0;
    const failing: Embedder = {
      ...embedder,
      async embed(texts) {
        if (++calls > 1 && calls < 5) throw new EmbeddingError('away');
        return embedder.embed(texts);
      },
    };
    const { index, keeper, store } = lab(failing);
    await expect(keeper.embedAll()).rejects.toThrow('away');
    expect(store.kept.size).toBe(16);
    await keeper.embedAll();
    expect(await index.withoutVector()).toEqual([]);
    expect(new Set(embedder.asked.flat()).size).toBe(embedder.asked.flat().length);
  });
  it('are made for all others where the model refuses one text', async () => {
    const embedder = hashedEmbedder();
    const refusing: Embedder = {
      ...embedder,
      async embed(texts) {
        if (texts.some((text) => text.startsWith('Paper xxx. '))) throw new EmbeddingError('no such text');
        return embedder.embed(texts);
      },
    };
    const { index, keeper } = lab(refusing);
    await keeper.embedAll();
    expect(await index.withoutVector()).toEqual(['p2']);
  });
  it('are ignored for a text that has changed meanwhile, and for a paper that is gone', async () => {
    const { index } = lab();
    const [passage] = await index.passages(['p0', 'nothing']);
    const vector = Int8Array.from([1, 2]);
    await index.put([samplePaper({ id: 'p0', title: 'Changed', abstract: 'Now.' })]);
    await index.putVectors([
      { id: 'p0', key: passage?.key ?? '', vector },
      { id: 'nothing', key: 'k', vector },
    ]);
    expect(await index.withoutVector()).toContain('p0');
    await index.remove('p0');
    expect(await index.withoutVector()).not.toContain('p0');
  });
});
