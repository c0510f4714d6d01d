import { readArxivId } from '../../../src/corpus/arxiv-id.ts';
import { fullDate } from '../../../src/corpus/published-date.ts';
import type { RecordFields } from '../../../src/corpus/record.ts';
import { defined } from '../../../src/defined.ts';

type Fields = ReadonlyMap<string, string>;

/** What an entry of BibTeX or BibLaTeX says about a paper. Never throws. */
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

/** An eprint of another archive is not an arXiv id. Entries without an eprint name arXiv in the journal or in a note. */
function arxivIdOf(fields: Fields): string | undefined {
  const archive = fields.get('archiveprefix') ?? fields.get('eprinttype') ?? 'arxiv';
  const eprint = /^\s*arxiv\s*$/i.test(archive) ? (fields.get('eprint') ?? '') : '';
  const named = ['journal', 'note', 'howpublished', 'volume', 'number'].flatMap(
    (name) => /\barXiv:\s{0,3}([\w.-]{1,30}(?:\/\d{7})?)/i.exec(fields.get(name) ?? '')?.[1] ?? [],
  );
  return [eprint, ...named].find((text) => readArxivId(text) !== undefined);
}

const addressIn = (text: string): string | undefined => /https?:\/\/[^\s{}\\]{1,2000}/i.exec(text)?.[0];

/** A year, or a year and a month, are not a date, and no day is made up. */
function dateOf(fields: Fields): string | undefined {
  const date = fields.get('date')?.trim() ?? '';
  if (/^\d{4}-\d{2}-\d{2}/.test(date)) return date.slice(0, 10);
  const month = fields.get('month') ?? '';
  // `may # "~28"`, `"28~" # may`
  const word = /[a-z]{3,}/i.exec(month)?.[0];
  const day = fields.get('day') ?? (word === undefined ? undefined : /\d{1,2}/.exec(month)?.[0]);
  return fullDate(fields.get('year'), word ?? month, day);
}

/** What a group can belong to: a command, an accent or an index before it. */
const belongs = /(?:\\(?:[A-Za-z]{1,30}\*?|[^A-Za-z])|[\^_])$/;

/** In characters, more than the longest of these. */
const lookBack = 40;

/**
 * Removes the braces that only keep BibTeX from changing case: `{BERT} for {Deep{L}}`. Keeps those that mean something to
 * LaTeX: in formulas, around commands, and after commands, accents and other groups of a command. Never throws; takes
 * linear time.
 */
function openBraces(text: string): string {
  /** Whether each open brace stays. */
  const open: boolean[] = [];
  let isFormula = false;
  /** The position after the last closing brace that stays. */
  let closed = -1;
  const stays = (at: number) =>
    isFormula ||
    closed === at ||
    text[at + 1] === '\\' ||
    belongs.test(text.slice(Math.max(0, at - lookBack), at));
  return text.replace(/\\.?|[{}$]/gs, (sign, at: number) => {
    if (sign === '$') isFormula = !isFormula;
    if (sign === '{') open.push(stays(at));
    if (sign === '{') return open.at(-1) ? sign : '';
    if (sign !== '}') return sign;
    if (open.pop() === false) return '';
    closed = at + 1;
    return sign;
  });
}

/** Splits names as BibTeX lists them, joined by `and`. One in braces, `{Research and Development}`, is one name. Never throws, in linear time. */
export function splitAuthors(list: string): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: found, index } of list.matchAll(/[{}]|(?<!\s)\s+and(?=\s)/gi)) {
    if (found === '{') depth += 1;
    else if (found === '}') depth = Math.max(0, depth - 1);
    else if (depth === 0) {
      names.push(list.slice(start, index));
      start = index + found.length;
    }
  }
  return trimmed([...names, list.slice(start)]);
}

/** Names without blanks around them, and without empty ones. */
export const trimmed = (names: readonly string[]): readonly string[] =>
  names.map((name) => name.trim()).filter((name) => name !== '');
