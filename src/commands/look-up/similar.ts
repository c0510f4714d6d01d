import { commandLine, entries, section, text } from '../../cards/builders.ts';
import { answer, defineCommand, listStart, subject } from '../command.ts';
import { noteEntry, paperEntries } from './entries.ts';
import { findNote, findPaper, nearestAnswer } from './find-item.ts';
import { similarItems } from './similar-items.ts';

const defaultSize = 5;
const notesShown = 3;

export const similarCommand = () =>
  defineCommand({
    name: 'similar',
    summary: 'Papers and notes nearest to a paper or a note',
    options: {
      to: subject('paper', 'words of a title, or an id'),
      size: { type: 'integer', min: 1, max: 1_000, help: `how many papers, ${defaultSize} unless told` },
      start: listStart,
    },
    examples: ['similar QuIP#', 'similar Scaling Laws for Neural Machine Translation'],
    async run({ to, size, start = 1 }, _caller, openIndex) {
      const index = await openIndex();
      const paper = await findPaper(index, to);
      const item = paper.item ?? (await findNote(index, to)).item;
      if (item === undefined) return nearestAnswer(to, paper.others);
      const { papers: nearest, notes } = await similarItems(index, item, {
        papers: size ?? defaultSize,
        notes: start === 1 ? notesShown : 0,
      });
      const papers = nearest.slice(start - 1);
      return answer({
        title: `Similar to: ${item.title}`,
        summary: `${papers.length} papers similar to “${item.title}”`,
        blocks: [
          papers.length + notes.length === 0 && text('Nothing here is like it.'),
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
