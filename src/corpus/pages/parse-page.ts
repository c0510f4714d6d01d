import { excerpt } from '../text/clean-text.ts';
import { maxLineLength, readMarker } from './markers.ts';
import { maxLines, type Page, type PageKind, splitLines } from './page.ts';
import { titleScore } from './pair-lines.ts';
import { parseNotesPage } from './parse-notes-page.ts';
import { parsePapersPage } from './parse-papers-page.ts';

/** Lines that are not blank and decide what a page is, so that a long page is not read twice. */
const linesToRecognize = 5000;

/**
 * A saved page of papers or of research notes, recognised by its content.
 *
 * Total: any text gives a page, in linear time and bounded memory. What cannot be read becomes a reject with its line,
 * and everything else is kept. Rejects and warnings are each limited to 1,000, and one more counts the rest.
 * @param file the name in sources, warnings and rejects; nothing is read from it
 */
export function parsePage(file: string, text: string): Page {
  const kind = recognizePage(text);
  if (kind === 'notes') return parseNotesPage(file, text);
  if (kind === 'papers') return parsePapersPage(file, text);
  const reason =
    'no page that is known: research notes (each ending in “Explore related”), ' +
    'or papers (a title, an abstract, and authors and date or neither)';
  const reject = { file, line: 1, reason, excerpt: excerpt(text.trimStart().slice(0, 200)) };
  return { file, kind, papers: [], notes: [], subtopics: [], warnings: [], rejects: [reject] };
}

interface Tally {
  /** Markers of each kind of page. */
  notes: number;
  papers: number;
  /** Titles with an abstract in the next line. */
  pairs: number;
  /** All lines of prose. */
  prose: number;
  /** The line before looks like a title. */
  titleBefore: boolean;
}

/** The first 5,000 lines that are not blank decide; the beginning of a page is enough. */
export function recognizePage(text: string): PageKind {
  const tally: Tally = { notes: 0, papers: 0, pairs: 0, prose: 0, titleBefore: false };
  let lines = 0;
  for (const line of splitLines(text)) {
    if (line.number > maxLines) break;
    const trimmed = line.text.length <= maxLineLength ? line.text.trim() : '';
    if (trimmed === '') continue;
    count(tally, trimmed);
    if (++lines === linesToRecognize) break;
  }
  if (tally.notes > 0 && tally.notes >= tally.papers) return 'notes';
  if (tally.papers > 0) return 'papers';
  return tally.pairs > 1 && tally.pairs * 2 >= tally.prose * 0.8 ? 'papers' : 'unknown';
}

function count(tally: Tally, trimmed: string): void {
  const marker = readMarker(trimmed);
  if (marker === undefined) {
    countProse(tally, trimmed);
    return;
  }
  if (marker.kind === 'note-end' || marker.kind === 'note-count' || marker.kind === 'totals') tally.notes++;
  if (marker.kind === 'authors' || /^(?:daily papers|get trending papers)/i.test(trimmed)) tally.papers++;
}

/** A compact page whose head is lost has no markers: only titles above long abstracts tell it from other prose. */
function countProse(tally: Tally, trimmed: string): void {
  tally.prose++;
  const isAbstract = trimmed.length >= 400 && /[.!?]/.test(trimmed);
  if (isAbstract && tally.titleBefore) tally.pairs++;
  tally.titleBefore = titleScore(trimmed) > 0;
}
