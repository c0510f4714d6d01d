import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { claimOf } from '../../../src/corpus/claim/claim.ts';

/** An abstract of SciTLDR in sentences, and what its authors or readers wrote as its summary. */
interface Summarized {
  readonly title: string;
  readonly source: readonly string[];
  readonly target: readonly string[];
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

/** ROUGE-1: the harmonic mean of the parts of the words that two texts share. No stemming. */
function rouge1(text: string, reference: string): number {
  const [words, wanted] = [wordsOf(text), wordsOf(reference)];
  const left = new Map<string, number>();
  for (const word of wanted) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of words) {
    const count = left.get(word) ?? 0;
    if (count > 0) shared += 1;
    left.set(word, count - 1);
  }
  return words.length + wanted.length === 0 ? 0 : (2 * shared) / (words.length + wanted.length);
}

/** Mean ROUGE-1 against the best summary of each paper, for papers of which several people wrote one. */
export function claimReport(file: string): readonly string[] {
  const text = gunzipSync(readFileSync(file)).toString();
  const papers = text
    .split(/\n|(?<=\})(?=\{"source")/)
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Summarized)
    .filter(({ target }) => target.length > 1);
  const ways: Readonly<Record<string, (paper: Summarized) => string>> = {
    'first sentence': ({ source }) => source[0] ?? '',
    title: ({ title }) => title,
    claim: ({ title, source }) => claimOf(title, source.join(' ')) ?? '',
  };
  return [
    `ROUGE-1 of one sentence against summaries that people wrote of ${papers.length} papers:`,
    ...Object.entries(ways).map(([name, way]) => {
      const scores = papers.map((paper) =>
        Math.max(...paper.target.map((summary) => rouge1(way(paper), summary))),
      );
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      return `  ${name.padEnd(16)}${(100 * mean).toFixed(1)}`;
    }),
  ];
}
