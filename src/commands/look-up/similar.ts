import { commandLine, entries, section, text } from '../../cards/builders.ts';
import { answer, defineCommand, listStart } from '../command.ts';
import type { ReadingAccess } from '../services.ts';
import { noteEntry, paperEntries } from './entries.ts';
import { findOrGet, noPaperAnswer, paperOption } from './find-item.ts';
import { findNote } from './find-paper.ts';
import { similarItems } from './similar-items.ts';

const defaultSize = 5;
const notesShown = 3;

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
    async run({ to, size, start = 1 }, _caller, openIndex) {
      const index = await openIndex();
      const paper = await findOrGet(index, to, access.open);
      const note = paper.isSure ? undefined : await findNote(index, to);
      const item = (note?.isSure ? note.item : undefined) ?? paper.item ?? note?.item;
      if (item === undefined) return noPaperAnswer(to, paper);
      const { papers: nearest, notes } = await similarItems(index, item, {
        papers: size ?? defaultSize,
        notes: start === 1 ? notesShown : 0,
      });
      const papers = nearest.slice(start - 1);
      return answer({
        title: `Similar to: ${item.title}`,
        summary: `${papers.length} papers similar to “${item.title}”`,
        blocks: [
          papers.length + notes.length === 0 && text('Nothing here is similar.'),
          paperEntries(
            papers.map((hit) => hit.item),
            start,
            commandLine('similar', { to: item.id, size }),
          ),
          section('Research notes', entries(notes.map((note) => noteEntry(note)))),
        ],
        papers,
        notes,
      });
    },
  });
