import { commandLine } from '../../cards/builders.ts';
import { findArxivIds } from '../../corpus/reference/find-ids.ts';
import { readReference } from '../../corpus/reference/read-reference.ts';
import { UserError } from '../../errors.ts';
import { stopWords, tokenize } from '../../search/words/tokens.ts';
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

/** What people say around a link. */
const aroundLinks = new Set(
  `look see check read reading share sharing fyi hey hi hello wow nice cool great good neat amazing awesome
  interesting fun useful relevant wild love like thanks thank thx please pls guys folks everyone everybody team all
  paper papers article preprint work link post new just found saw came across today yesterday morning one think
  thoughts opinion worth know anyone maybe also lol haha omg ok okay yes yeah arxiv pdf abs`.split(/\s+/),
);
/** Fewer words beside a link are small talk: a search for them would bring anything. */
const fewestWords = 2;

const maxLinks = 3;
/** In characters. Search ranks by relevance, so a long message needs no more of its words. */
const maxQuery = 280;

/**
 * The lines that find papers related to a text, best first: one for each linked paper, then one for the words, unless
 * those are small talk beside a link.
 */
export function relatedLines(text: string): string[] {
  const { arxivIds, dois } = readReference(text);
  const linked = [...arxivIds, ...dois];
  const query = wordsOf(text);
  const saysSomething = linked.length === 0 ? query !== '' : tellingWords(query) >= fewestWords;
  return [
    ...linked.slice(0, maxLinks).map((id) => commandLine('similar', { to: id })),
    ...(saysSomething ? [commandLine('search', { query })] : []),
  ];
}

const tellingWords = (query: string): number =>
  tokenize(query).filter(({ surface }) => !stopWords.has(surface) && !aroundLinks.has(surface)).length;

/** Words that the query language reads neither as filters nor as operators. Leaves out links, DOIs and names of people. */
function wordsOf(text: string): string {
  const plain = findArxivIds(text)
    .rest.replace(/https?:\S+|\S*\b10\.\d{4,9}\/\S+|[@#]\S+/g, ' ')
    .replace(/\b(?:AND|OR|NOT)\b/g, (operator) => operator.toLowerCase());
  let query = '';
  for (const word of plain.match(/[\p{L}\p{N}][\p{L}\p{N}'+.-]*/gu) ?? []) {
    if (query.length + word.length < maxQuery) query += `${query === '' ? '' : ' '}${word}`;
  }
  return query;
}
