import type { Block } from '../../cards/card.ts';
import { line } from '../../cards/span.ts';
import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { PaperIndex } from '../../ports/index.ts';
import { defineCommand } from '../command.ts';
import { notesSection, paperEntry, scored } from './entries.ts';
import { findNote, findPaper } from './find-item.ts';
import { nearestAnswer } from './paper.ts';

const defaultSize = 5;
const notesShown = 3;

export const similarCommand = (index: PaperIndex) =>
  defineCommand({
    name: 'similar',
    summary: 'Papers and notes nearest to a paper or a note',
    audience: 'person',
    options: {
      to: { type: 'text', rest: true, required: true, suggests: 'paper', help: 'words of a title, or an id' },
      size: { type: 'integer', min: 1, max: 100, help: `how many papers, ${defaultSize} unless told` },
    },
    examples: ['similar QuIP#', 'similar Scaling Laws for Neural Machine Translation'],
    async run({ to, size = defaultSize }) {
      const { item, others } = await findEither(index, to);
      if (item === undefined) return nearestAnswer(to, others);
      const { papers, notes } = await index.similar(item.id, { papers: size, notes: notesShown });
      const blocks: Block[] = [
        { kind: 'entries', entries: papers.map((hit) => paperEntry(hit.item)) },
        ...notesSection('Research notes', notes),
      ];
      return {
        card: {
          title: `Similar to: ${item.title}`,
          summary: `${papers.length} papers similar to “${item.title}”`,
          tone: 'plain',
          blocks:
            papers.length + notes.length > 0
              ? blocks
              : [{ kind: 'text', line: line('Nothing here is like it.') }],
        },
        papers: scored(papers),
        notes: scored(notes),
      };
    },
  });

/** A paper or, where only a note is called so, a note. */
async function findEither(
  index: PaperIndex,
  text: string,
): Promise<{ item?: Paper | Note; others: readonly Paper[] }> {
  const paper = await findPaper(index, text);
  if (paper.item !== undefined) return { item: paper.item, others: [] };
  const note = await findNote(index, text);
  return { ...(note.item && { item: note.item }), others: paper.others };
}
