import {
  button,
  buttons,
  commandLine,
  entries,
  facts,
  hint,
  joinLines,
  line,
  link,
  primary,
  quote,
  section,
  strong,
  text,
} from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import { formatDate } from '../../corpus/describe-paper.ts';
import type { Subtopic } from '../../corpus/note.ts';
import { UserError } from '../../errors.ts';
import { parseUrl } from '../../parse-url.ts';
import type { PaperIndex } from '../../ports/index.ts';
import { wordsQuery } from '../../search/query.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import { fold } from '../../search/words/tokens.ts';
import { answer, defineCommand, emptyAnswer, listStart, subject } from '../command.ts';
import { isInChat, listPage, noteEntry, notesLine, pageSizeFor, paperEntries } from './entries.ts';
import { findNote } from './find-paper.ts';
import { similarItems } from './similar-items.ts';

const relatedShown = 3;

const arxivLink = (id: string) => line(link(`arXiv ${id}`, `https://arxiv.org/abs/${id}`));

/** Lists the subtopics. */
export const topicsCommand = ({ subtopics, notes }: Pick<Corpus, 'subtopics' | 'notes'>) =>
  defineCommand({
    name: 'topics',
    summary: 'The catalogue: every subtopic with its notes',
    options: { start: listStart },
    examples: ['topics'],
    run: async ({ start = 1 }) =>
      answer({
        title: 'Topics',
        summary: `${plural(subtopics.length, 'subtopic')}: ${subtopics.map(({ name }) => name).join(', ')}`,
        tone: subtopics.length === 0 ? 'empty' : 'plain',
        blocks: [
          subtopics.length === 0 && text('The pages read so far have no notes.'),
          entries(
            subtopics.slice(start - 1).map(({ id, name }) => ({
              title: line(strong(name)),
              facts: line(plural(notes.filter((note) => note.subtopic === id).length, 'note')),
              buttons: [button('Notes', 'notes', { subtopic: id })],
            })),
            start,
            'topics',
          ),
        ],
      }),
  });

/** Lists the notes of a subtopic. */
export const notesCommand = ({ subtopics, notes }: Pick<Corpus, 'subtopics' | 'notes'>) =>
  defineCommand({
    name: 'notes',
    summary: 'The research notes of a subtopic, or on anything else',
    options: {
      subtopic: subject('subtopic', 'a subtopic, some words of its name, or what the notes should be about'),
      page: { type: 'integer', min: 1, max: 100, help: 'which page of the notes' },
      start: listStart,
    },
    examples: ['notes Reward Models', 'notes test-time compute', 'notes on tokenizers'],
    async run({ subtopic: typed, page, start }, caller, openIndex) {
      const pageSize = pageSizeFor(caller);
      const wanted = typed.replace(/^(?:on|about|for|regarding|of|around) (?=\S)/i, '');
      const found = findSubtopic(wanted, subtopics);
      if (found instanceof UserError) {
        const about = await notesAbout(wanted, await openIndex(), found);
        if (about === undefined) throw found;
        return about;
      }
      const { id, name } = found;
      const all = notes.filter((note) => note.subtopic === id);
      const pages = Math.max(1, Math.ceil(all.length / pageSize));
      const part = listPage(all, { page, start }, pageSize, commandLine('notes', { subtopic: id }));
      if (part.shown.length === 0 && part.first > 1)
        throw new UserError(
          'no-such-page',
          `${name} has ${plural(pages, 'page')}.`,
          `The last one: \`${commandLine('notes', { subtopic: id, page: pages })}\``,
        );
      return answer({
        title: name,
        summary: `${plural(all.length, 'note')} on ${name}`,
        blocks: [
          entries(
            part.shown.map((note) => noteEntry(note, line(note.description))),
            part.first,
            part.more,
          ),
          buttons(part.next),
          hint(`${plural(all.length, 'note')} on this.`),
        ],
        notes: part.shown,
      });
    },
  });

