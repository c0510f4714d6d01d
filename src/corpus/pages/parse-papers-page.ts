import { handleIsName, type Marker, maxLineLength, readMarker, readOrganization } from './markers.ts';
import {
  createPageReport,
  isFull,
  type Line,
  maxItems,
  type Page,
  type PageReport,
  splitLines,
} from './page.ts';
import { type PaperLines, pairLines } from './pair-lines.ts';
import { datePapers, type Metadata, type ParsedPaper, parsePaper } from './parsed-paper.ts';

/** Lines of prose without metadata that are paired at once, which bounds memory. */
const maxProse = 4000;

/** In characters. The shortest abstract of the pages in `seeds/` has 452. */
const minWholeAbstract = 450;

/** The first title is in these lines. The compact page glues a button to it: `SubscribeFast and Accurate`. */
const headLines = 30;
const gluedButton = /^\s*Subscribe(?=[\p{Lu}\p{N}"“(])/u;

interface State {
  readonly file: string;
  readonly report: PageReport;
  readonly papers: ParsedPaper[];
  /** Prose lines since the last metadata. */
  prose: Line[];
  metadata: Metadata | undefined;
}

/**
 * A listing of papers, either spaced, with blank lines and metadata, or compact, without both. Total: what cannot be
 * read is rejected, and everything else is kept. `pairLines` says what a missing line costs.
 */
export function parsePapersPage(file: string, text: string): Page {
  const state: State = { file, report: createPageReport(file), papers: [], prose: [], metadata: undefined };
  for (const line of splitLines(text)) {
    if (isFull(state.report, line, state.papers.length, 'papers')) break;
    readLine(state, line);
  }
  endPaper(state);
  endProse(state, { endOfPage: true });
  const { report } = state;
  const papers = datePapers(state.papers, report);
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

function readLine(state: State, line: Line): void {
  if (line.text.length > maxLineLength) {
    endPaper(state);
    state.report.reject(line, `a line of more than ${maxLineLength} characters`);
    return;
  }
  const trimmed = line.text.trim();
  if (trimmed === '') return;
  const oneLine = splitMetadata(trimmed);
  if (oneLine) {
    for (const marker of oneLine) applyMarker(state, line, marker);
    return;
  }
  const marker = readMarker(trimmed);
  if (marker) applyMarker(state, line, marker);
  else readProse(state, line);
}

/** `• 5 authors · May 28, 2024` in one line, as other tools save it. */
function splitMetadata(trimmed: string): readonly Marker[] | undefined {
  const [left, right, ...more] = trimmed.length <= 120 ? trimmed.split(/\s*·\s*/) : [];
  if (left === undefined || right === undefined || more.length > 0) return undefined;
  const [authors, date] = [readMarker(left), readMarker(right)];
  return authors?.kind === 'authors' && date?.kind === 'date' ? [authors, date] : undefined;
}

function readProse(state: State, line: Line): void {
  endPaper(state);
  const inHead = line.number <= headLines;
  state.prose.push(inHead ? { ...line, text: line.text.replace(gluedButton, '') } : line);
  if (state.prose.length >= maxProse) endProse(state, { keepLast: true });
}

function applyMarker(state: State, line: Line, marker: Marker): void {
  switch (marker.kind) {
    case 'authors':
      endPaper(state);
      state.metadata = { line, authorCount: marker.count };
      return;
    case 'dot':
      state.metadata ??= openMetadata(state, line);
      return;
    case 'date':
      // A date without metadata above it is the day of the listing.
      if (state.metadata) state.metadata.published = marker;
      endPaper(state);
      return;
    case 'note-end':
      rejectNote(state, line);
      return;
    case 'note-count':
    case 'totals':
    case 'boilerplate':
      return;
    default:
      marker satisfies never;
  }
}

/** A dot without authors. The line above it is an organisation, if a title and an abstract remain above that line. */
function openMetadata(state: State, line: Line): Metadata {
  const last = state.prose.at(-1);
  const organization = last && readOrganization(last.text.trim());
  if (!last || !organization) return { line };
  if (state.prose.length <= 2 && !handleIsName(organization)) return { line };
  state.prose.pop();
  return { line: last, organization };
}

/** Metadata ends the paper above it. */
function endPaper(state: State): void {
  const { metadata } = state;
  if (metadata === undefined) return;
  state.metadata = undefined;
  endProse(state, { metadata });
}

interface ProseEnd {
  /** Of the last paper. */
  readonly metadata?: Metadata;
  /** The last paper may go on in the next lines. */
  readonly keepLast?: boolean;
  readonly endOfPage?: boolean;
}

function endProse(state: State, { metadata, keepLast = false, endOfPage = false }: ProseEnd): void {
  const papers = pairLines(state.prose, metadata !== undefined);
  const kept = keepLast && papers.length > 1 ? papers.at(-1) : undefined;
  state.prose = kept ? [...(kept.title ? [kept.title] : []), ...kept.abstract] : [];
  if (metadata && papers.length === 0)
    state.report.reject(metadata.line, 'metadata without a paper above it');
  for (const [index, paper] of papers.entries()) {
    if (paper === kept) continue;
    const last = index === papers.length - 1;
    checkPaper(state, paper, last ? metadata : undefined, last && endOfPage);
  }
}

function checkPaper(
  state: State,
  { title, abstract }: PaperLines,
  metadata: Metadata | undefined,
  lastOfPage: boolean,
): void {
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

/** The paper is kept: two long paragraphs are mostly one abstract. */
function warnOfAbstract(state: State, abstract: readonly Line[], lastOfPage: boolean): void {
  const [, second] = abstract.filter((line) => line.text.length >= minWholeAbstract);
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
  { file, report, papers }: State,
  title: Line,
  abstract: readonly Line[],
  metadata: Metadata | undefined,
): void {
  const paper = parsePaper(file, title, abstract, metadata);
  if (paper === undefined) report.reject(title, 'nothing but control characters');
  else if (papers.length >= maxItems) report.reject(title, `more than ${maxItems} papers in one page`);
  else papers.push(paper);
}

/** A note from another kind of page must not become a paper. */
function rejectNote(state: State, line: Line): void {
  endPaper(state);
  const note = pairLines(state.prose, false).at(-1);
  const start = note?.title ?? note?.abstract[0];
  state.prose = start ? state.prose.slice(0, state.prose.indexOf(start)) : [];
  state.report.reject(start ?? line, 'a note in a page of papers');
  endProse(state, {});
}
