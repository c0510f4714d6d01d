import { fold, stopWords } from '../words/tokens.ts';

/** In words. A shorter line may be a list of things with operators between them. */
const leastWords = 16;
/** A list of things has fewer small words. In abstracts of arXiv they are a third. */
const leastSmall = 0.15;

/**
 * Whether a line is a text, such as a pasted abstract or a question of several sentences. Quotation marks, brackets, dashes and
 * colons mean there what they mean in any text, and no operators.
 */
export function isProse(text: string): boolean {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < leastWords) return false;
  const small = words.filter((word) => stopWords.has(word) && !operators.has(word));
  return small.length >= leastSmall * words.length;
}

const operators = new Set(['and', 'or', 'not']);

/** The words of a text, without signs that are operators elsewhere. Filters at its ends, such as `year:2024`, stay. */
export function withoutSigns(text: string): string {
  const { before = '', inner = '', after = '' } = ends.exec(text)?.groups ?? {};
  const words = inner
    .replace(/["()|:]|&&/g, ' ')
    .replace(/(?<=^|\s)['‘’+!\p{Pd}\u2212]+|['‘’]+(?=$|\s)/gu, ' ')
    .replace(/\b(?:AND|OR|NOT)\b/g, (operator) => operator.toLowerCase());
  return `${before}${words}${after}`.replace(/\s+/g, ' ').trim();
}

/** The first and the last words, as far as they have the form of filters. */
const ends = /^(?<before>(?:[a-z]{2,15}:[^\s:]+ )*)(?<inner>.*?)(?<after>(?: [a-z]{2,15}:[^\s:/]+)*)$/;
