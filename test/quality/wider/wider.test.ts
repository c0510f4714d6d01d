import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadRelatedTerms } from '../../../src/app/compose/core.ts';
import { readCorpusFile } from '../../../src/app/compose/corpus-file.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { idsByTitle, mean, measureQuality, readJudgements } from '../measure.ts';
import { rankWith } from '../rankers.ts';

const at = (name: string) => fileURLToPath(new URL(name, import.meta.url));

it('finds papers of all subjects, by topics, questions, subscriptions, titles and authors', async () => {
  const corpus = await readCorpusFile(at('papers.jsonl.gz'));
  const judgements = readJudgements(at('judgements.json'));
  const index = createPaperIndex(corpus, undefined, await loadRelatedTerms());
  const scores = await measureQuality(judgements, idsByTitle(corpus), rankWith(index));
  const of = (kind: string) => mean(scores.filter((score) => score.kind === kind));
  expect(of('topic')).toBeGreaterThan(0.8);
  expect(of('question')).toBeGreaterThan(0.32);
  expect(of('subscription')).toBeGreaterThan(0.83);
  expect(of('known')).toBeGreaterThan(0.95);
  expect(of('author')).toBeGreaterThan(0.9);
});
it('has more than two hundred judged queries, with the others', () => {
  const count = (name: string) => readJudgements(at(name)).length;
  expect(count('../judgements.json') + count('../similar.json') + count('judgements.json')).toBeGreaterThan(
    200,
  );
});