/** The notes on words that name no subtopic; undefined where no note is about them. */
async function notesAbout(words: string, index: PaperIndex, { suggestions }: UserError) {
  const { notes } = await index.search(wordsQuery(words), { offset: 0, limit: 0, notes: notesShown });
  if (notes.length === 0) return undefined;
  const items = notes.map(({ item }) => item);
  return answer({
    title: `Notes on ${words}`,
    summary: `${plural(items.length, 'note')} on ${words}`,
    blocks: [
      entries(items.map((note) => noteEntry(note, line(note.description)))),
      hint('No subtopic has that name, so I searched all notes.'),
      buttons(
        ...suggestions.map((each) => ({ label: each, line: each })),
        button('Papers on this', 'search', { query: words }),
      ),
    ],
    notes: items,
  });
}

const notesShown = 5;

/**
 * A subtopic by its id, its name, or the beginning of one of its words.
 * @returns an error that names the nearest when none fits
 * @throws UserError when several fit
 */
function findSubtopic(text: string, subtopics: readonly Subtopic[]): Subtopic | UserError {
  const wanted = fold(text).trim();
  const exact = subtopics.find(({ id, name }) => id === wanted || fold(name) === wanted);
  const partial = subtopics.filter(({ name }) => ` ${fold(name)}`.includes(` ${wanted}`));
  const only = exact ?? (partial.length === 1 ? partial[0] : undefined);
  if (only !== undefined) return only;
  if (partial.length > 1) throw offering(`Several subtopics fit “${text}”.`, partial);
  const names = nearestNames(
    text,
    subtopics.map(({ name }) => name),
    3,
  );
  return offering(
    `There is no subtopic “${text}”.`,
    subtopics.filter(({ name }) => names.includes(name)),
  );
}

const offering = (message: string, offered: readonly Subtopic[]): UserError =>
  new UserError(
    'unknown-subtopic',
    message,
    offered.length > 0
      ? `Did you mean ${offered.map(({ name }) => name).join(' or ')}?`
      : 'All of them: `topics`.',
    offered.map(({ id }) => commandLine('notes', { subtopic: id })),
  );

/** Shows a note. */
export const noteCommand = ({ subtopics }: Pick<Corpus, 'subtopics'>) =>
  defineCommand({
    name: 'note',
    summary: 'A research note, and what is related to it',
    options: { note: subject('note', 'words of its question, or its id') },
    examples: ['note Does depth matter more than width', 'note ternary weights'],
    async run({ note: wanted }, caller, openIndex) {
      const index = await openIndex();
      const { item, others } = await findNote(index, wanted);
      const note = item ?? others[0];
      if (note === undefined)
        return emptyAnswer(
          'No such note',
          `No note holds a word of “${wanted}”.`,
          buttons(button('All topics', 'topics')),
        );
      const { papers, notes } = await similarItems(index, note, {
        papers: relatedShown,
        notes: relatedShown,
      });
      const subtopic = subtopics.find(({ id }) => id === note.subtopic);
      return answer({
        title: note.title,
        summary: `${note.title} ${note.description}`,
        blocks: [
          item === undefined && hint(`No note is called “${wanted}”; this is the nearest.`),
          quote(note.description),
          facts({
            Subtopic: subtopic && strong(subtopic.name),
            Published: note.published && formatDate(note.published),
            Read: note.url && link(parseUrl(note.url)?.hostname ?? 'the note', note.url),
            About: joinLines((note.arxivIds ?? []).map(arxivLink)),
          }),
          buttons(
            primary(button('Explore related', 'similar', { to: note.id, size: 10 })),
            subtopic && button('Notes beside it', 'notes', { subtopic: subtopic.id }),
          ),
          section(
            'Related papers',
            paperEntries(
              papers.map((hit) => hit.item),
              caller,
            ),
          ),
          isInChat(caller)
            ? notesLine(notes)
            : section('Related notes', entries(notes.map((each) => noteEntry(each)))),
          section(
            'Other notes with these words',
            entries(others.filter((each) => each !== note).map((each) => noteEntry(each))),
          ),
        ],
        papers,
        notes: [note, ...notes],
      });
    },
  });
