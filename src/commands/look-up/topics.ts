import { button, entries, line, strong, text } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import { answer, defineCommand } from '../command.ts';

export const topicsCommand = ({ subtopics, notes }: Pick<Corpus, 'subtopics' | 'notes'>) =>
  defineCommand({
    name: 'topics',
    summary: 'The catalogue: every subtopic with its notes',
    options: {},
    examples: ['topics'],
    run: async () =>
      answer({
        title: 'Topics',
        summary: `${plural(subtopics.length, 'subtopic')}: ${subtopics.map(({ name }) => name).join(', ')}`,
        tone: subtopics.length === 0 ? 'empty' : 'plain',
        blocks: [
          subtopics.length === 0 && text('The pages read so far have no notes.'),
          entries(
            subtopics.map(({ id, name }) => ({
              title: line(strong(name)),
              facts: line(plural(notes.filter((note) => note.subtopic === id).length, 'note')),
              buttons: [button('Notes', 'notes', { subtopic: id })],
            })),
          ),
        ],
      }),
  });
