import { buttons, commandLine, entries, section, text } from '../../cards/builders.ts';
import { nextPage } from '../../cards/fit.ts';
import { answer, defineCommand, listStart } from '../command.ts';
import type { ReadingAccess } from '../services.ts';
import { isInChat, noteEntry, notesLine, paperEntries } from './entries.ts';
import { findOrGet, noPaperAnswer, paperOption } from './find-item.ts';
import { findNote } from './find-paper.ts';
import { similarItems } from './similar-items.ts';

const defaultSize = 5;
const notesShown = 3;

/** Lists what is nearest to a paper or note. */
export const similarCommand = (access: ReadingAccess) =>
  defineCommand({
    name: 'similar',
    summary: 'Papers and notes nearest to a paper or a note',
    options: {
      to: paperOption,
      size: { type: 'integer', min: 1, max: 1_000, help: `how many papers, ${defaultSize} unless told` },
      start: listStart,
    },
    examples: ['similar QuIP#', 'similar Scaling Laws for Neural Machine Translation'],
    async run({ to, size, start = 1 }, caller, openIndex) {
      const index = await openIndex();
      const paper = await findOrGet(index, to, access.open);
      const note = paper.isSure ? undefined : await findNote(index, to);
      const item = (note?.isSure ? note.item : undefined) ?? paper.item ?? note?.item;
      if (item === undefined) return noPaperAnswer(to, paper);
      const end = start - 1 + (size ?? defaultSize);
      const { papers: nearest, notes } = await similarItems(index, item, {
        // One more than is shown tells whether there is a next page.
        papers: end + 1,
        notes: start === 1 ? notesShown : 0,
      });
      const papers = nearest.slice(start - 1, end);
      const more = commandLine('similar', { to: item.id, size });
      return answer({
        title: `Similar to: ${item.title}`,
        summary: `${papers.length} papers similar to “${item.title}”`,
        blocks: [
          papers.length + notes.length === 0 && text('Nothing here is similar.'),
          paperEntries(
            papers.map((hit) => hit.item),
            caller,
            { start, more },
          ),
          isInChat(caller)
            ? notesLine(notes)
            : section('Research notes', entries(notes.map((note) => noteEntry(note)))),
          buttons(nearest.length > end && nextPage(more, end + 1)),
        ],
        papers,
        notes,
      });
    },
  });
