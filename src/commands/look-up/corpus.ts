import { card, heading, hint, type LineContent, line, list, strong, text } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import type { Corpus, PageSummary } from '../../corpus/corpus.ts';
import { answer, defineCommand } from '../command.ts';

const linesShown = 20;

export const corpusCommand = (corpus: Corpus) =>
  defineCommand({
    name: 'corpus',
    summary: 'The saved pages behind the papers: merges, warnings, rejects',
    options: {},
    examples: ['corpus'],
    run: async () => answer(corpusCard(corpus)),
  });

function corpusCard({ pages, papers, notes, subtopics, warnings, rejects }: Corpus) {
  const merged = papers.filter(({ sources }) => sources.length > 1);
  const records = pages.reduce((sum, page) => sum + page.papers, 0);
  const total = `${plural(papers.length, 'paper')}, ${plural(notes.length, 'note')} in ${plural(subtopics.length, 'subtopic')}`;
  return card({
    title: 'The papers here',
    summary: `${total} from ${plural(pages.length, 'page')}`,
    tone: rejects.length > 0 ? 'warning' : 'plain',
    blocks: [
      text(strong(total)),
      list(pages.map(pageLine)),
      report(
        `${plural(merged.length, 'paper')} merged`,
        merged.map(({ title, sources }) => `${title} (${sources.map(position).join(', ')})`),
      ),
      hint(`${plural(records, 'record')} are ${plural(papers.length, 'paper')}.`),
      report(
        plural(warnings.length, 'warning'),
        warnings.map((warning) => `${position(warning)}: ${warning.message}`),
      ),
      report(
        plural(rejects.length, 'reject'),
        rejects.map(
          ({ reason, excerpt, ...at }) =>
            `${position(at)}: ${reason}${excerpt === '' ? '' : ` “${excerpt}”`}`,
        ),
      ),
    ],
  });
}

/** A heading with a count, and the first lines of what it counts. */
const report = (title: string, lines: readonly LineContent[]) => [heading(title), list(lines, linesShown)];

const position = ({ file, line }: { file: string; line: number }) => `${file}:${line}`;

function pageLine({ file, kind, papers, notes, subtopics }: PageSummary) {
  const counts =
    kind === 'notes'
      ? `${plural(notes, 'note')} in ${plural(subtopics, 'subtopic')}`
      : plural(papers, 'paper');
  return line(strong(file), `: ${kind === 'unknown' ? 'not a page I know' : counts}`);
}
