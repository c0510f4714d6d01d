import { file, hint } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import { paperUrl } from '../../corpus/describe-paper.ts';
import type { Paper } from '../../corpus/paper.ts';
import { answer, answerItem, defineCommand, shortAnswer } from '../command.ts';
import type { ServiceAccess } from '../services.ts';
import { savedPapers } from './saved.ts';
import { toBibtex } from './to-bibtex.ts';

const formats = ['bibtex', 'json', 'csv'] as const;

const writers = {
  bibtex: { ending: 'bib', write: toBibtex },
  json: { ending: 'json', write: toJson },
  csv: { ending: 'csv', write: toCsv },
} as const;

export const exportCommand = (access: ServiceAccess) =>
  defineCommand({
    name: 'export',
    summary: 'The saved papers as BibTeX, JSON or CSV',
    options: { format: { type: 'choice', choices: formats, help: 'bibtex unless told' } },
    examples: ['export format:bibtex', 'export format:csv'],
    async run({ format = 'bibtex' }, caller) {
      const { store } = await access.open();
      const papers = await savedPapers(caller.place, store);
      if (papers.length === 0)
        return shortAnswer(
          'Export',
          'No paper is saved here yet.',
          hint('Save one with: save and words of its title'),
        );
      const { ending, write } = writers[format];
      return answer(
        {
          title: `Export: ${plural(papers.length, 'paper')}`,
          summary: `${plural(papers.length, 'saved paper')} as ${format}`,
          blocks: file(`papers.${ending}`, write(papers)),
        },
        { papers: papers.map((paper) => answerItem(paper)) },
      );
    },
  });

const recordOf = (paper: Paper) => ({
  id: paper.id,
  title: paper.title,
  authors: paper.authors ?? [],
  published: paper.published ?? null,
  arxivId: paper.arxivId ?? null,
  doi: paper.doi ?? null,
  url: paperUrl(paper),
  abstract: paper.abstract,
});

function toJson(papers: readonly Paper[]): string {
  return JSON.stringify(papers.map(recordOf), null, 2);
}

/** RFC 4180; a cell that a spreadsheet would run as a formula begins with an apostrophe (OWASP, CSV injection). */
function toCsv(papers: readonly Paper[]): string {
  const rows = papers.map(recordOf).map(({ authors, ...rest }) => ({ ...rest, authors: authors.join('; ') }));
  const names = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[];
  const cell = (value: string | null) =>
    `"${(value ?? '').replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""')}"`;
  return [names.join(','), ...rows.map((row) => names.map((name) => cell(row[name])).join(','))].join('\r\n');
}
