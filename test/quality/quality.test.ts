import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openVectorFile } from '../../adapters/embed/vector-file.ts';
import { loadRelatedTerms } from '../../src/app/compose/core.ts';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { createVectorKeeper } from '../../src/search/vectors/keep-vectors.ts';
import { recordedEmbedder } from '../support/fixtures/recorded-vectors.ts';
import { seedCorpus } from '../support/fixtures/seed-corpus.ts';
import { idsByTitle, mean, measureQuality, ndcg, readJudgements } from './measure.ts';
import { plainMinisearch, rankSimilar, rankWith } from './rankers.ts';

const judgements = readJudgements(fileURLToPath(new URL('judgements.json', import.meta.url)));

describe('ranking, on judged queries', () => {
  it('has enough queries, and both halves', () => {
    expect(judgements.length).toBeGreaterThanOrEqual(40);
    expect(judgements.filter(({ split }) => split === 'check').length).toBeGreaterThanOrEqual(20);
  });
  it('is above its floors for all papers, for the check half, and for notes', async () => {
    const corpus = await seedCorpus();
    const ids = idsByTitle(corpus);
    const index = createPaperIndex(corpus, undefined, await loadRelatedTerms());
    const scores = await measureQuality(judgements, ids, rankWith(index));
    const papers = scores.filter(({ side }) => side === 'papers');
    expect(mean(papers)).toBeGreaterThan(0.7);
    expect(mean(papers.filter(({ split }) => split === 'check'))).toBeGreaterThan(0.69);
    expect(mean(scores.filter(({ side }) => side === 'notes'))).toBeGreaterThan(0.6);
    const plain = await measureQuality(judgements, ids, plainMinisearch(corpus));
    expect(mean(papers)).toBeGreaterThan(mean(plain.filter(({ side }) => side === 'papers')) + 0.05);
  });
  it('is above its floor for what is like a paper', async () => {
    const corpus = await seedCorpus();
    const ids = idsByTitle(corpus);
    const judged = readJudgements(fileURLToPath(new URL('similar.json', import.meta.url)));
    const index = createPaperIndex(corpus);
    const byWords = await measureQuality(judged, ids, rankSimilar(index, ids));
    expect(byWords.length).toBeGreaterThanOrEqual(20);
    expect(mean(byWords)).toBeGreaterThan(0.58);
    const store = openVectorFile(fileURLToPath(new URL('../../seeds/vectors.bin', import.meta.url)));
    await createVectorKeeper({ index, embedder: recordedEmbedder, store }).load();
    expect(await index.withoutVector()).toEqual([]);
    const byMeaningToo = await measureQuality(judged, ids, rankSimilar(index, ids));
    expect(mean(byMeaningToo)).toBeGreaterThan(0.66);
    expect(mean(byMeaningToo.filter(({ split }) => split === 'check'))).toBeGreaterThan(0.65);
  });
  it('computes nDCG by its definition', () => {
    const grades = new Map([
      ['a', 3],
      ['b', 1],
    ]);
    expect(ndcg(['a', 'b'], grades)).toBe(1);
    expect(ndcg(['x', 'y'], grades)).toBe(0);
    expect(ndcg(['b', 'a'], grades)).toBeCloseTo((1 + 7 / Math.log2(3)) / (7 + 1 / Math.log2(3)), 10);
  });
});
