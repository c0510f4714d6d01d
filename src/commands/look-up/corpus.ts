import { type Content, card, heading, hint, line, list, strong, text } from '../../cards/builders.ts';
import type { Line } from '../../cards/card.ts';
import { plural } from '../../cards/text.ts';
import type { Corpus, PageSummary } from '../../corpus/corpus.ts';
import type { Reject, Warning } from '../../corpus/pages/page.ts';
import { answer, defineCommand } from '../command.ts';

const linesShown = 20;

export const corpusCommand = (corpus: Corpus) =>
  defineCommand({
    name: 'corpus',
    summary: 'What was read: pages, merges, warnings, rejects',
    options: {},
    examples: ['corpus'],
    run: async () => answer(corpusCard(corpus)),
  });

function corpusCard({ pages, papers, notes, subtopics, warnings, rejects }: Corpus) {
  const merged = papers.filter(({ sources }) => sources.length > 1);
  const records = pages.reduce((sum, page) => sum + page.papers, 0);
  const total = `${plural(papers.length, 'paper')}, ${plural(notes.length, 'note')} in ${plural(subtopics.length, 'subtopic')}`;
  return card({
    title: 'Corpus',
    summary: `${total} from ${plural(pages.length, 'page')}`,
    tone: rejects.length > 0 ? 'warning' : 'plain',
    blocks: [
      text(strong(total)),
      list(pages.map(pageLine)),
      report(
        `${plural(merged.length, 'paper')} merged`,
        merged.map(({ title, sources }) => line(`${title} (${sources.map(position).join(', ')})`)),
      ),
      hint(`${plural(records, 'record')} are ${plural(papers.length, 'paper')}.`),
      report(plural(warnings.length, 'warning'), warnings.map(warningLine)),
      report(plural(rejects.length, 'reject'), rejects.map(rejectLine)),
    ],
  });
}

/** A heading with a count, and the first lines of what it counts. */
function report(title: string, lines: readonly Line[]): Content {
  const more = lines.length > linesShown ? [line(`… and ${lines.length - linesShown} more`)] : [];
  return [heading(title), list([...lines.slice(0, linesShown), ...more])];
}

const position = ({ file, line }: { file: string; line: number }) => `${file}:${line}`;

const warningLine = (warning: Warning): Line => line(`${position(warning)}: ${warning.message}`);

const rejectLine = (reject: Reject): Line =>
  line(`${position(reject)}: ${reject.reason}${reject.excerpt === '' ? '' : ` “${reject.excerpt}”`}`);

function pageLine({ file, kind, papers, notes, subtopics }: PageSummary): Line {
  const counts =
    kind === 'notes'
      ? `${plural(notes, 'note')} in ${plural(subtopics, 'subtopic')}`
      : plural(papers, 'paper');
  return line(strong(file), `: ${kind === 'unknown' ? 'not a page I know' : counts}`);
}
