import { readArxivId } from '../../../src/corpus/arxiv-id.ts';
import { monthOf, readLooseDate } from '../../../src/corpus/loose-date.ts';
import { readKeyedName, splitAuthors, splitCommas, splitNames } from '../../../src/corpus/names/name-list.ts';
import type { Publication } from '../../../src/corpus/paper.ts';
import { fullDate, partialDate } from '../../../src/corpus/published-date.ts';
import type { RecordFields } from '../../../src/corpus/record.ts';
import { findArxivIds } from '../../../src/corpus/reference/find-ids.ts';
import { isArxivName, thesisKind } from '../../../src/corpus/work-types.ts';
import { defined } from '../../../src/defined.ts';
import type { GivenFields } from './remarks.ts';

type Fields = ReadonlyMap<string, string>;

/** What an entry of BibTeX or BibLaTeX says about a paper. Never throws. */
export function bibtexFields(fields: Fields, source: string, kind: string): RecordFields {
  const say = (...names: readonly string[]) => names.map((name) => fields.get(name)?.trim()).find(Boolean);
  const title = [say('title'), say('subtitle')].filter((part) => part !== undefined).join(': ');
  const arxivId = arxivIdOf(fields);
  const plain = (...names: readonly string[]) =>
    names.map((name) => readVerbatim(fields.get(name) ?? '')).find(Boolean);
  const doi = plain('doi');
  const url = addressIn(fields.get('url') ?? '') ?? addressIn(say('howpublished', 'note', 'ee') ?? '');
  const published = dateOf(fields);
  return {
    source,
    edition: { by: 'import' },
    isNew: true,
    title: say('title') === undefined ? '' : openBraces(title),
    abstract: openBraces(say('abstract') ?? ''),
    authors: namesIn(say('author') ?? ''),
    categories: say('primaryclass', 'eprintclass')?.split(/[\s,]+/) ?? [],
    publication: publicationOf(fields, kind),
    ...defined({ arxivId, doi, url, published }),
  };
}

/** What an entry says in the fields that are read. An eprint is one of them where the entry names arXiv. */
export function bibtexGiven(fields: Fields): GivenFields {
  const archive = fields.get('archiveprefix') ?? fields.get('eprinttype') ?? '';
  return {
    authors: fields.get('author'),
    date: fields.get('date') ?? fields.get('year'),
    month: fields.get('month'),
    DOI: fields.get('doi'),
    address: fields.get('url'),
    abstract: fields.get('abstract'),
    'arXiv id': /arxiv/i.test(archive) ? fields.get('eprint') : undefined,
  };
}

/** The fields that name where each kind of work appeared; a preprint's journal is only arXiv's name. */
function publicationOf(fields: Fields, kind: string): Publication {
  const say = (...names: readonly string[]) => {
    const text = names.map((name) => fields.get(name)?.trim()).find(Boolean);
    return text === undefined || isArxivName(text)
      ? undefined
      : openBraces(text).replace(/(?<=\d)--(?=\d)/g, '–');
  };
  const editors = namesIn(fields.get('editor') ?? '');
  return {
    type: kindOf(kind, fields.get('type')),
    ...(editors.length > 0 && { editors }),
    ...defined({
      venue: say(...venueFields),
      volume: say('volume'),
      number: say('number', 'issue'),
      pages: say('pages'),
      publisher: say('publisher'),
      series: say('series'),
      edition: say('edition'),
      address: say('address', 'location'),
      isbn: say('isbn'),
      issn: say('issn'),
    }),
  };
}

const venueFields = 'journal journaltitle booktitle school institution organization howpublished'.split(' ');

/** BibLaTeX tells theses apart by a field, where BibTeX has two kinds. */
function kindOf(kind: string, type: string | undefined): string {
  if (kind === 'report') return 'techreport';
  return kind === 'thesis' ? thesisKind('phdthesis', type?.replace(/^mathesis$/i, 'master')) : kind;
}

