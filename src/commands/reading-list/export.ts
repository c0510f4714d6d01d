import { file, hint, typed } from '../../cards/builders.ts';
import type { Block, Pieces } from '../../cards/card.ts';
import { plural } from '../../cards/text.ts';
import { paperAddress } from '../../corpus/describe-paper.ts';
import type { Paper } from '../../corpus/paper.ts';
import { answer, defineCommand, emptyAnswer } from '../command.ts';
import { readable } from '../place-handle.ts';
import type { ReadingAccess } from '../services.ts';
import { savedPapers } from './saved.ts';
import { toBibtex } from './to-bibtex.ts';

export const exportCommand = (access: ReadingAccess) =>
  defineCommand({
    name: 'export',
    summary: 'The saved papers as BibTeX, JSON or CSV',
    options: { format: { type: 'choice', choices: ['bibtex', 'json', 'csv'], help: 'bibtex unless told' } },
    examples: ['export format:bibtex', 'export format:csv'],
    async run({ format = 'bibtex' }, caller) {
      const { store } = await access.open();
      const papers = await savedPapers(await readable(caller), store);
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

function exportFile(format: 'bibtex' | 'json' | 'csv', papers: readonly Paper[]): Block {
  if (format === 'bibtex')
    return file('papers.bib', { head: '', items: toBibtex(papers), separator: '\n\n', tail: '\n' });
  const records = papers.map(recordOf);
  if (format === 'csv') return file('papers.csv', toCsv(records));
  const items = records.map((record) => JSON.stringify(record, null, 2).replace(/^/gm, '  '));
  return file('papers.json', { head: '[\n', items, separator: ',\n', tail: '\n]\n' });
}

export const recordOf = (paper: Paper) => ({
  id: paper.id,
  title: paper.title,
  authors: paper.authors ?? [],
  published: paper.published ?? null,
  arxivId: paper.arxivId ?? null,
  doi: paper.doi ?? null,
  url: paperAddress(paper) ?? null,
  abstract: paper.abstract,
});

/**
 * What a spreadsheet may take for the beginning of a formula: `= + - @`, also in full width, small or typographic, and
 * behind blanks, control characters or characters without a width (OWASP, CSV injection).
 */
const formula = /^[\s\p{C}]*[=+\-@＝＋－＠﹦﹢﹣﹫−]|^[\t\r\n]/u;

/** RFC 4180; a cell that may be a formula begins with an apostrophe. */
export function toCsv(records: readonly ReturnType<typeof recordOf>[]): Pieces {
  const rows = records.map(({ authors, ...rest }) => ({ ...rest, authors: authors.join('; ') }));
  const names = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[];
  const cell = (value: string | null) => `"${(value ?? '').replace(formula, "'$&").replaceAll('"', '""')}"`;
  const items = rows.map((row) => names.map((name) => cell(row[name])).join(','));
  return { head: `${names.join(',')}\r\n`, items, separator: '\r\n', tail: '\r\n' };
}
