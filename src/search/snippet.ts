import { line, matched } from '../cards/builders.ts';
import type { Line, Span } from '../cards/card.ts';
import { splitSentences } from '../corpus/text/sentences.ts';
import { stem, type Token, termsOf, tokenize } from './words/tokens.ts';

/** In characters: about three lines of a narrow chat window. */
const maxLength = 240;

/**
 * The sentence with the most of the terms (the first of equals), with those words marked. A longer sentence is cut at word
 * borders, to 240 characters around them. Without any match, the first sentence.
 * @param claim what the paper claims: it is shown instead when it has at least half as many of the words
 */
export function makeSnippet(body: string, terms: readonly string[], claim?: string): Line {
  let best = markWords('', terms);
  for (const sentence of splitSentences(body)) {
    const marked = markWords(sentence, terms);
    if (best.sentence === '' || marked.matches > best.matches) best = marked;
  }
  const claimed = claim === undefined ? undefined : markWords(claim, terms);
  if (claimed !== undefined && claimed.matches * 2 >= best.matches) best = claimed;
  return cut(best.sentence, best.tokens);
}

function markWords(sentence: string, terms: readonly string[]) {
  const inAddress = addressesOf(sentence);
  const tokens = tokenize(sentence).filter(
    (token, i, all) => matches(token, all[i + 1], terms) && !inAddress(token.start),
  );
  return { sentence, tokens, matches: new Set(tokens.map((token) => token.surface)).size };
}

/** Marks inside an address would cut its link in two. */
function addressesOf(sentence: string): (position: number) => { readonly start: number } | undefined {
  const found = [...sentence.matchAll(/\bhttps?:\/\/\S+/g)].map(({ 0: { length }, index: start }) => ({
    start,
    end: start + length,
  }));
  return (position) => found.find(({ start, end }) => start < position && position < end);
}

/** Whether the token is one of the terms, or half of a hyphenated one. */
const matches = ({ surface }: Token, next: Token | undefined, terms: readonly string[]) =>
  termsOf(surface).some((term) => terms.includes(term)) ||
  (next?.hyphenated === true && terms.includes(stem(surface + next.surface)));

function cut(sentence: string, marked: readonly Token[]): Line {
  const first = marked[0]?.start ?? 0;
  const from = sentence.length <= maxLength || first < maxLength / 2 ? 0 : wordStart(sentence, first - 60);
  const to = sentence.length - from <= maxLength ? sentence.length : wordStart(sentence, from + maxLength);
  const parts: (string | Span)[] = from > 0 ? ['… '] : [];
  let at = from;
  for (const token of marked) {
    if (token.start < at || token.end > to) continue;
    if (token.start > at) parts.push(sentence.slice(at, token.start));
    parts.push(matched(sentence.slice(token.start, token.end)));
    at = token.end;
  }
  const rest = sentence.slice(at, to).trimEnd();
  if (rest !== '') parts.push(rest);
  if (to < sentence.length) parts.push(' …');
  return line(...parts);
}

/** The start of the word or address at or before a position; the position itself in a text without spaces. */
function wordStart(sentence: string, position: number): number {
  const address = addressesOf(sentence)(position);
  if (address !== undefined && address.start > 0) return address.start;
  const blank = sentence.lastIndexOf(' ', position);
  return blank > position - 40 ? blank + 1 : position;
}
