import { readArxivId } from '../../../src/corpus/arxiv-id.ts';
import { fullDate } from '../../../src/corpus/published-date.ts';
import type { RecordFields } from '../../../src/corpus/record.ts';
import { defined } from '../../../src/defined.ts';
import { openBraces } from './open-braces.ts';
import { splitAuthors } from './split-authors.ts';

type Fields = ReadonlyMap<string, string>;

/** What an entry of BibTeX or BibLaTeX says of a paper. Total. */
export function bibtexFields(fields: Fields, source: string): RecordFields {
  const say = (...names: readonly string[]) => names.map((name) => fields.get(name)?.trim()).find(Boolean);
  const title = [say('title'), say('subtitle')].filter((part) => part !== undefined).join(': ');
  const arxivId = arxivIdOf(fields);
  const doi = say('doi');
  const url = say('url') ?? addressIn(say('howpublished', 'note') ?? '');
  const published = dateOf(fields);
  return {
    source,
    edition: { by: 'import' },
    isNew: true,
    title: say('title') === undefined ? '' : openBraces(title),
    abstract: openBraces(say('abstract') ?? ''),
    authors: splitAuthors(say('author') ?? '').map(openBraces),
    categories: say('primaryclass', 'eprintclass')?.split(/[\s,]+/) ?? [],
    ...defined({ arxivId, doi, url, published }),
  };
}

/** An eprint of another archive is no id of arXiv; the others name arXiv in the journal or in a note. */
function arxivIdOf(fields: Fields): string | undefined {
  const archive = fields.get('archiveprefix') ?? fields.get('eprinttype') ?? 'arxiv';
  const eprint = /^\s*arxiv\s*$/i.test(archive) ? (fields.get('eprint') ?? '') : '';
  const named = ['journal', 'note', 'howpublished', 'volume', 'number'].flatMap(
    (name) => /\barXiv:\s{0,3}([\w.-]{1,30}(?:\/\d{7})?)/i.exec(fields.get(name) ?? '')?.[1] ?? [],
  );
  return [eprint, ...named].find((text) => readArxivId(text) !== undefined);
}

const addressIn = (text: string): string | undefined => /https?:\/\/[^\s{}\\]{1,2000}/i.exec(text)?.[0];

/** A year, or a year and a month, are no date: none is made up. */
function dateOf(fields: Fields): string | undefined {
  const date = fields.get('date')?.trim() ?? '';
  if (/^\d{4}-\d{2}-\d{2}/.test(date)) return date.slice(0, 10);
  const month = fields.get('month') ?? '';
  // `may # "~28"`, `"28~" # may`
  const word = /[a-z]{3,}/i.exec(month)?.[0];
  const day = fields.get('day') ?? (word === undefined ? undefined : /\d{1,2}/.exec(month)?.[0]);
  return fullDate(fields.get('year'), word ?? month, day);
}
