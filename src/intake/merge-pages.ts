import type { Corpus } from '../corpus/corpus.ts';
import { type Note, noteId, type Subtopic, subtopicIds } from '../corpus/note.ts';
import type { Page, Warning } from '../corpus/pages/page.ts';
import type { Paper } from '../corpus/paper.ts';
import { abstractKey, normalizeTitle, possibleIds } from '../corpus/paper-id.ts';
import { decideRecords, keyRecord } from './decide/decide-records.ts';
import { newPapers } from './decide/record-set.ts';

/**
 * All saved pages as one corpus. Which papers are one is decided as for every other record. Ids do not depend on the
 * order of the pages; papers come in that order. Total, and idempotent: pages given twice change nothing.
 */
export function mergePages(pages: readonly Page[]): Corpus {
  const records = pages.flatMap((page) => page.papers);
  const decided = decideRecords(
    records.map((paper) => keyRecord({ paper, isNew: true })),
    [],
  );
  const papers = withOwnIds(newPapers(decided.papers).map(({ paper }) => paper));
  return {
    pages: pages.map(({ file, kind, papers, notes, subtopics }) => ({
      file,
      kind,
      papers: papers.length,
      notes: notes.length,
      subtopics: subtopics.length,
    })),
    papers,
    ...mergeNotes(pages),
    warnings: [...pages.flatMap((page) => page.warnings), ...warnOfSharedTitles(papers)],
    rejects: pages.flatMap((page) => page.rejects),
  };
}

/** Each paper with an id of its own. Of papers with one title, the first by its abstract's hash gets the plain id. */
function withOwnIds(papers: readonly Paper[]): readonly Paper[] {
  const owners = new Map<string, Paper>();
  const keyed = papers.map((paper) => ({ paper, key: abstractKey(paper.abstract) }));
  for (const { paper } of keyed.sort((a, b) => (a.key < b.key ? -1 : 1))) {
    for (const id of possibleIds(paper)) {
      if (owners.has(id)) continue;
      owners.set(id, paper);
      break;
    }
  }
  const ids = new Map([...owners].map(([id, paper]) => [paper, id]));
  return papers.map((paper) => ({ ...paper, id: ids.get(paper) ?? paper.id }));
}

function warnOfSharedTitles(papers: readonly Paper[]): readonly Warning[] {
  const counts = new Map<string, number>();
  for (const { title } of papers)
    counts.set(normalizeTitle(title), (counts.get(normalizeTitle(title)) ?? 0) + 1);
  return papers.flatMap(({ title, sources: [source] }) =>
    source === undefined || counts.get(normalizeTitle(title)) === 1
      ? []
      : [{ ...source, message: `different papers have the title “${title}”` }],
  );
}

interface MergedNotes {
  readonly notes: readonly Note[];
  readonly subtopics: readonly Subtopic[];
}

/**
 * The notes of all pages, in the order of the pages. Subtopics with the same name are one. Notes are one where
 * subtopic, title and description are equal but for case and punctuation. Different notes with one title get different
 * ids: the first by subtopic and description has the plain id.
 */
function mergeNotes(pages: readonly Page[]): MergedNotes {
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
