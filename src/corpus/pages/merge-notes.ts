import type { Note, Subtopic } from '../note.ts';
import { noteId, subtopicIds } from '../note-id.ts';
import { abstractKey, normalizeTitle } from '../paper-id.ts';
import type { Page } from './page.ts';

interface MergedNotes {
  readonly notes: readonly Note[];
  readonly subtopics: readonly Subtopic[];
}

/**
 * The notes of all pages, in the order of the pages. Subtopics with the same name are one. Notes are one where
 * subtopic, title and description are equal but for case and punctuation. Different notes with one title get different
 * ids: the first by subtopic and description has the plain id.
 */
export function mergeNotes(pages: readonly Page[]): MergedNotes {
  const ids = subtopicIds(pages.flatMap((page) => page.subtopics.map(({ name }) => name)));
  const subtopics = new Map<string, Subtopic>();
  const notes = new Map<string, Note>();
  for (const page of pages) {
    const local = new Map<string, string>();
    for (const subtopic of page.subtopics) {
      const id = ids.get(subtopic.name) ?? subtopic.id;
      local.set(subtopic.id, id);
      subtopics.set(id, earlier(subtopics.get(id), { ...subtopic, id }));
    }
    for (const note of page.notes) {
      const moved = { ...note, subtopic: local.get(note.subtopic) ?? note.subtopic };
      const key = `${moved.subtopic} ${distinctionOf(moved)} ${normalizeTitle(note.title)}`;
      notes.set(key, earlier(notes.get(key), moved));
    }
  }
  return { notes: identify([...notes.values()]), subtopics: [...subtopics.values()] };
}

function identify(notes: readonly Note[]): readonly Note[] {
  const byTitle = new Map<string, string[]>();
  for (const note of notes) {
    const key = normalizeTitle(note.title);
    byTitle.set(key, [...(byTitle.get(key) ?? []), distinctionOf(note)]);
  }
  return notes.map((note) => {
    const distinction = distinctionOf(note);
    const first = (byTitle.get(normalizeTitle(note.title)) ?? []).every((other) => distinction <= other);
    return { ...note, id: first ? noteId(note.title) : noteId(note.title, distinction) };
  });
}

function distinctionOf({ subtopic, description }: Note): string {
  return `${subtopic}\n${abstractKey(description)}`;
}

/** The first by file and line, so that the order of the pages decides nothing. */
function earlier<T extends Note | Subtopic>(a: T | undefined, b: T): T {
  if (a === undefined) return b;
  if (a.source.file !== b.source.file) return a.source.file < b.source.file ? a : b;
  return a.source.line <= b.source.line ? a : b;
}
