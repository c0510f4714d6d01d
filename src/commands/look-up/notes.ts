import { commandLine } from '../../cards/command-line.ts';
import { line } from '../../cards/span.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import { plural } from '../../corpus/describe-paper.ts';
import type { Subtopic } from '../../corpus/note.ts';
import { UserError } from '../../errors.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import { fold } from '../../search/words/tokens.ts';
import { type Answer, defineCommand } from '../command.ts';
import { itself, noteEntry, plainLine } from './entries.ts';

const pageSize = 10;

export const notesCommand = ({ subtopics, notes }: Pick<Corpus, 'subtopics' | 'notes'>) =>
  defineCommand({
    name: 'notes',
    summary: 'The research notes of a subtopic',
    audience: 'person',
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
    async run({ subtopic: text, page = 1 }): Promise<Answer> {
      const subtopic = findSubtopic(text, subtopics);
      const all = notes.filter((note) => note.subtopic === subtopic.id);
      const pages = Math.max(1, Math.ceil(all.length / pageSize));
      if (page > pages)
        throw new UserError(
          'no-such-page',
          `${subtopic.name} has ${plural(pages, 'page')}.`,
          `Type: ${commandLine('notes', { subtopic: subtopic.id, page: pages })}`,
        );
      const start = (page - 1) * pageSize;
      const shown = all.slice(start, start + pageSize);
      const next = commandLine('notes', { subtopic: subtopic.id, page: page + 1 });
      return {
        card: {
          title: subtopic.name,
          summary: `${plural(all.length, 'note')} on ${subtopic.name}`,
          tone: 'plain',
          blocks: [
            {
              kind: 'entries',
              start: start + 1,
              entries: shown.map((note) => noteEntry(note, plainLine(note.description))),
            },
            ...(page < pages
              ? [{ kind: 'buttons' as const, buttons: [{ label: 'Next page', line: next }] }]
              : []),
            { kind: 'hint', line: line(`${plural(all.length, 'note')}, page ${page} of ${pages}.`) },
          ],
        },
        papers: [],
        notes: shown.map(itself),
      };
    },
  });

/**
 * A subtopic by its id, its name, or the beginning of one of its words.
 * @throws UserError when none or several fit; it names the nearest.
 */
export function findSubtopic(text: string, subtopics: readonly Subtopic[]): Subtopic {
  const wanted = fold(text).trim();
  const exact = subtopics.find(({ id, name }) => id === wanted || fold(name) === wanted);
  const partial = subtopics.filter(({ name }) => ` ${fold(name)}`.includes(` ${wanted}`));
  const only = exact ?? (partial.length === 1 ? partial[0] : undefined);
  if (only !== undefined) return only;
  const names =
    partial.length > 1
      ? partial.map(({ name }) => name)
      : nearestNames(
          text,
          subtopics.map(({ name }) => name),
          3,
        );
  const lines = subtopics
    .filter(({ name }) => names.includes(name))
    .map(({ id }) => commandLine('notes', { subtopic: id }));
  const hint =
    names.length > 0 ? `Did you mean ${names.join(' or ')}?` : 'The command topics lists all of them.';
  throw new UserError(
    'unknown-subtopic',
    partial.length > 1 ? `Several subtopics fit “${text}”.` : `There is no subtopic “${text}”.`,
    hint,
    lines,
  );
}
