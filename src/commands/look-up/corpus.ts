import type { Block } from '../../cards/card.ts';
import { type Line, line, strong } from '../../cards/span.ts';
import type { Corpus, PageSummary } from '../../corpus/corpus.ts';
import { plural } from '../../corpus/describe-paper.ts';
import type { Reject, Warning } from '../../corpus/pages/page.ts';
import { defineCommand } from '../command.ts';

const listed = 20;

export const corpusCommand = (corpus: Corpus) =>
  defineCommand({
    name: 'corpus',
    summary: 'What was read: pages, merges, warnings, rejects',
    audience: 'person',
    options: {},
    examples: ['corpus'],
    async run() {
      const { pages, papers, notes, subtopics, warnings, rejects } = corpus;
      const merged = papers.filter(({ sources }) => sources.length > 1);
      const records = pages.reduce((sum, page) => sum + page.papers, 0);
      const total = `${plural(papers.length, 'paper')}, ${plural(notes.length, 'note')} in ${plural(subtopics.length, 'subtopic')}`;
      const blocks: Block[] = [
        { kind: 'text', line: line(strong(total)) },
        { kind: 'list', items: pages.map(pageLine) },
        ...section(
          `${plural(merged.length, 'paper')} merged`,
          merged.map(({ title, sources }) => line(`${title} (${sources.map(at).join(', ')})`)),
          [`${plural(records, 'record')} are ${plural(papers.length, 'paper')}.`],
        ),
        ...section(plural(warnings.length, 'warning'), warnings.map(warningLine)),
        ...section(plural(rejects.length, 'reject'), rejects.map(rejectLine)),
      ];
      return {
        card: {
          title: 'Corpus',
          summary: `${total} from ${plural(pages.length, 'page')}`,
          tone: rejects.length > 0 ? 'warning' : 'plain',
          blocks,
        },
        papers: [],
        notes: [],
      };
    },
  });

const at = ({ file, line }: { file: string; line: number }) => `${file}:${line}`;
const warningLine = (warning: Warning): Line => line(`${at(warning)}: ${warning.message}`);
const rejectLine = (reject: Reject): Line =>
  line(`${at(reject)}: ${reject.reason}${reject.excerpt === '' ? '' : ` “${reject.excerpt}”`}`);

function pageLine({ file, kind, papers, notes, subtopics }: PageSummary): Line {
  const counts =
    kind === 'notes'
      ? `${plural(notes, 'note')} in ${plural(subtopics, 'subtopic')}`
      : plural(papers, 'paper');
  return line(strong(file), `: ${kind === 'unknown' ? 'not a page I know' : counts}`);
}

function section(heading: string, lines: readonly Line[], after: readonly string[] = []): Block[] {
  const more = lines.length > listed ? [line(`… and ${lines.length - listed} more`)] : [];
  const items = [...lines.slice(0, listed), ...more];
  const hints = after.map((text): Block => ({ kind: 'hint', line: line(text) }));
  return [
    { kind: 'heading', text: heading },
    ...(items.length > 0 ? [{ kind: 'list', items } satisfies Block] : []),
    ...hints,
  ];
}
