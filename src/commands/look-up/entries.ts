import type { Block, Entry } from '../../cards/card.ts';
import { commandLine } from '../../cards/command-line.ts';
import { joinLines, type Line, line, link, strong } from '../../cards/span.ts';
import { paperFacts, paperUrl } from '../../corpus/describe-paper.ts';
import type { Note, Subtopic } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import { defined } from '../../defined.ts';
import type { Hit } from '../../search/results.ts';
import type { Scored } from '../command.ts';

/** A paper among several, with its two buttons. */
export function paperEntry(paper: Paper, body?: Line): Entry {
  return {
    title: line(link(paper.title, paperUrl(paper))),
    facts: factsLine(paper),
    ...(body !== undefined && body.length > 0 && { body }),
    buttons: [
      { label: 'Abstract', line: commandLine('paper', { paper: paper.id }) },
      { label: 'Similar', line: commandLine('similar', { to: paper.id }) },
    ],
  };
}

export const factsLine = (paper: Paper): Line => joinLines(paperFacts(paper).map((fact) => line(fact)));

/** A note among several. */
export function noteEntry(note: Note, body?: Line): Entry {
  return {
    title: line(strong(note.title)),
    ...defined({ body }),
    buttons: [{ label: 'Related', line: commandLine('similar', { to: note.id }) }],
  };
}

/** A heading and the notes below it; nothing without notes. */
export function notesSection(heading: string, notes: readonly Hit<Note>[]): Block[] {
  if (notes.length === 0) return [];
  return [
    { kind: 'heading', text: heading },
    { kind: 'entries', entries: notes.map((hit) => noteEntry(hit.item, hit.snippet)) },
  ];
}

/** Subtopics as a list, each with its command. */
export function subtopicButtons(subtopics: readonly Subtopic[]): Block[] {
  if (subtopics.length === 0) return [];
  return [
    {
      kind: 'buttons',
      buttons: subtopics.map(({ id, name }) => ({ label: name, line: commandLine('notes', { subtopic: id }) })),
    },
  ];
}

export const scored = (hits: readonly Hit<Paper | Note>[]): Scored[] =>
  hits.map(({ item, score }) => ({ id: item.id, title: item.title, score: Math.round(score * 1e4) / 1e4 }));

/** A thing named by itself is a hit of its own. */
export const itself = (item: Paper | Note): Scored => ({ id: item.id, title: item.title, score: 1 });

export const plainLine = (value: string): Line => line(value);
