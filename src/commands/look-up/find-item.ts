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

/** The paper or note that a person named, or the nearest ones. */
export interface Found<T> {
  readonly item?: T;
  /** At most five, best first: with an item, others whose title has the same words; without one, the nearest. */
  readonly others: readonly T[];
}

const othersShown = 5;

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
  const titled = exact.length > 0 ? exact : ranked.filter(({ title }) => hasAllWords(title, words));
  const [item, ...others] = titled;
  return item === undefined
    ? { others: ranked.slice(0, othersShown) }
    : { item, others: others.slice(0, othersShown) };
}

function hasAllWords(title: string, words: readonly string[]): boolean {
  const present = new Set(tokenize(title).map((token) => token.surface));
  return words.every((word) => present.has(word));
}
