import { button, buttons, file } from '../../cards/builders.ts';
import { answer, defineCommand } from '../command.ts';
import { aboutPaper, paperOption } from '../look-up/find-item.ts';
import type { ReadingAccess } from '../services.ts';
import { toBibtex } from './to-bibtex.ts';

/** Writes one paper as BibTeX. */
export const citeCommand = (access: ReadingAccess) =>
  defineCommand({
    name: 'cite',
    summary: 'A paper as BibTeX',
    options: { paper: paperOption },
    examples: ['cite QuIP#'],
    async run({ paper: wanted }, _caller, openIndex) {
      return aboutPaper(wanted, await access.open(), openIndex, async (paper) =>
        answer({
          title: 'BibTeX',
          summary: `BibTeX of “${paper.title}”`,
          blocks: [
            file('paper.bib', { head: '', items: toBibtex([paper]), separator: '\n\n', tail: '\n' }),
            buttons(button('Abstract', 'paper', { paper: paper.id })),
          ],
          papers: [paper],
        }),
      );
    },
  });
