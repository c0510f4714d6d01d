import { defined } from '../../defined.ts';
import type { Organization, Paper } from '../paper.ts';
import { paperId } from '../paper-id.ts';
import { paperText } from '../paper-text.ts';
import { isoDate, type PrintedDate } from '../published-date.ts';
import { findLinks } from '../text/find-links.ts';
import type { DateMark } from './markers.ts';
import type { PageReport } from './page-report.ts';
import type { Line } from './split-lines.ts';

/** What stands below an abstract: authors or an organisation, a dot, a date. */
export interface Metadata {
  readonly line: Line;
  authorCount?: number;
  organization?: Organization;
  published?: DateMark;
}

/** A paper whose date may still lack its year. */
export interface Draft {
  readonly paper: Paper;
  readonly line: Line;
  readonly date?: PrintedDate;
}

/** A paper from its lines, without its date; undefined where cleaning leaves no title or no abstract. */
export function draftPaper(
  file: string,
  titleLine: Line,
  lines: readonly Line[],
  metadata: Metadata | undefined,
): Draft | undefined {
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

/** The papers with their dates; what a page leaves open about its dates becomes a warning. */
export function datePapers(drafts: readonly Draft[], report: PageReport): readonly Paper[] {
  const dates = drafts.flatMap(({ date }) => (date ? [date] : []));
  const year = savedYear(dates);
  const bare = drafts.filter(({ date }) => date && date.year === undefined);
  const first = bare[0];
  if (first) {
    const reading =
      year === undefined
        ? 'left out, as the page prints no year'
        : `read as ${year}, the year after the latest printed`;
    report.warn(first.line.number, `dates without a year (${bare.length}) are ${reading}`);
  }
  return drafts.map(({ paper, line, date }) => {
    const published = date && isoDate(date, year);
    if (date && year !== undefined && published === undefined) {
      report.warn(line.number, 'the calendar does not have this date');
    }
    return published === undefined ? paper : { ...paper, published };
  });
}

/**
 * The year in which the page was saved, for dates that omit it. The site omits the year of dates in the current one,
 * so that year is the one after the latest it prints. It is a guess where nothing of last year is on the page, and
 * undefined where no year is printed: such dates are left out rather than invented.
 */
function savedYear(dates: readonly PrintedDate[]): number | undefined {
  const years = dates.flatMap(({ year }) => year ?? []);
  return years.length === 0 ? undefined : Math.max(...years) + 1;
}