/** Names in BibTeX's own style, or in any other. */
function namesIn(text: string): readonly string[] {
  const names = splitAuthors(text);
  const keyed = names.map((name) => readKeyedName(name));
  if (keyed.some((name) => name !== undefined)) return names.map((name, i) => keyed[i] ?? name);
  if (names.length === 1 && /^[^,;&|]+,[^,;&|]+$/.test(text)) return names;
  const isOwn = names.length > 1 && !/[;&]/.test(text);
  return isOwn ? splitCommas(names) : splitNames(text);
}

/** Fields in which tools write an id of arXiv besides the eprint, with its name or an address before it. */
const idFields =
  'arxivid arxiv url ee note annote howpublished number eid pages doi publisher type series institution'.split(
    ' ',
  );

/** Names of arXiv: DBLP calls it CoRR, and its first address was xxx.lanl.gov. */
const arxivName = /arxiv|\bcorr\b|xxx\.lanl|\babs\/|e-?prints?\b/i;

/** An eprint of another archive is not an arXiv id. */
function arxivIdOf(fields: Fields): string | undefined {
  const say = (name: string) => readVerbatim(fields.get(name) ?? '');
  const archive = say('archiveprefix') || say('eprinttype') || 'arxiv';
  const eprint = /arxiv/i.test(archive) ? say('eprint') : '';
  const subject = /^\d{7}(?:v\d+)?$/.test(eprint)
    ? `${say('primaryclass') || say('eprintclass')}/${eprint}`
    : eprint;
  if (readArxivId(subject) !== undefined) return subject;
  const journal = `${say('journal') || say('journaltitle')} ${say('volume')} ${say('number')}`;
  const named = [
    journal,
    ...idFields.map((name) => (/^arxiv/.test(name) ? `arXiv:${say(name)}` : say(name))),
  ];
  const texts = [subject, ...named.filter((text) => arxivName.test(text))];
  return texts.flatMap((text) => findArxivIds(text.replace(/\(.*?\)/g, ' $& ')).ids)[0];
}

const addressIn = (text: string): string | undefined =>
  /(?:https?:\/\/|\barxiv\.org\/)[^\s{}\\]{1,2000}/i
    .exec(readVerbatim(text))?.[0]
    .replace(/[;,]$/, '')
    .replace(/^arxiv/i, 'https://arxiv');

/** Commands that stand for a sign in addresses and ids. */
const signs: Readonly<Record<string, string>> = {
  textunderscore: '_',
  textasciitilde: '~',
  sim: '~',
  slash: '/',
  textless: '<',
  textgreater: '>',
  backslash: '',
};

/** A field that is no prose, as a DOI or an address, without the LaTeX in which some tools write it: `{10.1007/a\_13}`. */
function readVerbatim(text: string): string {
  return text
    .replace(/\\href\s*\{([^{}]*)\}\s*\{[^{}]*\}/g, '$1')
    .replace(/\\~\{\}/g, '~')
    .replace(/\\([A-Za-z]+)\s?(?:\{\})?/g, (_whole, name: string) => signs[name] ?? '')
    .replace(/\\([^A-Za-z])/g, '$1')
    .replace(/[{}$]/g, '')
    .trim();
}

/** Of a date that lacks its day or month, what is known. No day is made up. */
function dateOf(fields: Fields): string | undefined {
  const date = fields.get('date')?.trim() ?? '';
  if (date !== '')
    return readLooseDate(
      date.replace(/[~?%]|\/.*$/g, (sign) => (/^\/\d{1,2}(?:\/|$)/.test(sign) ? sign : '')),
    );
  const [year, month] = [readVerbatim(fields.get('year') ?? ''), fields.get('month') ?? ''];
  const number = /(?<!\d)((?:1[5-9]|20)\d{2})(?!\d)/.exec(year)?.[1];
  if (number === undefined) return undefined;
  // `may # "~28"`, `"28~" # may`
  const word = /\p{L}{3,}/u.exec(month)?.[0];
  const known = monthOf(word ?? month);
  const day = fields.get('day') ?? (word === undefined ? undefined : /\d{1,2}/.exec(month)?.[0]);
  return fullDate(number, String(known ?? ''), day) ?? partialDate(number, String(known ?? ''));
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
function openBraces(given: string): string {
  // A tie is a blank that does not break.
  const text = given.replace(/(?<!\\)~/g, ' ');
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
