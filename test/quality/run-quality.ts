import { fileURLToPath } from 'node:url';
import { createOfflineEmbedder } from '../../adapters/embed/offline.ts';
import { openVectorFile } from '../../adapters/embed/vector-file.ts';
import { loadCorpus } from '../../src/corpus/corpus.ts';
import type { PaperIndex } from '../../src/ports/index.ts';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { createVectorKeeper } from '../../src/search/vectors/keep-vectors.ts';
import { createQueryVectors } from '../../src/search/vectors/query-vectors.ts';
import { createRandom } from '../support/random.ts';
import { claimReport } from './claim-report.ts';
import { madeQueries, measureLaws } from './laws.ts';
import { idsByTitle, mean, measureQuality, readJudgements, type Score } from './measure.ts';
import { pairReport } from './pair-report.ts';
import { plainMinisearch, rankSimilar, rankWith } from './rankers.ts';

// From dist/test/quality to the root of the project.
const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const corpus = await loadCorpus(at('seeds'));
const judgements = readJudgements(at('test/quality/judgements.json'));
const ids = idsByTitle(corpus);
const plain = await measureQuality(judgements, ids, plainMinisearch(corpus));
const ours = await measureQuality(judgements, ids, rankWith(createPaperIndex(corpus)));
const embedder = createOfflineEmbedder({ threads: 1 });
const index = createPaperIndex(corpus, createQueryVectors(embedder, undefined));
const store = openVectorFile(at('seeds/vectors.bin'));
await createVectorKeeper({ index, embedder, store }).load();
const meaning = await measureQuality(judgements, ids, rankWith(index));
await embedder.close();

function row(name: string, keep: (score: Score) => boolean): string {
  const cells = [plain, ours, meaning].map((scores) => mean(scores.filter(keep)).toFixed(3).padStart(9));
  return `${name.padEnd(22)} ${String(ours.filter(keep).length).padStart(7)} ${cells.join(' ')}`;
}

const lines = [
  `nDCG@10${' '.repeat(16)} queries     plain     words   vectors   (plain: minisearch with its defaults; vectors: and words)`,
];
for (const side of ['papers', 'notes'] as const) {
  lines.push(row(side, (score) => score.side === side));
  for (const split of ['tune', 'check'] as const)
    lines.push(row(`  ${split} half`, (score) => score.side === side && score.split === split));
  for (const kind of new Set(judgements.map((judged) => judged.kind)))
    lines.push(row(`  ${kind}`, (score) => score.side === side && score.kind === kind));
}
const judgedSimilar = readJudgements(at('test/quality/similar.json'));
const similarBy = async (by: PaperIndex) => measureQuality(judgedSimilar, ids, rankSimilar(by, ids));
const [similarWords, similarMeaning] = [await similarBy(createPaperIndex(corpus)), await similarBy(index)];
for (const split of ['tune', 'check'] as const) {
  const half = (scores: readonly Score[]) => scores.filter((score) => score.split === split);
  const cells = [similarWords, similarMeaning].map((scores) => mean(half(scores)).toFixed(3).padStart(9));
  const count = String(half(similarWords).length).padStart(8);
  lines.push(`${`similar papers, ${split}`.padEnd(22)}${count}${' '.repeat(10)} ${cells.join(' ')}`);
}
const random = createRandom(5);
const titles = corpus.papers.map(({ title }) => title);
const queries = [...judgements.map(({ q }) => q), ...madeQueries(titles, 1_000, random)];
lines.push('', 'The same meaning written otherwise: share of the first ten in common');
for (const { name, queries: count, overlap } of await measureLaws(createPaperIndex(corpus), queries, random))
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
  ...(summaries === undefined
    ? ['How well claims are chosen is left out: SUMMARIES names no gzipped file of SciTLDR.']
    : claimReport(summaries)),
);
process.stdout.write(`${lines.join('\n')}\n`);
