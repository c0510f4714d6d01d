import type { Pieces } from '../../cards/card.ts';
import { paperAddress } from '../../corpus/describe-paper.ts';
import type { Paper } from '../../corpus/paper.ts';

/** The fields of a saved paper as Paperboy names them; `import` reads them back. */
export const recordOf = (paper: Paper) => ({
  id: paper.id,
  title: paper.title,
  authors: paper.authors ?? [],
  published: paper.published ?? null,
  arxivId: paper.arxivId ?? null,
  doi: paper.doi ?? null,
  url: paperAddress(paper) ?? null,
  abstract: paper.abstract,
  type: paper.publication?.type ?? null,
  venue: paper.publication?.venue ?? null,
  volume: paper.publication?.volume ?? null,
  number: paper.publication?.number ?? null,
  pages: paper.publication?.pages ?? null,
  publisher: paper.publication?.publisher ?? null,
  categories: paper.categories ?? [],
});

/**
 * What a spreadsheet may take for the beginning of a formula: `= + - @`, also in full width, small or typographic, and
 * behind blanks, control characters or characters without a width (OWASP, CSV injection).
 */
const formula = /^[\s\p{C}]*[=+\-@＝＋－＠﹦﹢﹣﹫−]|^[\t\r\n]/u;

/** RFC 4180; a cell that may be a formula begins with an apostrophe. */
export function toCsv(records: readonly ReturnType<typeof recordOf>[]): Pieces {
  const rows = records.map(({ authors, categories, ...rest }) => ({
    ...rest,
    authors: authors.join('; '),
    categories: categories.join(' '),
  }));
  const names = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[];
  const cell = (value: string | null) => `"${(value ?? '').replace(formula, "'$&").replaceAll('"', '""')}"`;
  const items = rows.map((row) => names.map((name) => cell(row[name])).join(','));
  return { head: `${names.join(',')}\r\n`, items, separator: '\r\n', tail: '\r\n' };
}
