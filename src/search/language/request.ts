import { fold, stopWords } from '../words/tokens.ts';
import type { Expression } from './expression.ts';

/** What is asked for, whatever it is about. */
const requested = new Set(
  'paper papers article articles publication publications literature research study studies work works anything something info information'.split(
    ' ',
  ),
);
const asking = new Set(
  'find show give list get tell explain search searching recommend suggest looking know interested want need'.split(
    ' ',
  ),
);
/** They say nothing beside those. */
const polite = new Set(
  'please best good great latest recent new newest current important relevant related interesting top hi hello hey thanks thank regarding concerning like'.split(
    ' ',
  ),
);
/** A request may end with them; it may always end with a small word, such as `on`. */
const lastOfRequest = new Set('papers articles publications find show explain recommend suggest'.split(' '));

/**
 * A line without its polite beginning and end: "what are the best papers on pruning" is `pruning`, and "how does pruning
 * work" too. Not where nothing else would be left; and "information retrieval" asks for nothing.
 */
export function withoutRequest(clauses: readonly Expression[]): readonly Expression[] {
  const texts = clauses.map(textOf);
  const last = texts.at(-1);
  const isQuestion = /^(?:how|why|does|do)$/.test(texts[0] ?? '') && /^works?$/.test(last ?? '');
  const kept = clauses.slice(endOfRequest(texts), isQuestion || last === 'please' ? -1 : clauses.length);
  const isLeft = kept.some((clause) => clause.kind !== 'not' && !stopWords.has(textOf(clause) ?? ''));
  return isLeft ? kept : clauses;
}

/** Of a plain word. */
const textOf = (clause: Expression): string | undefined =>
  clause.kind === 'word' && clause.field === undefined && clause.needed === undefined
    ? fold(clause.text).replaceAll("'", '')
    : undefined;

/** How many words a request takes at the beginning. */
function endOfRequest(texts: readonly (string | undefined)[]): number {
  let end = 0;
  let asks = false;
  for (const [i, text] of texts.entries()) {
    if (text === undefined) break;
    const isAsking = requested.has(text) || asking.has(text);
    if (!isAsking && !polite.has(text) && !stopWords.has(text)) break;
    asks ||= isAsking;
    if (asks && (stopWords.has(text) || lastOfRequest.has(text))) end = i + 1;
  }
  return end;
}
