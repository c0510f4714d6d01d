import type { Candidate, Collection } from '../index/collection.ts';
import { phraseTest, type TextTest } from '../words/patterns.ts';
import { bestFirst, bestOf, byScore } from './order.ts';
import type { SearchWord } from './resolve-words.ts';

/** Only the head of the ranking is read again. */
const headSize = 50;
/** Shares of the score; chosen on the tuning half of the judged queries (`npm run quality`). */
const exactShare = 0.3;
const adjacentShare = 0.2;

/**
 * Stems find more, but what the reader typed should win over what merely has its stem: candidates that hold the very
 * words, and words side by side as typed, move up among those of nearly the same score.
 * @returns the best first; of the papers and of the notes the first `depth` are in order
 */
export function rescore(
  candidates: readonly Candidate[],
  words: readonly SearchWord[],
  collection: Collection,
  depth: number,
): Candidate[] {
  const typed = [...new Set(words.map((word) => word.correctedTo ?? word.typed))];
  const exact = typed.map(phraseTest);
  const adjacent = typed.slice(1).map((word, i) => phraseTest(`${typed[i]} ${word}`));
  const kinds = (['paper', 'note'] as const).map((kind) =>
    bestFirst(
      candidates.filter(({ document }) => document.kind === kind),
      Math.max(depth, headSize),
    ),
  );
  const head = bestOf(
    kinds.flatMap((ordered) => ordered.slice(0, headSize)),
    headSize,
  );
  const read = new Set(head);
  const rescored = head.map((candidate) => {
    const text = collection.foldedText(candidate.document);
    const bonus = 1 + exactShare * share(exact, text) + adjacentShare * share(adjacent, text);
    return { ...candidate, score: candidate.score * bonus };
  });
  return rescored.sort(byScore).concat(...kinds.map((ordered) => ordered.filter((each) => !read.has(each))));
}

const share = (tests: readonly TextTest[], folded: string): number =>
  tests.length === 0 ? 0 : tests.filter((test) => test(folded)).length / tests.length;
