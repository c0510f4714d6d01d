import { handleIsName, type Mark, maxLineLength, readMark, readOrganization } from './markers.ts';
import type { Page } from './page.ts';
import { createPageReport, type PageReport } from './page-report.ts';
import { type Entry, pairLines } from './pair-lines.ts';
import { type Draft, datePapers, draftPaper, type Metadata } from './parsed-paper.ts';
import { type Line, maxLines, splitLines } from './split-lines.ts';

/** More papers than any saved page has; the rest is rejected, which bounds memory. */
const maxPapers = 20_000;

/** So many prose lines without metadata are paired at once; the last entry waits for the next lines. */
const maxStretch = 4000;

/** The shortest abstract of the seed pages has 452 characters. */
const wholeAbstract = 450;

/** Above the first title; the compact page glues a button to that title: `SubscribeFast and Accurate`. */
const headLines = 30;
const gluedButton = /^\s*Subscribe(?=[\p{Lu}\p{N}"“(])/u;

interface State {
  readonly file: string;
  readonly report: PageReport;
  readonly drafts: Draft[];
  /** Prose since the last metadata. */
  stretch: Line[];
  metadata: Metadata | undefined;
}

/**
 * A listing of papers, with blank lines and metadata or compact without either. Total: what cannot be read is rejected
 * and everything else is kept. See `pairLines` for how it finds its way back after a missing line.
 */
export function parsePapersPage(file: string, text: string): Page {
  const state: State = { file, report: createPageReport(file), drafts: [], stretch: [], metadata: undefined };
  for (const line of splitLines(text)) {
    if (isFull(state, line)) break;
    readLine(state, line);
  }
  endEntry(state);
  endStretch(state, { endOfPage: true });
  const { drafts, report } = state;
  const papers = datePapers(drafts, report);
  return {
    file,
    kind: 'papers',
    papers,
    notes: [],
    subtopics: [],
    warnings: report.warnings(),
    rejects: report.rejects(),
  };
}

function isFull({ drafts, report }: State, line: Line): boolean {
  if (drafts.length < maxPapers && line.number <= maxLines) return false;
  report.reject(
    line,
    `more than ${maxPapers} papers or ${maxLines} lines in one page: the rest was not read`,
  );
  return true;
}

function readLine(state: State, line: Line): void {
  if (line.text.length > maxLineLength) {
    endEntry(state);
    state.report.reject(line, `a line of more than ${maxLineLength} characters`);
    return;
  }
  const trimmed = line.text.trim();
  if (trimmed === '') return;
  const oneLine = splitMetadata(trimmed);
  if (oneLine) {
    for (const mark of oneLine) readMarkedLine(state, line, mark);
    return;
  }
  const mark = readMark(trimmed);
  if (mark) readMarkedLine(state, line, mark);
  else readProse(state, line);
}

/** `• 5 authors · May 28, 2024` in one line, as other savers write it. */
function splitMetadata(trimmed: string): readonly Mark[] | undefined {
  const [left, right, ...more] = trimmed.length <= 120 ? trimmed.split(/\s*·\s*/) : [];
  if (left === undefined || right === undefined || more.length > 0) return undefined;
  const marks = [readMark(left), readMark(right)];
  return marks[0]?.kind === 'authors' && marks[1]?.kind === 'date' ? [marks[0], marks[1]] : undefined;
}

function readProse(state: State, line: Line): void {
  endEntry(state);
  const inHead = line.number <= headLines;
  state.stretch.push(inHead ? { ...line, text: line.text.replace(gluedButton, '') } : line);
  if (state.stretch.length >= maxStretch) endStretch(state, { keepLast: true });
}

function readMarkedLine(state: State, line: Line, mark: Mark): void {
  switch (mark.kind) {
    case 'authors':
      endEntry(state);
      state.metadata = { line, authorCount: mark.count };
      return;
    case 'dot':
      state.metadata ??= openMetadata(state, line);
      return;
    case 'date':
      // Without metadata before it, a date is the day of the listing.
      if (state.metadata) state.metadata.published = mark;
      endEntry(state);
      return;
    case 'note-end':
      rejectNote(state, line);
      return;
    case 'note-count':
    case 'totals':
    case 'furniture':
      return;
    default:
      mark satisfies never;
  }
}

/** A dot without authors: the line before it may be an organisation, if a title and an abstract remain above it. */
function openMetadata(state: State, line: Line): Metadata {
  const last = state.stretch.at(-1);
  const organization = last && readOrganization(last.text.trim());
  if (!last || !organization) return { line };
  if (state.stretch.length <= 2 && !handleIsName(organization)) return { line };
  state.stretch.pop();
  return { line: last, organization };
}

/** Metadata ends the entry above it; without metadata there is nothing to end yet. */
function endEntry(state: State): void {
  const { metadata } = state;
  if (metadata === undefined) return;
  state.metadata = undefined;
  endStretch(state, { metadata });
}

interface StretchEnd {
  readonly metadata?: Metadata;
  /** The last entry may go on in the next lines. */
  readonly keepLast?: boolean;
  readonly endOfPage?: boolean;
}

function endStretch(state: State, { metadata, keepLast = false, endOfPage = false }: StretchEnd): void {
  const entries = pairLines(state.stretch, metadata !== undefined);
  const waits = keepLast && entries.length > 1 ? entries.at(-1) : undefined;
  state.stretch = waits ? [...(waits.title ? [waits.title] : []), ...waits.abstract] : [];
  if (metadata && entries.length === 0)
    state.report.reject(metadata.line, 'metadata without a paper above it');
  for (const [index, entry] of entries.entries()) {
    if (entry === waits) continue;
    const last = index === entries.length - 1;
    addEntry(state, entry, last ? metadata : undefined, last && endOfPage);
  }
}

function addEntry(state: State, entry: Entry, metadata: Metadata | undefined, lastOfPage: boolean): void {
  const { title, abstract } = entry;
  if (title === undefined) {
    for (const line of abstract) state.report.reject(line, 'an abstract without a title');
    return;
  }
  if (abstract.length === 0) {
    state.report.reject(title, missingAbstract(metadata, lastOfPage));
    return;
  }
  addPaper(state, title, abstract, metadata);
  warnOfAbstract(state, abstract, lastOfPage);
}

/** Kept all the same: two long paragraphs are mostly of one abstract. */
function warnOfAbstract(state: State, abstract: readonly Line[], lastOfPage: boolean): void {
  const [, second] = abstract.filter((line) => line.text.length >= wholeAbstract);
  if (second)
    state.report.warn(second.number, 'a second long paragraph: the title of another paper may be missing');
  const end = abstract.at(-1);
  if (end && lastOfPage && /[\p{Ll},]$/u.test(end.text.trim()) && !/\/\S*$/.test(end.text.trim())) {
    state.report.warn(end.number, 'the last abstract stops inside a sentence: the page may be cut off');
  }
}

function missingAbstract(metadata: Metadata | undefined, lastOfPage: boolean): string {
  if (metadata) return 'a title with metadata but without an abstract';
  return lastOfPage ? 'a title without an abstract: the page may be cut off' : 'a title without an abstract';
}

function addPaper(
  { file, report, drafts }: State,
  title: Line,
  abstract: readonly Line[],
  metadata: Metadata | undefined,
): void {
  const draft = draftPaper(file, title, abstract, metadata);
  if (draft === undefined) report.reject(title, 'nothing but control characters');
  else if (drafts.length >= maxPapers) report.reject(title, `more than ${maxPapers} papers in one page`);
  else drafts.push(draft);
}

/** A note and its title, from another sort of page, must not become a paper. */
function rejectNote(state: State, line: Line): void {
  endEntry(state);
  const entries = pairLines(state.stretch, false);
  const note = entries.at(-1);
  const start = note?.title ?? note?.abstract[0];
  state.stretch = start ? state.stretch.slice(0, state.stretch.indexOf(start)) : [];
  state.report.reject(start ?? line, 'a note in a page of papers');
  endStretch(state, {});
}
