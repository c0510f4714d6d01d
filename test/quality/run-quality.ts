import { fileURLToPath } from 'node:url';
import { loadCorpus } from '../../src/corpus/corpus.ts';
import { createPaperIndex } from '../../src/search/paper-index.ts';
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

function row(name: string, keep: (score: Score) => boolean): string {
  const cells = [plain.filter(keep), ours.filter(keep)].map((scores) => mean(scores).toFixed(3).padStart(9));
  return `${name.padEnd(22)} ${String(ours.filter(keep).length).padStart(7)} ${cells.join(' ')}`;
}

const lines = [
  `nDCG@10${' '.repeat(16)} queries     plain      ours   (plain: minisearch with its defaults)`,
];
for (const side of ['papers', 'notes'] as const) {
  lines.push(row(side, (score) => score.side === side));
  for (const split of ['tune', 'check'] as const)
    lines.push(row(`  ${split} half`, (score) => score.side === side && score.split === split));
  for (const kind of new Set(judgements.map((judged) => judged.kind)))
    lines.push(row(`  ${kind}`, (score) => score.side === side && score.kind === kind));
}
const similar = await measureQuality(
  readJudgements(at('test/quality/similar.json')),
  ids,
  rankSimilar(createPaperIndex(corpus), ids),
);
for (const split of ['tune', 'check'] as const) {
  const half = similar.filter((score) => score.split === split);
  lines.push(
    `similar papers, ${split}`.padEnd(22) +
      String(half.length).padStart(8) +
      mean(half).toFixed(3).padStart(20),
  );
}
const file = process.env['PAPERS'];
lines.push(
  '',
  ...(file === undefined
    ? ['Whether one paper is one paper is left out: PAPERS names no file of papers to make pairs of.']
    : await pairReport(file)),
);
process.stdout.write(`${lines.join('\n')}\n`);
