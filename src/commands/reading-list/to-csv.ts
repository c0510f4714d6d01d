import type { Pieces } from '../../cards/card.ts';
import { authorList, paperAddress } from '../../corpus/describe-paper.ts';
import { partsOfName, writtenName } from '../../corpus/names/split-name.ts';
import type { Paper, PublicationDetail } from '../../corpus/paper.ts';
import { defined } from '../../defined.ts';

/** The fields of a saved paper as Paperboy names them; `import` reads them back. */
export function recordOf(paper: Paper) {
  const { publication } = paper;
  const orNull = (value: string | undefined): string | null => value ?? null;
  const detail = (name: PublicationDetail) => orNull(publication?.[name]);
  return {
    id: paper.id,
    title: paper.title,
    authors: authorList(paper),
    published: orNull(paper.published),
    arxivId: orNull(paper.arxivId),
    doi: orNull(paper.doi),
    url: orNull(paperAddress(paper)),
    abstract: paper.abstract,
    type: orNull(publication?.type),
    venue: detail('venue'),
    volume: detail('volume'),
    number: detail('number'),
    pages: detail('pages'),
    publisher: detail('publisher'),
    editors: publication?.editors ?? [],
    series: detail('series'),
    edition: detail('edition'),
    address: detail('address'),
    isbn: detail('isbn'),
    issn: detail('issn'),
    ...defined({ familyNames: paper.familyNames }),
    categories: paper.categories ?? [],
  };
}

/** With semicolons between them, and behind a single name that has a comma or “and” in it. */
function joinNames(names: readonly string[], familyNames: Paper['familyNames']): string {
  const written = names.map((name) => namedFully(name, familyNames));
  const [only = ''] = written;
  return written.length === 1 && /,|\band\b|&/.test(only) ? `${only};` : written.join('; ');
}

/** `García Márquez, Gabriel` where the last word is not the whole family name. */
const namedFully = (name: string, familyNames: Paper['familyNames']): string =>
  familyNames !== undefined && Object.hasOwn(familyNames, name)
    ? writtenName(partsOfName(name, familyNames))
    : name;

/**
 * What a spreadsheet may take for the beginning of a formula: `= + - @`, also in full width, small or typographic, and
 * behind blanks, control characters or characters without a width (OWASP, CSV injection).
 */
const formula = /^[\s\p{C}]*[=+\-@＝＋－＠﹦﹢﹣﹫−]|^[\t\r\n]/u;

/** RFC 4180; a cell that may be a formula begins with an apostrophe. */
export function toCsv(records: readonly ReturnType<typeof recordOf>[]): Pieces {
  const rows = records.map(({ authors, editors, familyNames, categories, ...rest }) => ({
    ...rest,
    authors: joinNames(authors, familyNames),
    editors: joinNames(editors, familyNames),
    categories: categories.join(' '),
  }));
  const names = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[];
  const cell = (value: string | null) => `"${(value ?? '').replace(formula, "'$&").replaceAll('"', '""')}"`;
  const items = rows.map((row) => names.map((name) => cell(row[name])).join(','));
  return { head: `${names.join(',')}\r\n`, items, separator: '\r\n', tail: '\r\n' };
}
