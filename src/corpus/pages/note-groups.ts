import { type Note, noteId, type Subtopic, subtopicIds } from '../note.ts';
import type { NoteTotals } from './markers.ts';
import type { PageReport } from './page.ts';

interface ParsedNote {
  readonly title: string;
  readonly description: string;
  readonly line: number;
}

/** A subtopic while its page is being parsed. */
export interface NoteGroup {
  readonly name: string;
  readonly line: number;
  /** The count in its header; undefined where the header has none. */
  readonly claimed: number | undefined;
  readonly notes: ParsedNote[];
}

/** The counts in the head of the page, and their line. */
export interface PrintedTotals {
  readonly line: number;
  readonly totals: NoteTotals;
}

/** Reports a subtopic whose notes are not as many as the page says. */
export function warnOfGroup({ name, line, claimed, notes }: NoteGroup, report: PageReport): void {
  if (claimed === undefined || claimed === notes.length) return;
  report.warn(line, `the subtopic “${name}” claims ${claimed} notes, and ${notes.length} stand below it`);
}

/** Reports totals at the head of a page that are not those of its subtopics. */
export function warnOfTotals(
  { line, totals }: PrintedTotals,
  groups: readonly NoteGroup[],
  report: PageReport,
): void {
  const counts = [
    ['notes', totals.notes, groups.reduce((sum, { notes }) => sum + notes.length, 0)],
    ['sub-topics', totals.subtopics, groups.length],
    ['papers', totals.papers, 0],
  ] as const;
  for (const [what, claimed, found] of counts) {
    if (claimed === undefined || claimed === found) continue;
    report.warn(line, `the page claims ${claimed} ${what}, and ${found === 0 ? 'none' : found} stand on it`);
  }
}

/** Ids are unique on this page only; `mergePages` makes them unique over all pages. */
export function nameGroups(
  file: string,
  groups: readonly NoteGroup[],
): { readonly notes: readonly Note[]; readonly subtopics: readonly Subtopic[] } {
  const ids = subtopicIds(groups.map(({ name }) => name));
  const named = groups.map((group) => ({ ...group, id: ids.get(group.name) ?? group.name }));
  return {
    notes: named.flatMap(({ id: subtopic, notes }) =>
      notes.map(({ line, ...note }) => ({
        id: noteId(note.title),
        ...note,
        subtopic,
        source: { file, line },
      })),
    ),
    subtopics: named.map(({ id, name, line, claimed, notes }) => ({
      id,
      name,
      claimedNotes: claimed ?? notes.length,
      source: { file, line },
    })),
  };
}
