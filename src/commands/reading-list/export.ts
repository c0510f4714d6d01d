import { file, hint, typed } from '../../cards/builders.ts';
import type { Pieces } from '../../cards/card.ts';
import type { FileBlock } from '../../cards/split-file.ts';
import { plural } from '../../cards/text.ts';
import type { Paper } from '../../corpus/paper.ts';
import { answer, defineCommand, emptyAnswer, listStart } from '../command.ts';
import { readable } from '../place-handle.ts';
import type { ReadingAccess } from '../services.ts';
import { savedPapers } from './saved.ts';
import { toBibtex } from './to-bibtex.ts';
import { toCsl } from './to-csl.ts';
import { recordOf, toCsv } from './to-csv.ts';
import { toMarkdown } from './to-markdown.ts';
import { toRis } from './to-ris.ts';

/** What each is for: LaTeX; Zotero, EndNote and Mendeley; pandoc; programs; spreadsheets; notes. */
export const exportFormats = ['bibtex', 'ris', 'csl', 'json', 'csv', 'markdown'] as const;

/** Writes the reading list of a place as a file. */
export const exportCommand = (access: ReadingAccess) =>
  defineCommand({
    name: 'export',
    summary: 'The saved papers as BibTeX, RIS, CSL-JSON, JSON, CSV or Markdown',
    options: {
      format: { type: 'choice', choices: exportFormats, help: 'bibtex unless told' },
      start: listStart,
    },
    examples: ['export format:bibtex', 'export format:ris'],
    async run({ format = 'bibtex', start = 1 }, caller) {
      const { store } = await access.open();
      const papers = (await savedPapers(await readable(caller), store)).slice(start - 1);
      if (papers.length === 0)
        return emptyAnswer(
          'Export',
          'No paper is saved here yet.',
          hint('Save one: ', typed('save QuIP#'), ', or ', typed('save 2'), ' after a search.'),
        );
      return answer({
        title: `Export: ${plural(papers.length, 'paper')}`,
        summary: `${plural(papers.length, 'saved paper')} as ${format}`,
        blocks: exportFile(format, papers),
        papers,
      });
    },
  });

type ExportFormat = (typeof exportFormats)[number];

/** Papers as a file of a format. */
export function exportFile(format: ExportFormat, papers: readonly Paper[]): FileBlock {
  switch (format) {
    case 'bibtex':
      return file('papers.bib', { head: '', items: toBibtex(papers), separator: '\n\n', tail: '\n' });
    case 'ris':
      return file('papers.ris', { head: '', items: papers.map(toRis), separator: '\r\n', tail: '\r\n' });
    case 'csl':
      return file('papers.csl.json', jsonList(papers.map(toCsl)));
    case 'csv':
      return file('papers.csv', toCsv(papers.map(recordOf)));
    case 'markdown':
      return file('papers.md', { head: '', items: papers.map(toMarkdown), separator: '\n', tail: '\n' });
    case 'json':
      return file('papers.json', jsonList(papers.map(recordOf)));
    default:
      return format satisfies never;
  }
}

function jsonList(records: readonly object[]): Pieces {
  const items = records.map((record) => JSON.stringify(record, null, 2).replace(/^/gm, '  '));
  return { head: '[\n', items, separator: ',\n', tail: '\n]\n' };
}
