import { button, buttons, commandLine, entries, hint, line } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import type { Subtopic } from '../../corpus/note.ts';
import { UserError } from '../../errors.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import { fold } from '../../search/words/tokens.ts';
import { type Answer, answer, answerItem, defineCommand } from '../command.ts';
import { listPage, noteEntry } from './entries.ts';

const pageSize = 10;

export const notesCommand = ({ subtopics, notes }: Pick<Corpus, 'subtopics' | 'notes'>) =>
  defineCommand({
    name: 'notes',
    summary: 'The research notes of a subtopic',
    options: {
      subtopic: {
        type: 'text',
        rest: true,
        required: true,
        suggests: 'subtopic',
        help: 'the name of a subtopic, or part of it',
      },
      page: { type: 'integer', min: 1, max: 100, help: 'which page of the notes' },
    },
    examples: ['notes Reward Models', 'notes test-time compute'],
    async run({ subtopic: wanted, page = 1 }): Promise<Answer> {
      const { id, name } = findSubtopic(wanted, subtopics);
      const all = notes.filter((note) => note.subtopic === id);
      const pages = Math.max(1, Math.ceil(all.length / pageSize));
      if (page > pages)
        throw new UserError(
          'no-such-page',
          `${name} has ${plural(pages, 'page')}.`,
          `Type: ${commandLine('notes', { subtopic: id, page: pages })}`,
        );
      const { shown, first, hasNext } = listPage(all, page, pageSize);
      return answer(
        {
          title: name,
          summary: `${plural(all.length, 'note')} on ${name}`,
          blocks: [
            entries(
              shown.map((note) => noteEntry(note, line(note.description))),
              first,
            ),
            hasNext && buttons(button('Next page', 'notes', { subtopic: id, page: page + 1 })),
            hint(`${plural(all.length, 'note')}, page ${page} of ${pages}.`),
          ],
        },
        { notes: shown.map((note) => answerItem(note)) },
      );
    },
  });

/**
 * A subtopic by its id, its name, or the beginning of one of its words.
 * @throws UserError when none or several fit; it names the nearest.
 */
function findSubtopic(text: string, subtopics: readonly Subtopic[]): Subtopic {
  const wanted = fold(text).trim();
  const exact = subtopics.find(({ id, name }) => id === wanted || fold(name) === wanted);
  const partial = subtopics.filter(({ name }) => ` ${fold(name)}`.includes(` ${wanted}`));
  const only = exact ?? (partial.length === 1 ? partial[0] : undefined);
  if (only !== undefined) return only;
  const allNames = subtopics.map(({ name }) => name);
  const names = partial.length > 1 ? partial.map(({ name }) => name) : nearestNames(text, allNames, 3);
  throw new UserError(
    'unknown-subtopic',
    partial.length > 1 ? `Several subtopics fit “${text}”.` : `There is no subtopic “${text}”.`,
    names.length > 0 ? `Did you mean ${names.join(' or ')}?` : 'The command topics lists all of them.',
    subtopics
      .filter(({ name }) => names.includes(name))
      .map(({ id }) => commandLine('notes', { subtopic: id })),
  );
}
