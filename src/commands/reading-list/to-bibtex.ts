import { paperAddress } from '../../corpus/describe-paper.ts';
import { foldName } from '../../corpus/names/fold-name.ts';
import { isCorporate, isNamePart, splitName } from '../../corpus/names/split-name.ts';
import type { Paper } from '../../corpus/paper.ts';
import { months } from '../../corpus/published-date.ts';
import { stopWords, tokenize } from '../../search/words/tokens.ts';

/** The papers as BibTeX entries, in arXiv's own form where they are there. Keys are unique among them. */
export function toBibtex(papers: readonly Paper[]): string[] {
  const taken = new Map<string, number>();
  return papers.map((paper) => {
    const key = keyOf(paper);
    const before = taken.get(key) ?? 0;
    taken.set(key, before + 1);
    return toEntry(paper, before === 0 ? key : `${key}-${before + 1}`);
  });
}

function toEntry(paper: Paper, key: string): string {
  const { published = '', arxivId, doi, categories, publication } = paper;
  const type = publication?.type ?? (doi === undefined ? 'misc' : 'article');
  const eprint = verbatim(arxivId);
  const month = months[Number(published.slice(5, 7)) - 1];
  const fields: [string, string | undefined][] = [
    ['title', braced(`{${escapeTex(paper.title)}}`)],
    ['author', authorsOf(paper)],
    ['year', braced(published.slice(0, 4))],
    ['month', month],
    [venueField[type] ?? 'howpublished', braced(publication && escapeTex(publication.venue ?? ''))],
    ['volume', braced(publication && escapeTex(publication.volume ?? ''))],
    ['number', braced(publication && escapeTex(publication.number ?? ''))],
    ['pages', braced(publication && escapeTex(publication.pages ?? '').replace('–', '--'))],
    ['publisher', braced(publication && escapeTex(publication.publisher ?? ''))],
    ['eprint', braced(eprint)],
    ['archiveprefix', braced(eprint && 'arXiv')],
    ['primaryclass', braced(eprint && categories?.[0])],
    ['doi', braced(verbatim(doi))],
    ['url', braced(paperAddress(paper)?.replace(/[{}\\\s\p{Cc}]/gu, encodeURIComponent))],
  ];
  const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} = ${value}`]));
  return `@${type}{${key},\n${lines.join(',\n')}\n}`;
}

/** The field that names where a kind of work appeared. */
const venueField: Readonly<Record<string, string>> = {
  article: 'journal',
  inproceedings: 'booktitle',
  conference: 'booktitle',
  incollection: 'booktitle',
  inbook: 'booktitle',
  phdthesis: 'school',
  mastersthesis: 'school',
  techreport: 'institution',
};

const braced = (value: string | undefined): string | undefined =>
  value === undefined || value === '' ? undefined : `{${value}}`;

/** `tseng2024quip`: family name, year and first telling word, as Google Scholar makes keys. */
function keyOf({ authors = [], organization, published = '', title }: Paper): string {
  const first = authors[0] ?? organization?.name ?? '';
  const family = isCorporate(first) ? first : (splitName(first).family.split(' ').at(-1) ?? '');
  const words = tokenize(title).map(({ surface }) => surface);
  const word = words.find((each) => each.length > 1 && !stopWords.has(each)) ?? words[0] ?? '';
  const [name, subject] = [family, word].map(plainKey);
  return `${name || 'anonymous'}${published.slice(0, 4)}${subject}` || 'paper';
}

/** Letters and digits that every BibTeX reads, at most 30. */
const plainKey = (text: string): string =>
  foldName(text)
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 30);

function authorsOf({ authors = [], authorCount = 0, organization }: Paper): string | undefined {
  if (authors.length === 0) return organization && `{{${escapeTex(organization.name)}}}`;
  const isCut = authorCount > authors.length;
  return `{${[...authors.map(authorName), ...(isCut ? ['others'] : [])].join(' and ')}}`;
}

/**
 * A name that BibTeX reads back as it is meant. It takes the last word for the family name and splits a text at `and`, so
 * names of organisations are in braces, and a name with a suffix or a family name of two words is written as
 * `family, suffix, given`.
 */
function authorName(name: string): string {
  if (isCorporate(name)) return `{${escapeTex(name)}}`;
  const { given, family, suffix } = splitName(name);
  const isPlain = suffix === '' && !family.split(' ').slice(0, -1).some(isNamePart);
  if (isPlain || given === '') return escapeTex(name);
  return [family, suffix, given]
    .filter((part) => part !== '')
    .map(escapeTex)
    .join(', ');
}

/** Characters that mean something to TeX. Replaced in one pass, so that no escape is escaped again. */
const texEscapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** BibTeX counts braces, escaped ones too, and a field ends at the brace that closes the first one. */
const loneBraces: Readonly<Record<string, string>> = { '{': '\\textbraceleft{}', '}': '\\textbraceright{}' };

function escapeTex(text: string): string {
  const braces = isBalanced(text) ? {} : loneBraces;
  return text.replace(
    /[\\{}&%$#_~^]/g,
    (character) => braces[character] ?? texEscapes[character] ?? character,
  );
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const brace of text.match(/[{}]/g) ?? []) {
    depth += brace === '{' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** An id, which BibTeX styles print as it is: left out if it has signs that would end the field or mean something to TeX. */
const verbatim = (id: string | undefined): string | undefined =>
  id === undefined || /[{}\\%#$&^~\s\p{C}]/u.test(id) ? undefined : id;
