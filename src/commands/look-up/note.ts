import {
  button,
  buttons,
  entries,
  facts,
  hint,
  primary,
  quote,
  section,
  strong,
  text,
} from '../../cards/builders.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import { type Answer, answer, answerItem, defineCommand, hitItems } from '../command.ts';
import { noteEntry, paperEntries } from './entries.ts';
import { findNote } from './find-item.ts';

const relatedShown = 3;

export const noteCommand = ({ subtopics }: Pick<Corpus, 'subtopics'>) =>
  defineCommand({
    name: 'note',
    summary: 'A research note, and what is related to it',
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
    async run({ note: wanted }, _caller, openIndex) {
      const index = await openIndex();
      const { item, others } = await findNote(index, wanted);
      const note = item ?? others[0];
      if (note === undefined) return noSuchNote(wanted);
      const { papers, notes } = await index.similar(note.id, { papers: relatedShown, notes: relatedShown });
      const subtopic = subtopics.find(({ id }) => id === note.subtopic);
      return answer(
        {
          title: note.title,
          summary: `${note.title} ${note.description}`,
          blocks: [
            item === undefined && hint(`No note is called “${wanted}”; this is the nearest.`),
            quote(note.description),
            subtopic && facts({ Subtopic: strong(subtopic.name) }),
            buttons(
              primary(button('Explore related', 'similar', { to: note.id, size: 10 })),
              subtopic && button('Notes beside it', 'notes', { subtopic: subtopic.id }),
            ),
            section('Related papers', paperEntries(papers.map((hit) => hit.item))),
            section('Related notes', entries(notes.map((hit) => noteEntry(hit.item)))),
            section(
              'Other notes with these words',
              entries(others.filter((each) => each !== note).map((each) => noteEntry(each))),
            ),
          ],
        },
        { papers: hitItems(papers), notes: [answerItem(note), ...hitItems(notes)] },
      );
    },
  });

function noSuchNote(wanted: string): Answer {
  const message = `No note holds a word of “${wanted}”.`;
  return answer({
    title: 'No such note',
    summary: message,
    tone: 'empty',
    blocks: [text(message), buttons(button('All topics', 'topics'))],
  });
}
