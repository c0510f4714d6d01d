import { commandLine } from '../../cards/builders.ts';
import { findArxivIds } from '../../corpus/reference/find-ids.ts';
import { readReference } from '../../corpus/reference/read-reference.ts';
import { UserError } from '../../errors.ts';
import { failureOf, type OnBug, type Outcome } from '../run-line.ts';

/** A command line, and what became of it. */
export interface LineOutcome {
  readonly line: string;
  readonly outcome: Outcome;
}

/** Papers similar to the first stored one that a message links to, or else papers that match its words. */
export async function findRelated(
  text: string,
  run: (line: string) => Promise<Outcome>,
  onBug: OnBug,
): Promise<LineOutcome> {
  let last: LineOutcome | undefined;
  for (const line of relatedLines(text)) {
    last = { line, outcome: await run(line) };
    if (last.outcome.card.tone !== 'empty') return last;
  }
  return last ?? { line: 'help', outcome: failureOf(noWords(), onBug) };
}

const noWords = () =>
  new UserError(
    'no-words',
    'There are no words in this message.',
    'Choose one with text or a link to a paper.',
  );

const maxLinks = 3;
/** In characters. Search ranks by relevance, so a long message needs no more of its words. */
const maxQuery = 280;

/** The lines that find papers related to a text, best first: one for each linked paper, then one for the words. */
export function relatedLines(text: string): string[] {
  const { arxivIds, dois } = readReference(text);
  const query = wordsOf(text);
  return [
    ...[...arxivIds, ...dois].slice(0, maxLinks).map((id) => commandLine('similar', { to: id })),
    ...(query === '' ? [] : [commandLine('search', { query })]),
  ];
}

/** Words that the query language reads neither as filters nor as operators. Leaves out links and names of people. */
function wordsOf(text: string): string {
  const plain = findArxivIds(text)
    .rest.replace(/https?:\S+|[@#]\S+/g, ' ')
    .replace(/\b(?:AND|OR|NOT)\b/g, (operator) => operator.toLowerCase());
  let query = '';
  for (const word of plain.match(/[\p{L}\p{N}][\p{L}\p{N}'+.-]*/gu) ?? []) {
    if (query.length + word.length < maxQuery) query += `${query === '' ? '' : ' '}${word}`;
  }
  return query;
}
