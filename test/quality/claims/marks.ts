import { readFileSync } from 'node:fs';
import { claimOf } from '../../../src/corpus/claim/claim.ts';

/** An abstract in sentences, and which of them may be its claim, marked by reading them in random order, twice. */
interface Marked {
  readonly id: string;
  readonly title: string;
  readonly sentences: readonly string[];
  /** Numbers of the sentences, from 0, that say what is proposed or found and add to the title. */
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** What is chosen where both passes agree that it may be. */
interface MarkScore {
  readonly papers: number;
  /** The part of the papers whose claim both passes took. */
  readonly precision: number;
}

export interface MarkReport {
  readonly all: MarkScore;
  /** Every second paper, by which no rule was chosen. */
  readonly check: MarkScore;
  readonly sentences: number;
  /** Sentences that one pass took and the other did not. */
  readonly disagreed: number;
}

export const readMarks = (file: string): readonly Marked[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Marked);

/** @param choose the claim of a paper, in the words of one of its sentences */
export function measureMarks(
  marks: readonly Marked[],
  choose: (title: string, abstract: string) => string | undefined = claimOf,
): MarkReport {
  const taken = marks.map((paper) => {
    const claim = plain(choose(paper.title, paper.sentences.join(' ')) ?? '\0');
    const chosen = paper.sentences.findIndex((sentence) => plain(sentence).includes(claim));
    return paper.first.includes(chosen) && paper.second.includes(chosen);
  });
  const sentences = marks.flatMap(({ sentences, first, second }) =>
    sentences.map((_, i) => first.includes(i) !== second.includes(i)),
  );
  return {
    all: scoreOf(taken),
    check: scoreOf(taken.filter((_, i) => i % 2 === 1)),
    sentences: sentences.length,
    disagreed: sentences.filter(Boolean).length,
  };
}

const plain = (text: string): string => text.replace(/ …$/, '').toLowerCase();

const scoreOf = (taken: readonly boolean[]): MarkScore => ({
  papers: taken.length,
  precision: taken.filter(Boolean).length / taken.length,
});

export function marksReport(file: string): readonly string[] {
  const marks = readMarks(file);
  const { all, check, sentences, disagreed } = measureMarks(marks);
  const share = ({ papers, precision }: MarkScore) => `${(100 * precision).toFixed(1)} % of ${papers}`;
  return [
    'Claims that say what is proposed or found and add to the title, by two readings:',
    `  all             ${share(all)}`,
    `  check           ${share(check)}`,
    `  the readings differ in ${disagreed} of ${sentences} sentences`,
  ];
}
