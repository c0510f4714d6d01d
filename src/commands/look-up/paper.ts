import type { Block, Card, Fact } from '../../cards/card.ts';
import { commandLine } from '../../cards/command-line.ts';
import { joinLines, line, link, strong } from '../../cards/span.ts';
import { describeAuthors, formatDate, paperUrl, plural } from '../../corpus/describe-paper.ts';
import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { Hit } from '../../search/results.ts';
import { type Answer, defineCommand } from '../command.ts';
import { itself, notesSection, paperEntry, plainLine, scored } from './entries.ts';
import { type Found, findPaper, paperOption } from './find-item.ts';

const relatedNotes = 3;

export const paperCommand = (index: PaperIndex) =>
  defineCommand({
    name: 'paper',
    summary: 'Show a paper: abstract, facts, links, related notes',
    audience: 'person',
    options: {
      paper: paperOption,
    },
    examples: ['paper Give Me BF16', 'paper ViG'],
    run: ({ paper: text }) =>
      aboutPaper(index, text, async (paper, others) => {
        const { notes } = await index.similar(paper.id, { papers: 0, notes: relatedNotes });
        return { card: paperCard(paper, others, notes), papers: [itself(paper)], notes: scored(notes) };
      }),
  });

/** A paper by itself; `others` have titles with the same words. */
export function paperCard(paper: Paper, others: Found<Paper>['others'], notes: readonly Hit<Note>[]): Card {
  const abstract: Block =
    paper.abstract === ''
      ? { kind: 'hint', line: line('The page has no abstract of it.') }
      : { kind: 'quote', line: plainLine(paper.abstract) };
  return {
    title: paper.title,
    summary: [paper.title, paper.published && formatDate(paper.published), describeAuthors(paper)]
      .filter(Boolean)
      .join(', '),
    tone: 'plain',
    blocks: [
      ...withdrawnBlock(paper),
      { kind: 'facts', facts: facts(paper) },
      abstract,
      ...generatedBlocks(paper),
      {
        kind: 'buttons',
        buttons: [{ label: 'Similar', line: commandLine('similar', { to: paper.id }), primary: true }],
      },
      ...notesSection('Related notes', notes),
      ...othersSection(others),
    ],
  };
}

const withdrawnBlock = ({ withdrawn }: Paper): Block[] =>
  withdrawn ? [{ kind: 'text', line: line(strong('Its authors have withdrawn this paper.')) }] : [];

/** Never without saying that no person wrote it. */
function generatedBlocks({ generated }: Paper): Block[] {
  if (generated === undefined) return [];
  const by = generated.model === undefined ? '' : ` (${generated.model})`;
  return [
    { kind: 'heading', text: 'Summary by a language model' },
    { kind: 'quote', line: plainLine(generated.summary) },
    { kind: 'hint', line: line(`Generated${by} for Hugging Face, and not checked by anybody.`) },
  ];
}

function facts(paper: Paper): Fact[] {
  const { published, organization, comments, upvotes, categories, links } = paper;
  const given: [string, Fact['value'] | undefined][] = [
    ['Published', published === undefined ? undefined : plainLine(formatDate(published))],
    ['Authors', toLine(describeAuthors(paper))],
    ['Organisation', toLine(organization?.name)],
    ['Categories', toLine(categories?.join(', '))],
    ['Upvotes', toLine(upvotes?.toLocaleString('en-US'))],
    ['Discussion', comments === undefined ? undefined : plainLine(plural(comments, 'comment'))],
    ['Code', linksLine(links, 'code')],
    ['Project', linksLine(links, 'project')],
    [
      'Read',
      line(link((paper.url ?? paper.arxivId) ? 'the paper' : 'find it on Hugging Face', paperUrl(paper))),
    ],
  ];
  return given.flatMap(([label, value]) =>
    value === undefined || value.length === 0 ? [] : [{ label, value }],
  );
}

const toLine = (value: string | undefined) =>
  value === undefined || value === '' ? undefined : plainLine(value);

const linksLine = (links: Paper['links'], kind: 'code' | 'project') =>
  joinLines(
    links
      .filter((each) => each.kind === kind)
      .map(({ url }) => line(link(url.replace(/^https?:\/\//, ''), url))),
  );

function othersSection(others: readonly Paper[]): Block[] {
  if (others.length === 0) return [];
  return [
    { kind: 'heading', text: 'Other titles with these words' },
    { kind: 'entries', entries: others.map((each) => paperEntry(each)) },
  ];
}

/** What there is to say of the paper that a text names or, when none is called so, the nearest ones to choose from. */
export async function aboutPaper(
  index: PaperIndex,
  text: string,
  say: (paper: Paper, others: readonly Paper[]) => Promise<Answer>,
): Promise<Answer> {
  const { item, others } = await findPaper(index, text);
  return item === undefined ? nearestAnswer(text, others) : say(item, others);
}

export function nearestAnswer(text: string, others: readonly Paper[]): Answer {
  const message = `No paper here is called “${text}”.`;
  const blocks: Block[] =
    others.length === 0
      ? [{ kind: 'hint', line: line('Try fewer words of the title, or search.') }]
      : [
          { kind: 'text', line: line('Nearest by what they say:') },
          { kind: 'entries', entries: others.map((each) => paperEntry(each)) },
        ];
  return {
    card: {
      title: 'No such title',
      summary: message,
      tone: 'empty',
      blocks: [{ kind: 'text', line: line(message) }, ...blocks],
    },
    papers: others.map(itself),
    notes: [],
  };
}
