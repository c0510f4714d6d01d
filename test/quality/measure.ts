import { readFileSync } from 'node:fs';
import type { Corpus } from '../../src/corpus/corpus.ts';
import type { Note } from '../../src/corpus/note.ts';
import type { Paper } from '../../src/corpus/paper.ts';

interface Judged {
  readonly q: string;
  readonly kind: string;
  /** Only `tune` was looked at while the ranking was made. */
  readonly split: 'tune' | 'check';
  /** Grades from 1 to 3 by title, as the page has it. What is not listed is not relevant. */
  readonly papers: Readonly<Record<string, number>>;
  readonly notes: Readonly<Record<string, number>>;
}

/** The ids of the first 50 of each side. */
export type Ranker = (
  query: string,
) => Promise<{ readonly papers: readonly string[]; readonly notes: readonly string[] }>;

export const readJudgements = (file: string): readonly Judged[] =>
  JSON.parse(readFileSync(file, 'utf8')).queries;

/** The ids of papers and notes, by their titles before cleaning. */
export function idsByTitle(corpus: Pick<Corpus, 'papers' | 'notes'>): ReadonlyMap<string, string> {
  const title = (item: Paper | Note) => ('raw' in item ? (item.raw?.title ?? item.title) : item.title);
  return new Map([...corpus.papers, ...corpus.notes].map((item) => [title(item), item.id]));
}

/**
 * nDCG at 10 with gain 2^grade - 1 (Burges et al. 2005), 0 to 1.
 * @param grades by id; at least one of them above 0
 */
export function ndcg(ranking: readonly string[], grades: ReadonlyMap<string, number>): number {
  const sum = (list: readonly number[]) =>
    list.slice(0, 10).reduce((total, grade, i) => total + (2 ** grade - 1) / Math.log2(i + 2), 0);
  const ideal = [...grades.values()].sort((a, b) => b - a);
  return sum(ranking.map((id) => grades.get(id) ?? 0)) / sum(ideal);
}

export interface Score {
  readonly side: 'papers' | 'notes';
  readonly kind: string;
  readonly split: Judged['split'];
  readonly ndcg: number;
}

/** One score for each query and each side that has anything relevant. */
export async function measureQuality(
  judgements: readonly Judged[],
  ids: ReadonlyMap<string, string>,
  rank: Ranker,
): Promise<Score[]> {
  const scores: Score[] = [];
  for (const judged of judgements) {
    const ranking = await rank(judged.q);
    for (const side of ['papers', 'notes'] as const) {
      const grades = new Map(Object.entries(judged[side]).map(([title, grade]) => [idOf(title, ids), grade]));
      if (grades.size > 0)
        scores.push({ side, kind: judged.kind, split: judged.split, ndcg: ndcg(ranking[side], grades) });
    }
  }
  return scores;
}

function idOf(title: string, ids: ReadonlyMap<string, string>): string {
  const id = ids.get(title);
  if (id === undefined) throw new Error(`judgements.json names “${title}”, which is on no page`);
  return id;
}

export const mean = (scores: readonly Score[]): number =>
  scores.reduce((sum, score) => sum + score.ndcg, 0) / (scores.length || 1);
