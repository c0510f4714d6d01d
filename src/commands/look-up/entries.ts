import { button, type Content, entries, hint, joinLines, line, link, strong } from '../../cards/builders.ts';
import type { Block, Entry, Line } from '../../cards/card.ts';
import { denseBody, nextPage } from '../../cards/fit.ts';
import { briefClaimOf } from '../../corpus/claim/brief-claim.ts';
import { claimOf } from '../../corpus/claim/claim.ts';
import { paperFacts, paperUrl } from '../../corpus/describe-paper.ts';
import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import { defined } from '../../defined.ts';
import type { Hit } from '../../ports/index.ts';
import type { Caller } from '../command.ts';

/** Whether the answer is a message between those of others, and not in a terminal, which has more room. */
export const isInChat = ({ fits }: Caller): boolean => fits !== undefined;

/** How many papers a list shows at once, unless the person says how many: in a chat, what is read without scrolling. */
export const pageSizeFor = (caller: Caller): number => (isInChat(caller) ? 5 : 10);

interface EntryLook {
  /** Default: what the paper claims. */
  readonly body?: Line;
  /** Who sees the list. Default: somebody in a terminal. */
  readonly caller?: Caller | undefined;
}

/** A paper in a list. In a chat it can be saved at once, and the paper's own card has the rest. */
export function paperEntry(paper: Paper, { body, caller }: EntryLook = {}): Entry {
  const { id, title, abstract } = paper;
  const said = body ?? claimLine(paper);
  // A long list would cut a claim anywhere.
  const brief = body === undefined ? briefClaimOf(title, abstract, [denseBody]) : undefined;
  return {
    title: line(link(paper.title, paperUrl(paper))),
    facts: factsLine(paper),
    ...(said.length > 0 && { body: said }),
    ...(brief !== undefined && { brief: line(brief) }),
    buttons: [
      button('Abstract', 'paper', { paper: id }),
      caller !== undefined && isInChat(caller)
        ? button('Save', 'save', { paper: id })
        : button('Similar', 'similar', { to: id }),
    ],
  };
}

interface ListPlace {
  /** The number of the first paper. Default: 1. */
  readonly start?: number;
  /** See {@link entries}. */
  readonly more?: string;
}

/** Papers one below the other. @param caller who sees them; default: somebody in a terminal */
export const paperEntries = (
  papers: readonly Paper[],
  caller?: Caller,
  { start, more }: ListPlace = {},
): Block =>
  entries(
    papers.map((paper) => paperEntry(paper, { caller })),
    start,
    more,
  );

/** Notes beside papers, in a chat: one line, in which each note can be opened. */
export const notesLine = (notes: readonly Note[]): Content =>
  notes.length > 0 &&
  hint(
    notes.length === 1 ? 'Research note: ' : 'Research notes: ',
    ...joinLines(notes.map(({ title, url }) => (url === undefined ? title : link(title, url)))),
  );

const claimLine = ({ title, abstract }: Paper): Line => {
  const claim = claimOf(title, abstract);
  return claim === undefined ? [] : line(claim);
};

/** The facts about a paper on one line: date, authors, source. */
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
