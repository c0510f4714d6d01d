import { readArxivId } from '../../corpus/arxiv-id.ts';
import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { PaperIndex } from '../../ports/index.ts';
import { wordsQuery } from '../../search/query.ts';
import { squeeze, tokenize } from '../../search/words/tokens.ts';
import type { TextOption } from '../command.ts';

/** The option by which a person names a paper: what {@link findPaper} reads. */
export const paperOption = {
  type: 'text',
  rest: true,
  required: true,
  suggests: 'paper',
  help: 'words of its title, its id, or its address on arXiv',
} as const satisfies TextOption;

/** What a person named: exactly one thing, or what comes nearest to it. */
export interface Found<T> {
  readonly item?: T;
  /** Best first: others whose title holds all the words or, without an item, the nearest ones. */
  readonly others: readonly T[];
}

const near = 5;

/** A paper by its id, its arXiv id in any form (an address too), or words of its title. */
export async function findPaper(index: PaperIndex, text: string): Promise<Found<Paper>> {
  const item = await index.paper(readArxivId(text)?.id ?? text);
  if (item !== undefined) return { item, others: [] };
  const { papers } = await index.search(wordsQuery(text), { offset: 0, limit: 50, notes: 0 });
  return bestByTitle(
    text,
    papers.map((hit) => hit.item),
  );
}

/** A note by its id or words of its title. */
export async function findNote(index: PaperIndex, text: string): Promise<Found<Note>> {
  const item = await index.note(text);
  if (item !== undefined) return { item, others: [] };
  const { notes } = await index.search(wordsQuery(text), { offset: 0, limit: 0, notes: 50 });
  return bestByTitle(
    text,
    notes.map((hit) => hit.item),
  );
}

function bestByTitle<T extends Paper | Note>(text: string, ranked: readonly T[]): Found<T> {
  const words = tokenize(text).map((token) => token.surface);
  const exact = ranked.filter(({ title }) => squeeze(title) === squeeze(text));
  const titled = ranked.filter(({ title }) => holdsAll(title, words));
  const [item, ...others] = exact.length > 0 ? exact : titled;
  return item === undefined ? { others: ranked.slice(0, near) } : { item, others: others.slice(0, near) };
}

function holdsAll(title: string, words: readonly string[]): boolean {
  const held = new Set(tokenize(title).map((token) => token.surface));
  return words.every((word) => held.has(word));
}
