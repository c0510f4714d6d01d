import { excerpt } from '../text/excerpt.ts';
import { maxLineLength, readMark } from './markers.ts';
import type { Page, PageKind } from './page.ts';
import { titleScore } from './pair-lines.ts';
import { parseNotesPage } from './parse-notes-page.ts';
import { parsePapersPage } from './parse-papers-page.ts';
import { maxLines, splitLines } from './split-lines.ts';

/** So many lines decide what a page is: a long page is not read twice. */
const linesToJudge = 5000;

/**
 * One saved page, recognised by what stands in it; `file` is only the name that sources and rejects carry.
 *
 * Total: any text gives a page, in linear time and bounded memory. What cannot be read is a reject with its line, and
 * everything else is kept. At most 1,000 rejects are listed, then one that counts the rest. A date without a year is
 * of the year after the latest that the page prints, as the site omits only the current one; where the page prints no
 * year, the date is left out with a warning.
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
  notes: number;
  papers: number;
  /** Titles followed at once by an abstract, and all prose. */
  pairs: number;
  prose: number;
  titleBefore: boolean;
}

/** What a page is, from its first 5,000 lines that are not blank. The beginning of a page is enough. */
export function recognizePage(text: string): PageKind {
  const tally: Tally = { notes: 0, papers: 0, pairs: 0, prose: 0, titleBefore: false };
  let lines = 0;
  for (const line of splitLines(text)) {
    if (line.number > maxLines) break;
    const trimmed = line.text.length <= maxLineLength ? line.text.trim() : '';
    if (trimmed === '') continue;
    count(tally, trimmed);
    if (++lines === linesToJudge) break;
  }
  if (tally.notes > 0 && tally.notes >= tally.papers) return 'notes';
  if (tally.papers > 0) return 'papers';
  return tally.pairs > 1 && tally.pairs * 2 >= tally.prose * 0.8 ? 'papers' : 'unknown';
}

function count(tally: Tally, trimmed: string): void {
  const mark = readMark(trimmed);
  if (mark === undefined) {
    countProse(tally, trimmed);
    return;
  }
  if (mark.kind === 'note-end' || mark.kind === 'note-count' || mark.kind === 'totals') tally.notes++;
  if (mark.kind === 'authors' || /^(?:daily papers|get trending papers)/i.test(trimmed)) tally.papers++;
}

/** A compact page whose head is lost has no marks; only titles above long abstracts tell it from other prose. */
function countProse(tally: Tally, trimmed: string): void {
  tally.prose++;
  const isAbstract = trimmed.length >= 400 && /[.!?]/.test(trimmed);
  if (isAbstract && tally.titleBefore) tally.pairs++;
  tally.titleBefore = titleScore(trimmed) > 0;
}
