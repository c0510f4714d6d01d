import { fileURLToPath } from 'node:url';
import { createOfflineEmbedder } from '../../adapters/embed/offline.ts';
import { openVectorFile } from '../../adapters/embed/vector-file.ts';
import { loadRelatedTerms } from '../../src/app/compose/core.ts';
import { readCorpusFile } from '../../src/app/compose/corpus-file.ts';
import { loadCorpus } from '../../src/corpus/corpus.ts';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { createVectorKeeper } from '../../src/search/vectors/keep-vectors.ts';
import { createQueryVectors } from '../../src/search/vectors/query-vectors.ts';
import { createRandom } from '../../src/seeded-random.ts';
import { marksReport } from './claims/marks.ts';
import { claimReport } from './claims/summaries.ts';
import { madeQueries, measureLaws } from './laws.ts';
import { idsByTitle, mean, measureQuality, readJudgements, type Score } from './measure.ts';
import { pairReport } from './pair-report.ts';
import { plainMinisearch, rankSimilar, rankWith } from './rankers.ts';
import { stagesOf } from './stages.ts';

// From dist/test/quality to the root of the project.
const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const corpus = await loadCorpus(at('seeds'));
const judgements = readJudgements(at('test/quality/judgements.json'));
const ids = idsByTitle(corpus);
const related = await loadRelatedTerms();
const embedder = createOfflineEmbedder({ threads: 1 });
const queryVectors = createQueryVectors(embedder, undefined);
const words = createPaperIndex(corpus);
const index = createPaperIndex(corpus, queryVectors, related);
await createVectorKeeper({ index, embedder, store: openVectorFile(at('seeds/vectors.bin')) }).load();
const stages = stagesOf(corpus, {
  related: createPaperIndex(corpus, undefined, related),
  vectors: index,
});

const halves = ['tune', 'check'] as const;
const sides = ['papers', 'notes'] as const;
const cell = (scores: readonly Score[]) => mean(scores).toFixed(3).padStart(9);
const row = (name: string, cells: readonly string[]) => [name.padEnd(24), ...cells].join(' ');
const columns = sides.flatMap((side) => halves.map((split) => ({ side, split })));
const lines = [
  `nDCG@10 of papers and notes (n.) by ${judgements.length} judged queries. Each row has all that those above it have.`,
  row(
    '',
    columns.map(({ side, split }) => `${side === 'papers' ? '' : 'n. '}${split}`.padStart(9)),
  ),
];
let scores: readonly Score[] = [];
for (const { name, rank } of stages) {
  scores = await measureQuality(judgements, ids, rank);
  const cells = columns.map(({ side, split }) =>
    cell(scores.filter((score) => score.side === side && score.split === split)),
  );
  lines.push(row(name, cells));
}
lines.push('', 'The last row by kind', row('', ['papers   ', 'notes    ']));
for (const kind of new Set(judgements.map((judged) => judged.kind)))
  lines.push(
    row(
      `  ${kind}`,
      sides.map((side) => cell(scores.filter((score) => score.side === side && score.kind === kind))),
    ),
  );
const judgedSimilar = readJudgements(at('test/quality/similar.json'));
lines.push('', row('Like a paper', ['words    ', 'vectors  ']));
const similar = await Promise.all(
  [words, index].map((by) => measureQuality(judgedSimilar, ids, rankSimilar(by, ids))),
);
for (const split of halves)
  lines.push(
    row(
      `  ${split}`,
      similar.map((by) => cell(by.filter((score) => score.split === split))),
    ),
  );
const wider = await readCorpusFile(at('test/quality/wider/papers.jsonl.gz'));
const judgedWider = readJudgements(at('test/quality/wider/judgements.json'));
const widerBy = [plainMinisearch(wider), rankWith(createPaperIndex(wider, undefined, related))];
const widerScores = await Promise.all(
  widerBy.map((rank) => measureQuality(judgedWider, idsByTitle(wider), rank)),
);
lines.push('', row(`${wider.papers.length} papers of arXiv`, ['minisearch', 'words     ']));
for (const kind of [...new Set(judgedWider.map((judged) => judged.kind)), ...halves])
  lines.push(
    row(
      `  ${kind}`,
      widerScores.map((by) => cell(by.filter((score) => score.kind === kind || score.split === kind))),
    ),
  );
const random = createRandom(5);
const titles = corpus.papers.map(({ title }) => title);
const queries = [...judgements.map(({ q }) => q), ...madeQueries(titles, 1_000, random)];
lines.push('', 'The same meaning written otherwise: share of the first ten in common');
for (const { name, queries: count, overlap } of await measureLaws(words, queries, random))
  lines.push(`  ${name.padEnd(20)} ${String(count).padStart(7)} ${overlap.toFixed(3).padStart(9)}`);
const file = process.env['PAPERS'];
lines.push(
  '',
  ...(file === undefined
    ? ['Whether one paper is one paper is left out: PAPERS names no file of papers to make pairs of.']
    : await pairReport(file)),
);
const summaries = process.env['SUMMARIES'];
lines.push(
  '',
  ...marksReport(at('test/quality/claims/marks.jsonl')),
  '',
  ...(summaries === undefined
    ? ['How well claims are chosen is left out: SUMMARIES names no gzipped file of SciTLDR.']
    : claimReport(summaries)),
);
await embedder.close();
process.stdout.write(`${lines.join('\n')}\n`);
