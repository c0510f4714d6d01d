import { defined } from '../../defined.ts';
import type { Organization, Paper } from '../paper.ts';
import { paperId } from '../paper-id.ts';
import { isoDate, type PrintedDate } from '../published-date.ts';
import { paperText } from '../text/clean-text.ts';
import { findLinks } from '../text/find-links.ts';
import type { DateMarker } from './markers.ts';
import type { Line, PageReport } from './page.ts';

/** The lines below an abstract: authors or an organisation, a dot, a date. */
export interface Metadata {
  readonly line: Line;
  authorCount?: number;
  organization?: Organization;
  published?: DateMarker;
}

/** A paper without its date, and the date as printed, which may lack its year. */
export interface ParsedPaper {
  readonly paper: Paper;
  readonly line: Line;
  readonly date?: PrintedDate;
}

/** Undefined where cleaning leaves no title or no abstract. */
export function parsePaper(
  file: string,
  titleLine: Line,
  lines: readonly Line[],
  metadata: Metadata | undefined,
): ParsedPaper | undefined {
  const rawTitle = titleLine.text.trim();
  const rawAbstract = lines.map((line) => line.text.trim()).join('\n\n');
  const text = paperText(rawTitle, rawAbstract);
  if (text.title === '' || text.abstract === '') return undefined;
  const { published, authorCount, organization } = metadata ?? {};
  const paper: Paper = {
    id: paperId(text.title),
    ...text,
    ...defined({ authorCount, organization, comments: published?.comments }),
    links: findLinks(text.abstract),
    sources: [{ file, line: titleLine.number }],
  };
  return { paper, line: metadata?.line ?? titleLine, ...defined({ date: published?.date }) };
}

/** The papers with their dates. A date without a year, or one that no calendar has, becomes a warning. */
export function datePapers(parsed: readonly ParsedPaper[], report: PageReport): readonly Paper[] {
  const dates = parsed.flatMap(({ date }) => (date ? [date] : []));
  const year = savedYear(dates);
  const yearless = parsed.filter(({ date }) => date && date.year === undefined);
  const [first] = yearless;
  if (first) {
    const reading =
      year === undefined
        ? 'left out, as the page prints no year'
        : `read as ${year}, the year after the latest printed`;
    report.warn(first.line.number, `dates without a year (${yearless.length}) are ${reading}`);
  }
  return parsed.map(({ paper, line, date }) => {
    const published = date && isoDate(date, year);
    if (date && year !== undefined && published === undefined) {
      report.warn(line.number, 'the calendar does not have this date');
    }
    return { ...paper, ...defined({ published }) };
  });
}

/**
 * The year of dates that omit it: the year in which the page was saved. The site omits the current year only, so this
 * is the year after the latest that the page prints: a guess, where the page has no date of last year. Undefined
 * where no year is printed: such dates are left out rather than invented.
 */
function savedYear(dates: readonly PrintedDate[]): number | undefined {
  const years = dates.flatMap(({ year }) => year ?? []);
  return years.length === 0 ? undefined : Math.max(...years) + 1;
}
