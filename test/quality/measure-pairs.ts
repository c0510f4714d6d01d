import { identityKeys, isSamePaper } from '../../src/corpus/identity/identity.ts';
import { makeRecord } from '../../src/corpus/make-record.ts';
import type { Paper } from '../../src/corpus/paper.ts';
import type { RecordFields } from '../../src/corpus/record.ts';
import type { PaperPair } from './same-pairs.ts';

/** The results for one kind of pair. */
export interface PairScore {
  readonly kind: string;
  readonly half: PaperPair['half'];
  readonly same: boolean;
  pairs: number;
  /** Pairs that share a key and are the same paper by the rules. */
  merged: number;
  /** The titles of the first five wrong decisions. */
  readonly wrong: string[];
}

/** Decides as a store does: both records are made, and need a shared key before the rules apply. */
function isMerged(a: RecordFields, b: RecordFields): boolean {
  const [first, second] = [paperOf(a), paperOf(b)];
  const keys = new Set(identityKeys(first));
  if (!identityKeys(second).some((key) => keys.has(key))) return false;
  const same = isSamePaper(first, second);
  if (same !== isSamePaper(second, first)) throw new Error(`not symmetric: ${a.title}`);
  return same;
}

function paperOf(fields: RecordFields): Paper {
  const record = makeRecord(fields);
  if ('reason' in record) throw new Error(`${record.reason}: ${fields.title}`);
  return record.paper;
}

export function measurePairs(pairs: Iterable<PaperPair>): readonly PairScore[] {
  const scores = new Map<string, PairScore>();
  for (const { kind, half, same, a, b } of pairs) {
    const score = scores.get(`${kind} ${half}`) ?? { kind, half, same, pairs: 0, merged: 0, wrong: [] };
    scores.set(`${kind} ${half}`, score);
    const merged = isMerged(a, b);
    score.pairs++;
    if (merged) score.merged++;
    if (merged !== same && score.wrong.length < 5) score.wrong.push(`${a.title} | ${b.title}`);
  }
  return [...scores.values()];
}

const sum = (scores: readonly PairScore[], what: 'pairs' | 'merged') =>
  scores.reduce((total, score) => total + score[what], 0);

/** Precision: the share of merged pairs that are one paper. Recall: the share of pairs of one paper that are merged. */
export function precisionAndRecall(scores: readonly PairScore[]): readonly [number, number] {
  const positive = scores.filter(({ same }) => same);
  return [sum(positive, 'merged') / sum(scores, 'merged'), sum(positive, 'merged') / sum(positive, 'pairs')];
}
