import { button, entries, joinLines, line, link, strong } from '../../cards/builders.ts';
import type { Block, Entry, Line } from '../../cards/card.ts';
import { paperFacts, paperUrl } from '../../corpus/describe-paper.ts';
import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import { defined } from '../../defined.ts';
import type { Hit } from '../../ports/index.ts';

/** A paper in a list. */
export const paperEntry = (paper: Paper, body: Line = []): Entry => ({
  title: line(link(paper.title, paperUrl(paper))),
  facts: factsLine(paper),
  ...(body.length > 0 && { body }),
  buttons: [button('Abstract', 'paper', { paper: paper.id }), button('Similar', 'similar', { to: paper.id })],
});

export const paperEntries = (papers: readonly Paper[], start?: number): Block =>
  entries(
    papers.map((paper) => paperEntry(paper)),
    start,
  );

export const factsLine = (paper: Paper): Line => joinLines(paperFacts(paper));

/** A note in a list. */
export const noteEntry = (note: Note, body?: Line): Entry => ({
  title: line(note.url === undefined ? strong(note.title) : link(note.title, note.url)),
  ...defined({ body }),
  buttons: [button('Related', 'similar', { to: note.id })],
});

/** Notes that the index found, with their snippets. */
export const noteHits = (hits: readonly Hit<Note>[]): Block =>
  entries(hits.map(({ item, snippet }) => noteEntry(item, snippet)));

/** One page of a list; pages count from 1. */
export function listPage<Item>(all: readonly Item[], page: number, size: number) {
  const start = (page - 1) * size;
  return {
    shown: all.slice(start, start + size),
    /** The number of the first item shown, from 1. */
    first: start + 1,
    hasNext: start + size < all.length,
  };
}
