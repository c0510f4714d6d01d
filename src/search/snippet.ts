import { line, matched } from '../cards/builders.ts';
import type { Line, Span } from '../cards/card.ts';
import { claimOf, ownSentences } from '../corpus/claim/claim.ts';
import type { Paper } from '../corpus/paper.ts';
import { splitSentences } from '../corpus/text/sentences.ts';
import { bestClauses, type Range } from './excerpt.ts';
import { stem, type Token, termsOf, tokenize } from './words/tokens.ts';

/** In characters: about three lines of a narrow chat window. */
const maxLength = 240;

/**
 * One sentence of a text with the searched words marked. Of a longer one, its clauses around the words, in 240 characters. Of a note, and of any text without its paper, it is the sentence with the most of the words, or the first.
 * Abstracts speak of other people's work as much as of their own, so a paper shows the first of these that there is:
 *
 * 1. its claim, when that has at least half as many of the words as the sentence with the most;
 * 2. of the sentences with at least half as many, the best that says what the paper proposes or found;
 * 3. its claim, when the title has at least half as many;
 * 4. the sentence with the most.
 */
export function makeSnippet(
  body: string,
  terms: readonly string[],
  paper?: Pick<Paper, 'title' | 'abstract'>,
): Line {
  const sentences = splitSentences(body).map((sentence) => markWords(sentence, terms));
  const most = withMost(sentences);
  const shown = (paper && ownWords(paper, sentences, most.matches, terms)) ?? most;
  return cut(shown.sentence, shown.tokens);
}

type Marked = ReturnType<typeof markWords>;

/** The first of those with the most of the words. */
const withMost = (sentences: readonly Marked[]): Marked =>
  sentences.reduce(
    (best, each) => (each.matches > best.matches ? each : best),
    sentences[0] ?? markWords('', []),
  );

function ownWords(
  { title, abstract }: Pick<Paper, 'title' | 'abstract'>,
  sentences: readonly Marked[],
  most: number,
  terms: readonly string[],
): Marked | undefined {
  const hasEnough = ({ matches }: Marked) => matches * 2 >= most;
  const claim = claimOf(title, abstract);
  const claimed = claim === undefined ? undefined : markWords(claim, terms);
  if (claimed !== undefined && hasEnough(claimed)) return claimed;
  const own = new Set(ownSentences(title, abstract));
  const candidates = sentences.filter((each) => hasEnough(each) && own.has(each.sentence));
  if (candidates.length > 0) return withMost(candidates);
  return hasEnough(markWords(title, terms)) ? claimed : undefined;
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
  const [from, to] = shownRange(sentence, marked);
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

/** A short sentence is shown whole, a long one by its clauses around the words, or else from a word on. */
function shownRange(sentence: string, marked: readonly Token[]): Range {
  if (sentence.length <= maxLength) return [0, sentence.length];
  const clauses = bestClauses(sentence, marked, maxLength);
  if (clauses !== undefined) return clauses;
  const first = marked[0]?.start ?? 0;
  const from = first < maxLength / 2 ? 0 : wordStart(sentence, first - 30);
  const to = sentence.length - from <= maxLength ? sentence.length : wordStart(sentence, from + maxLength);
  return [from, to];
}

/** The start of the word or address at or before a position; the position itself in a text without spaces. */
function wordStart(sentence: string, position: number): number {
  const address = addressesOf(sentence)(position);
  if (address !== undefined && address.start > 0) return address.start;
  const blank = sentence.lastIndexOf(' ', position);
  return blank > position - 40 ? blank + 1 : position;
}
