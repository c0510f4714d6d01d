import { type Candidate, foldedText } from './collection.ts';
import { phrasePattern } from './patterns.ts';
import type { SearchWord } from './plan.ts';

/** Only the head of the ranking is read again. */
const headSize = 100;
/** Shares of the score; chosen on the tuning half of the judged queries (`npm run quality`). */
const exactShare = 0.3;
const adjacentShare = 0.2;

/**
 * Stems find more, but what the reader typed should win over what merely has its stem: candidates that hold the very
 * words, and words side by side as typed, move up among those of nearly the same score.
 */
export function rescore(candidates: readonly Candidate[], words: readonly SearchWord[]): Candidate[] {
  const typed = words.map((word) => word.correctedTo ?? word.typed);
  const exact = typed.map(phrasePattern);
  const adjacent = typed.slice(1).map((word, i) => phrasePattern(`${typed[i]} ${word}`));
  const head = candidates.slice(0, headSize).map((candidate) => {
    const text = foldedText(candidate.document);
    const bonus = 1 + exactShare * share(exact, text) + adjacentShare * share(adjacent, text);
    return { ...candidate, score: candidate.score * bonus };
  });
  return [...head.sort(byScore), ...candidates.slice(headSize)];
}

function share(patterns: readonly RegExp[], text: string): number {
  return patterns.length === 0
    ? 0
    : patterns.filter((pattern) => pattern.test(text)).length / patterns.length;
}

export const byScore = (a: Candidate, b: Candidate): number =>
  b.score - a.score || (a.document.item.id < b.document.item.id ? -1 : 1);
