import { cleanText } from '../text/clean-text.ts';
import { type Marker, maxLineLength, readMarker } from './markers.ts';
import { type NoteGroup, nameGroups, type PrintedTotals, warnOfGroup, warnOfTotals } from './note-groups.ts';
import { createPageReport, isFull, type Line, type Page, type PageReport, splitLines } from './page.ts';

/** Lines of prose without the end of a note. The rest is rejected, which bounds memory. */
const maxProse = 200;

/** Paragraphs of one description. More are something else, without its structure. */
const maxParagraphs = 8;

/** Characters of a description, where the note has no last line and is guessed. */
const minGuessedDescription = 60;

/** Characters of a title that is a question, and of the name of a subtopic. */
const maxQuestion = 200;
const maxName = 120;

/** Characters of a title above a description at the end of the page. */
const maxLastTitle = 300;

interface State {
  readonly file: string;
  readonly report: PageReport;
  readonly groups: Map<string, NoteGroup>;
  group: NoteGroup | undefined;
  /** Prose lines since the last note, header or head of the page. */
  prose: Line[];
  totals: PrintedTotals | undefined;
  count: number;
}

/**
 * A page of research notes under subtopics. Each note is a title, one or more paragraphs, and `Explore related`. Total:
 * what cannot be read is rejected, and everything else is kept. Printed counts that are wrong become warnings.
 */
export function parseNotesPage(file: string, text: string): Page {
  const report = createPageReport(file);
  const state: State = {
    file,
    report,
    groups: new Map(),
    group: undefined,
    prose: [],
    totals: undefined,
    count: 0,
  };
  for (const line of splitLines(text)) {
    if (isFull(state.report, line, state.count, 'notes')) break;
    readLine(state, line);
  }
  endPage(state);
  const groups = [...state.groups.values()];
  for (const group of groups) warnOfGroup(group, report);
  if (state.totals) warnOfTotals(state.totals, groups, report);
  return {
    file,
    kind: 'notes',
    papers: [],
    ...nameGroups(file, groups),
    warnings: report.warnings(),
    rejects: report.rejects(),
  };
}

function readLine(state: State, line: Line): void {
  if (line.text.length > maxLineLength) {
    state.report.reject(line, `a line of more than ${maxLineLength} characters`);
    return;
  }
  const trimmed = line.text.trim();
  if (trimmed === '') return;
  const marker = readMarker(trimmed);
  if (marker) applyMarker(state, line, marker);
  else if (state.prose.length < maxProse) state.prose.push(line);
  else state.report.reject(line, `more than ${maxProse} paragraphs without the end of a note`);
}

function applyMarker(state: State, line: Line, marker: Marker): void {
  switch (marker.kind) {
    case 'note-end':
      endNote(state, line);
      return;
    case 'note-count':
      openGroup(state, line, marker.count);
      return;
    case 'totals':
      state.totals ??= { line: line.number, totals: marker.totals };
      endHead(state);
      return;
    case 'boilerplate':
      endHead(state);
      return;
    case 'authors':
    case 'dot':
    case 'date':
      rejectPaper(state, line);
      return;
    default:
      marker satisfies never;
  }
}

/** The prose above the first subtopic is the page's own title and description. */
function endHead(state: State): void {
  if (state.groups.size === 0) state.prose = [];
}

function openGroup(state: State, line: Line, claimed: number): void {
  const name = state.prose.pop();
  if (name === undefined || name.text.trim().length > maxName) {
    state.report.reject(name ?? line, 'a count of notes without the name of a subtopic');
    return;
  }
  if (state.groups.size > 0) addUnendedNote(state);
  state.prose = [];
  enterGroup(state, name, claimed);
}

function enterGroup(state: State, line: Line, claimed: number | undefined): void {
  const name = cleanText(line.text);
  const known = state.groups.get(name);
  if (known) state.report.warn(line.number, `the subtopic “${name}” stands on this page more than once`);
  state.group = known ?? { name, line: line.number, claimed, notes: [] };
  state.groups.set(name, state.group);
}

function endNote(state: State, end: Line): void {
  const lines = state.prose;
  state.prose = [];
  if (startsWithName(state, lines)) {
    const [name, ...rest] = lines;
    if (name) enterGroup(state, name, undefined);
    addNotes(state, rest, end);
    return;
  }
  addNotes(state, lines, end);
}

/**
 * Where the last line of a note is missing, the next note begins at a question with a paragraph above it, which is the
 * description of the first note, and a paragraph below it.
 */
function addNotes(state: State, lines: readonly Line[], end: Line): void {
  let start = 0;
  for (let index = 2; index < lines.length - 1; index++) {
    if (index - start < 2 || !beginsNote(lines[index], lines[index + 1])) continue;
    state.report.warn(lines[start]?.number ?? end.number, 'a note without its last line');
    addNote(state, lines.slice(start, index), end);
    start = index;
  }
  addNote(state, lines.slice(start), end);
}

function beginsNote(title: Line | undefined, below: Line | undefined): boolean {
  const text = title?.text.trim() ?? '';
  return (
    text.length <= maxQuestion && text.endsWith('?') && (below?.text.length ?? 0) >= minGuessedDescription
  );
}

/** A header without its count: a short line that is not a sentence, followed by a question. */
function startsWithName(state: State, lines: readonly Line[]): boolean {
  const [first, second, third] = lines.map((line) => line.text.trim());
  if (first === undefined || second === undefined || third === undefined) return false;
  const isName = first.length <= maxName && !/[.?!:]$/.test(first);
  return isName && (second.endsWith('?') || (state.group === undefined && second.length <= maxName));
}

function addNote(state: State, lines: readonly Line[], end: Line): void {
  const [title, ...paragraphs] = lines;
  if (title === undefined) {
    state.report.reject(end, 'the end of a note without a note');
    return;
  }
  if (paragraphs.length > maxParagraphs) {
    state.report.reject(title, `more than ${maxParagraphs} paragraphs without the end of a note`);
    return;
  }
  const description = cleanText(paragraphs.map((line) => line.text).join('\n\n'));
  const name = cleanText(title.text);
  if (description === '' || name === '') {
    state.report.reject(title, 'a note without a description');
    return;
  }
  state.count++;
  if (state.group === undefined) {
    state.report.warn(title.number, 'notes without the header of a subtopic');
    enterGroup(state, { number: title.number, text: 'Other notes' }, undefined);
  }
  state.group?.notes.push({ title: name, description, line: title.number });
}

/** The header of the next subtopic came before the note's last line. */
function addUnendedNote(state: State): void {
  const [title, description] = state.prose;
  if (title === undefined) return;
  if (description !== undefined) state.report.warn(title.number, 'a note without its last line');
  addNotes(state, state.prose, title);
}

function endPage(state: State): void {
  const [title, description] = state.prose;
  if (title === undefined) return;
  if (
    description === undefined ||
    description.text.length < minGuessedDescription ||
    title.text.length > maxLastTitle
  ) {
    for (const line of state.prose) {
      state.report.reject(line, 'no whole note: the page may be cut off');
    }
    return;
  }
  state.report.warn(title.number, 'the last note has no last line: the page may be cut off');
  addNotes(state, state.prose, title);
}

/** A paper from another kind of page must not become a note. */
function rejectPaper(state: State, line: Line): void {
  const [first] = state.prose;
  if (first !== undefined) state.report.reject(first, 'a paper in a page of notes');
  else if (line.text.trim() !== '·') state.report.reject(line, 'metadata of a paper in a page of notes');
  state.prose = [];
}
