import { button, entries, joinLines, line, link, strong } from '../../cards/builders.ts';
import type { Block, Entry, Line } from '../../cards/card.ts';
import { nextPage } from '../../cards/fit.ts';
import { claimOf } from '../../corpus/claim/claim.ts';
import { paperFacts, paperUrl } from '../../corpus/describe-paper.ts';
import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import { defined } from '../../defined.ts';
import type { Hit } from '../../ports/index.ts';

/** A paper in a list, with what it claims where no other `body` is given. */
export const paperEntry = (paper: Paper, body: Line = claimLine(paper)): Entry => ({
  title: line(link(paper.title, paperUrl(paper))),
  facts: factsLine(paper),
  ...(body.length > 0 && { body }),
  buttons: [button('Abstract', 'paper', { paper: paper.id }), button('Similar', 'similar', { to: paper.id })],
});

/** The arguments are those of {@link entries}. */
export const paperEntries = (papers: readonly Paper[], start?: number, more?: string): Block =>
  entries(
    papers.map((paper) => paperEntry(paper)),
    start,
    more,
  );

const claimLine = ({ title, abstract }: Paper): Line => {
  const claim = claimOf(title, abstract);
  return claim === undefined ? [] : line(claim);
};

export const factsLine = (paper: Paper): Line => joinLines(paperFacts(paper));

/** A note in a list. */
export const noteEntry = (note: Note, body?: Line): Entry => ({
  title: line(note.url === undefined ? strong(note.title) : link(note.title, note.url)),
  ...defined({ body }),
  buttons: [button('Related', 'similar', { to: note.id })],
});

/** Notes that the index found, with their snippets. */
export const noteHits = (
  hits: readonly Hit<Note>[],
  { start, more }: { readonly start?: number; readonly more?: string } = {},
): Block =>
  entries(
    hits.map(({ item, snippet }) => noteEntry(item, snippet)),
    start,
    more,
  );

interface ListPart {
  /** From 1. */
  readonly page?: number | undefined;
  /** The number of the first item, from 1: takes precedence over `page`. */
  readonly start?: number | undefined;
}

/** The number of the first item of a part of a list, from 1. */
export const firstOf = ({ page = 1, start }: ListPart, size: number): number =>
  start ?? (page - 1) * size + 1;

/**
 * One page of a list.
 * @param more the command line that shows the list from a number on, without ` start:<number>`
 */
export function listPage<Item>(all: readonly Item[], part: ListPart, size: number, more: string) {
  const first = firstOf(part, size);
  const next = first + size;
  return {
    shown: all.slice(first - 1, next - 1),
    /** The number of the first item shown, from 1. */
    first,
    more,
    /** The button to the next page; nothing on the last one. */
    next: next <= all.length && nextPage(more, next),
  };
}
