import { hint, text } from '../../cards/builders.ts';
import { readArxivId } from '../../corpus/arxiv-id.ts';
import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { Hit, PaperIndex } from '../../ports/index.ts';
import type { PaperStore } from '../../ports/store/papers.ts';
import { wordsQuery } from '../../search/query.ts';
import { squeeze, tokenize } from '../../search/words/tokens.ts';
import { type Answer, answer, type OpenIndex, subject } from '../command.ts';
import { paperEntries } from './entries.ts';

/** The option by which a person names a paper: what {@link findPaper} reads. */
export const paperOption = subject('paper', 'words of its title, its id, or its address on arXiv');

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
  return bestByTitle(text, papers);
}

/** A note by its id or words of its title. */
export async function findNote(index: PaperIndex, text: string): Promise<Found<Note>> {
  const item = await index.note(text);
  if (item !== undefined) return { item, others: [] };
  const { notes } = await index.search(wordsQuery(text), { offset: 0, limit: 0, notes: 50 });
  return bestByTitle(text, notes);
}

function bestByTitle<T extends Paper | Note>(text: string, hits: readonly Hit<T>[]): Found<T> {
  const ranked = hits.map((hit) => hit.item);
  const exact = ranked.filter(({ title }) => squeeze(title) === squeeze(text));
  const titled = exact.length > 0 ? exact : ranked.filter(({ title }) => hasAllWords(title, text));
  const [item, ...others] = titled;
  return item === undefined
    ? { others: ranked.slice(0, othersShown) }
    : { item, others: others.slice(0, othersShown) };
}

function hasAllWords(title: string, text: string): boolean {
  const present = wordsOf(title);
  return wordsOf(text).every((word) => present.includes(word));
}

const wordsOf = (text: string): string[] => tokenize(text).map(({ surface }) => surface);

/** Ids have this form; other texts are titles or addresses. */
const idPattern = /^\w+$/;

/**
 * The papers with these ids, each once and in the given order. Read from the store, because after a start the index is
 * filled little by little. A paper that was merged into another is found under its old id too.
 */
export async function storedPapers(
  ids: readonly string[],
  store: Pick<PaperStore, 'arrivalOf'>,
): Promise<readonly Paper[]> {
  const arrivals = await Promise.all(ids.map((id) => store.arrivalOf(id)));
  return [...new Map(arrivals.flatMap((known) => (known ? [[known.paper.id, known.paper]] : []))).values()];
}

/**
 * Runs `say` for the paper that a text names, by its id (as buttons do) even when the index does not have it yet. When
 * no paper has such a name, the answer offers the nearest ones.
 */
export async function aboutPaper(
  text: string,
  { store }: { readonly store: Pick<PaperStore, 'arrivalOf'> },
  openIndex: OpenIndex,
  say: (paper: Paper) => Promise<Answer>,
): Promise<Answer> {
  const [stored] = idPattern.test(text) ? await storedPapers([text], store) : [];
  if (stored !== undefined) return say(stored);
  const { item, others } = await findPaper(await openIndex(), text);
  return item === undefined ? nearestAnswer(text, others) : say(item);
}

export function nearestAnswer(wanted: string, nearest: readonly Paper[]): Answer {
  const message = `No paper here is called “${wanted}”.`;
  return answer({
    title: 'No such title',
    summary: message,
    tone: 'empty',
    blocks: [
      text(message),
      nearest.length === 0
        ? hint('Try fewer words of the title, or search.')
        : [text('Nearest by what they say:'), paperEntries(nearest)],
    ],
    papers: nearest,
  });
}
