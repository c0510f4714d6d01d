import type { Note, Subtopic } from '../note.ts';
import type { Paper, Source } from '../paper.ts';
import { excerpt } from '../text/clean-text.ts';

/** The page contradicts itself or leaves something out. Everything readable was kept. */
export interface Warning extends Source {
  readonly message: string;
}

/** Lines of a page that could not be read, and why. */
export interface Reject extends Source {
  readonly reason: string;
  /** The first 80 characters of the first line, without control characters. */
  readonly excerpt: string;
}

/** What kind of saved page a text is. */
export type PageKind = 'notes' | 'papers' | 'unknown';

/** One parsed page. Its ids are unique on this page only. */
export interface Page {
  readonly file: string;
  readonly kind: PageKind;
  readonly papers: readonly Paper[];
  readonly notes: readonly Note[];
  readonly subtopics: readonly Subtopic[];
  readonly warnings: readonly Warning[];
  readonly rejects: readonly Reject[];
}

/** `text` has no line end; `number` counts from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** More lines than any saved page has. Parsers stop here, so that a hostile page costs seconds and no memory. */
export const maxLines = 300_000;

/** The lines one by one, so that a hundred million lines need no array. A line ends in `\n`, `\r\n` or `\r`. */
export function* splitLines(text: string): Generator<Line> {
  let number = 1;
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let feed = -1;
  let carriage = -1;
  for (;;) {
    if (feed < start) feed = indexOrEnd(text, '\n', start);
    if (carriage < start) carriage = indexOrEnd(text, '\r', start);
    const end = Math.min(feed, carriage);
    if (end === text.length) break;
    yield { number, text: text.slice(start, end) };
    start = end === carriage && feed === end + 1 ? end + 2 : end + 1;
    number++;
  }
  if (start < text.length || number === 1) yield { number, text: text.slice(start) };
}

function indexOrEnd(text: string, character: string, from: number): number {
  const index = text.indexOf(character, from);
  return index === -1 ? text.length : index;
}

/** The most rejects, and the most warnings, of one page. One more line counts the rest. */
const maxReported = 1000;

/** See `createPageReport`. */
export type PageReport = ReturnType<typeof createPageReport>;

/** Collects the rejects and warnings of one page, in bounded memory. */
export function createPageReport(file: string) {
  const rejects: Reject[] = [];
  const warnings: Warning[] = [];
  let rejectsLeftOut = 0;
  let firstLeftOut = 1;
  let warningsLeftOut = 0;
  return {
    reject(line: Line, reason: string): void {
      if (rejects.length < maxReported) {
        rejects.push({ file, line: line.number, reason, excerpt: excerpt(line.text) });
        return;
      }
      if (rejectsLeftOut === 0) firstLeftOut = line.number;
      rejectsLeftOut++;
    },
    warn(line: number, message: string): void {
      if (warnings.length < maxReported) warnings.push({ file, line, message });
      else warningsLeftOut++;
    },
    rejects(): readonly Reject[] {
      if (rejectsLeftOut === 0) return rejects;
      const reason = `${rejectsLeftOut} more pieces from here on could not be read`;
      return [...rejects, { file, line: firstLeftOut, reason, excerpt: '' }];
    },
    warnings(): readonly Warning[] {
      if (warningsLeftOut === 0) return warnings;
      return [...warnings, { file, line: 1, message: `${warningsLeftOut} more warnings were left out` }];
    },
  };
}

/** More papers or notes than any saved page has. The rest is rejected, which limits memory. */
export const maxItems = 20_000;

/** Whether a parser should stop before this line. Then the report says so. */
export function isFull(report: PageReport, line: Line, count: number, what: 'papers' | 'notes'): boolean {
  if (count < maxItems && line.number <= maxLines) return false;
  report.reject(
    line,
    `more than ${maxItems} ${what} or ${maxLines} lines in one page: the rest was not read`,
  );
  return true;
}
