import {
  button,
  buttons,
  card,
  commandLine,
  entries,
  heading,
  hint,
  line,
  list,
  strong,
  text,
} from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import type { Corpus, PageSummary } from '../../corpus/corpus.ts';
import { type Answer, answer, defineCommand, listStart } from '../command.ts';
import { listPage } from './entries.ts';

/** Of each report in the overview; and on a page of one report. */
const linesShown = 5;
const linesPerPage = 20;

/** Shows what was found out when the saved pages were read. */
export const corpusCommand = (corpus: Corpus) =>
  defineCommand({
    name: 'corpus',
    summary: 'The saved pages behind the papers: merges, warnings, rejects',
    options: {
      show: {
        type: 'choice',
        choices: ['merged', 'warnings', 'rejects'],
        help: 'one of these reports, whole',
      },
      start: listStart,
    },
    examples: ['corpus', 'corpus show:merged'],
    run: async ({ show, start }) =>
      show === undefined ? answer(corpusCard(corpus)) : reportAnswer(show, start, reportsOf(corpus)[show]),
  });

function corpusCard(corpus: Corpus) {
  const { pages, papers, notes, subtopics, rejects } = corpus;
  const reports = reportsOf(corpus);
  const records = pages.reduce((sum, page) => sum + page.papers, 0);
  const total = `${plural(papers.length, 'paper')}, ${plural(notes.length, 'note')} in ${plural(subtopics.length, 'subtopic')}`;
  return card({
    title: 'The papers here',
    summary: `${total} from ${plural(pages.length, 'page')}`,
    tone: rejects.length > 0 ? 'warning' : 'plain',
    blocks: [
      text(strong(total)),
      list(pages.map(pageLine)),
      report('merged', reports.merged),
      hint(`${plural(records, 'record')} are ${plural(papers.length, 'paper')}.`),
      report('warnings', reports.warnings),
      report('rejects', reports.rejects),
    ],
  });
}

type ReportName = 'merged' | 'warnings' | 'rejects';

interface Report {
  readonly title: string;
  readonly lines: readonly string[];
}

function reportsOf({ papers, warnings, rejects }: Corpus): Readonly<Record<ReportName, Report>> {
  const merged = papers.filter(({ sources }) => sources.length > 1);
  return {
    merged: {
      title: `${plural(merged.length, 'paper')} merged`,
      lines: merged.map(({ title, sources }) => `${title} (${sources.map(position).join(', ')})`),
    },
    warnings: {
      title: plural(warnings.length, 'warning'),
      lines: warnings.map((warning) => `${position(warning)}: ${warning.message}`),
    },
    rejects: {
      title: plural(rejects.length, 'reject'),
      lines: rejects.map(
        ({ reason, excerpt, ...at }) => `${position(at)}: ${reason}${excerpt === '' ? '' : ` “${excerpt}”`}`,
      ),
    },
  };
}

/** A heading with a count, the first lines of what it counts, and the way to all of them. */
const report = (show: ReportName, { title, lines }: Report) => [
  heading(title),
  list(lines.slice(0, linesShown)),
  lines.length > linesShown && buttons(button(`All ${lines.length}`, 'corpus', { show })),
];

function reportAnswer(show: ReportName, start: number | undefined, { title, lines }: Report): Answer {
  const page = listPage(lines, { start }, linesPerPage, commandLine('corpus', { show }));
  return answer({
    title,
    summary: title,
    tone: page.shown.length === 0 ? 'empty' : 'plain',
    blocks: [
      page.shown.length === 0 && text('There is nothing more.'),
      entries(
        page.shown.map((each) => ({ title: line(each) })),
        page.first,
        page.more,
      ),
      buttons(page.next),
    ],
  });
}

const position = ({ file, line }: { file: string; line: number }) => `${file}:${line}`;

function pageLine({ file, kind, papers, notes, subtopics }: PageSummary) {
  const counts =
    kind === 'notes'
      ? `${plural(notes, 'note')} in ${plural(subtopics, 'subtopic')}`
      : plural(papers, 'paper');
  return line(strong(file), `: ${kind === 'unknown' ? 'not a page I know' : counts}`);
}
