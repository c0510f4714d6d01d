import { commandLine } from '../../cards/builders.ts';
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

/** arXiv's ids since 2007, `2401.00001`, in links and in words, with what follows them: a version, `.pdf`. */
const paperLink =
  /(?:arxiv\.org\/\w+\/|alphaxiv\.org\/\w+\/|huggingface\.co\/papers\/|arxiv:\s?)(\d{4}\.\d{4,5})[\w.]*/gi;
const maxLinks = 3;
/** In characters. Search ranks by relevance, so a long message needs no more of its words. */
const maxQuery = 280;

/** The lines that find papers related to a text, best first: one for each linked paper, then one for the words. */
export function relatedLines(text: string): string[] {
  const ids = [...new Set([...text.matchAll(paperLink)].map(([, id = '']) => id))];
  const query = wordsOf(text);
  return [
    ...ids.slice(0, maxLinks).map((id) => commandLine('similar', { to: id })),
    ...(query === '' ? [] : [commandLine('search', { query })]),
  ];
}

/** Words that the query language reads neither as filters nor as operators. Leaves out links and names of people. */
function wordsOf(text: string): string {
  const plain = text
    .replace(/https?:\S+|[@#]\S+/g, ' ')
    .replace(paperLink, ' ')
    .replace(/\b(?:AND|OR|NOT)\b/g, (operator) => operator.toLowerCase());
  let query = '';
  for (const word of plain.match(/[\p{L}\p{N}][\p{L}\p{N}'+.-]*/gu) ?? []) {
    if (query.length + word.length < maxQuery) query += `${query === '' ? '' : ' '}${word}`;
  }
  return query;
}
