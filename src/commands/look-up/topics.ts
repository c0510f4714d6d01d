import { commandLine } from '../../cards/command-line.ts';
import { line, strong } from '../../cards/span.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import { plural } from '../../corpus/describe-paper.ts';
import { defineCommand } from '../command.ts';

export const topicsCommand = ({ subtopics, notes }: Pick<Corpus, 'subtopics' | 'notes'>) =>
  defineCommand({
    name: 'topics',
    summary: 'The catalogue: every subtopic with its notes',
    audience: 'person',
    options: {},
    examples: ['topics'],
    async run() {
      const entries = subtopics.map(({ id, name }) => ({
        title: line(strong(name)),
        facts: line(plural(notes.filter((note) => note.subtopic === id).length, 'note')),
        buttons: [{ label: 'Notes', line: commandLine('notes', { subtopic: id }) }],
      }));
      return {
        card: {
          title: 'Topics',
          summary: `${plural(subtopics.length, 'subtopic')}: ${subtopics.map(({ name }) => name).join(', ')}`,
          tone: subtopics.length === 0 ? 'empty' : 'plain',
          blocks:
            subtopics.length === 0
              ? [{ kind: 'text', line: line('The pages read so far have no notes.') }]
              : [{ kind: 'entries', entries }],
        },
        papers: [],
        notes: [],
      };
    },
  });
