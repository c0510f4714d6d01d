import type { Block } from '../../cards/card.ts';
import { commandLine } from '../../cards/command-line.ts';
import { line, strong } from '../../cards/span.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import type { PaperIndex } from '../../ports/index.ts';
import { type Answer, defineCommand } from '../command.ts';
import { itself, noteEntry, paperEntry, plainLine, scored } from './entries.ts';
import { findNote } from './find-item.ts';

const related = 3;

export const noteCommand = (index: PaperIndex, { subtopics }: Pick<Corpus, 'subtopics'>) =>
  defineCommand({
    name: 'note',
    summary: 'A research note, and what is related to it',
    audience: 'person',
    options: {
      note: {
        type: 'text',
        rest: true,
        required: true,
        suggests: 'note',
        help: 'words of its question, or its id',
      },
    },
    examples: ['note Does depth matter more than width', 'note ternary weights'],
    async run({ note: text }) {
      const { item, others } = await findNote(index, text);
      const note = item ?? others[0];
      if (note === undefined) return nothing(text);
      const { papers, notes } = await index.similar(note.id, { papers: related, notes: related });
      const subtopic = subtopics.find(({ id }) => id === note.subtopic);
      const blocks: Block[] = [
        ...(item === undefined
          ? [{ kind: 'hint' as const, line: line(`No note is called “${text}”; this is the nearest.`) }]
          : []),
        { kind: 'quote', line: plainLine(note.description) },
        ...(subtopic
          ? [{ kind: 'facts' as const, facts: [{ label: 'Subtopic', value: line(strong(subtopic.name)) }] }]
          : []),
        {
          kind: 'buttons',
          buttons: [
            { label: 'Explore related', line: commandLine('similar', { to: note.id, size: 10 }), primary: true },
            ...(subtopic
              ? [{ label: 'Notes beside it', line: commandLine('notes', { subtopic: subtopic.id }) }]
              : []),
          ],
        },
        ...section(
          'Related papers',
          papers.map((hit) => paperEntry(hit.item)),
        ),
        ...section(
          'Related notes',
          notes.map((hit) => noteEntry(hit.item)),
        ),
        ...section(
          'Other notes with these words',
          others.filter((each) => each !== note).map((each) => noteEntry(each)),
        ),
      ];
      return {
        card: { title: note.title, summary: `${note.title} ${note.description}`, tone: 'plain', blocks },
        papers: scored(papers),
        notes: [itself(note), ...scored(notes)],
      };
    },
  });

const section = (heading: string, entries: readonly ReturnType<typeof noteEntry>[]): Block[] =>
  entries.length === 0
    ? []
    : [
        { kind: 'heading', text: heading },
        { kind: 'entries', entries },
      ];

function nothing(text: string): Answer {
  const message = `No note holds a word of “${text}”.`;
  return {
    card: {
      title: 'No such note',
      summary: message,
      tone: 'empty',
      blocks: [
        { kind: 'text', line: line(message) },
        { kind: 'buttons', buttons: [{ label: 'All topics', line: 'topics' }] },
      ],
    },
    papers: [],
    notes: [],
  };
}
