import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { createRandom } from '../../src/seeded-random.ts';
import { seedCorpus } from '../support/fixtures/seed-corpus.ts';
import { laws, madeQueries, measureLaws } from './laws.ts';
import { readJudgements } from './measure.ts';

it('ranks the same for the same meaning, however it is written', async () => {
  const corpus = await seedCorpus();
  const random = createRandom(7);
  const judged = readJudgements(fileURLToPath(new URL('judgements.json', import.meta.url)));
  const queries = [
    ...judged.map(({ q }) => q).filter((_, i) => i % 6 === 0),
    ...madeQueries(
      corpus.papers.map(({ title }) => title),
      30,
      random,
    ),
    'catastrophic forgetting finetuning',
    'pretraining data for multimodal models',
    'low rank matrix spectrum',
    'policy hypothesis network',
    'LLM GPU agent law',
  ];
  const scores = await measureLaws(createPaperIndex(corpus), queries, random);
  expect(scores.map(({ name }) => name)).toEqual(laws.map(({ name }) => name));
  for (const { name, overlap, queries: compared, worst } of scores) {
    expect(compared, name).toBeGreaterThan(2);
    expect(overlap, `${name}:\n${worst.join('\n')}`).toBeGreaterThanOrEqual(0.95);
  }
});
