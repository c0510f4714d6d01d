import { identityKeys, isSamePaper } from '../../src/corpus/identity/identity.ts';
import { makeRecord } from '../../src/corpus/make-record.ts';
import type { Paper } from '../../src/corpus/paper.ts';
import { createRandom } from '../../src/seeded-random.ts';
import { readPapers } from '../bench/read-papers.ts';
import { measurePairs, type PairScore, precisionAndRecall } from './measure-pairs.ts';
import { foundPairs, madePairs, nearestPairs } from './other-pairs.ts';
import { asArxiv, samePairs } from './same-pairs.ts';

/** Papers of which pairs are made. Pairs that share a key are looked for among all papers. */
const sampleSize = 2_000;

/** Lines for reading: how well papers are told apart, and how long that takes. */
export async function pairReport(file: string): Promise<readonly string[]> {
  const papers = await readPapers(file);
  const step = Math.max(1, Math.floor(papers.length / sampleSize));
  const sample = papers.filter((_paper, index) => index % step === 0);
  const scores = measurePairs([
    ...samePairs(sample, createRandom(1)),
    ...foundPairs(papers),
    ...nearestPairs(papers),
    ...madePairs(sample),
  ]);
  return [
    `One paper is one paper: pairs of ${papers.length} papers; made pairs were looked at on the tune half only, found ones on both`,
    ...(['tune', 'check'] as const).map((half) => overall(half, scores)),
    `${'kind'.padEnd(52)} ${'pairs'.padStart(6)} ${'tune'.padStart(7)} ${'check'.padStart(7)}`,
    ...[...new Set(scores.map(({ kind }) => kind))].map((kind) => kindRow(kind, scores)),
    ...mistakes(scores),
    timing(papers),
  ];
}

function overall(half: PairScore['half'], scores: readonly PairScore[]): string {
  const [precision, recall] = precisionAndRecall(scores.filter((score) => score.half === half));
  return `  ${half.padEnd(6)} precision ${precision.toFixed(4)}  recall ${recall.toFixed(4)}`;
}

/** For pairs of one paper, the share that is merged; for other pairs, the share that is not. */
function kindRow(kind: string, scores: readonly PairScore[]): string {
  const halves = scores.filter((score) => score.kind === kind);
  const cells = (['tune', 'check'] as const).map((half) => {
    const { pairs = 0, merged = 0, same } = halves.find((score) => score.half === half) ?? {};
    return (pairs === 0 ? '-' : ((same ? merged : pairs - merged) / pairs).toFixed(4)).padStart(7);
  });
  const pairs = halves.reduce((sum, score) => sum + score.pairs, 0);
  const name = `${halves[0]?.same ? 'same' : 'other'}: ${kind}`;
  return `  ${name.padEnd(50)} ${String(pairs).padStart(6)} ${cells.join(' ')}`;
}

const mistakes = (scores: readonly PairScore[]): readonly string[] =>
  scores
    .filter(({ same }) => !same)
    .flatMap(({ half, wrong }) => wrong.map((titles) => `  taken for one (${half}): ${titles}`));

function timing(papers: readonly Paper[]): string {
  const started = performance.now();
  const records = papers.map((paper) => makeRecord(asArxiv(paper)));
  const made = records.flatMap((record) => ('reason' in record ? [] : [record.paper]));
  const read = performance.now();
  for (const paper of made) {
    const { arxivId: _arxivId, ...other } = paper;
    identityKeys(paper);
    isSamePaper(paper, other);
  }
  const per = (ms: number) => `${((1_000 * ms) / papers.length).toFixed(0)} µs`;
  return `  a paper takes ${per(read - started)} to read, ${per(performance.now() - read)} for its keys and to be compared with one that shares them`;
}
