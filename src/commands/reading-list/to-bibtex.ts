import { authorList, paperAddress } from '../../corpus/describe-paper.ts';
import { foldName } from '../../corpus/names/fold-name.ts';
import { partsOfName, type SplitName, writtenName } from '../../corpus/names/split-name.ts';
import type { Paper, PublicationDetail } from '../../corpus/paper.ts';
import { months } from '../../corpus/published-date.ts';
import { kindOfWork } from '../../corpus/work-types.ts';
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
  const type = kindOfWork(paper);
  const eprint = verbatim(arxivId);
  const month = months[Number(published.slice(5, 7)) - 1];
  const detail = (name: PublicationDetail) => braced(escapeTex(publication?.[name] ?? ''));
  // BibLaTeX takes these for lists, and splits them at “and”.
  const listed = (name: PublicationDetail) => detail(name)?.replace(/ and /g, ' {and} ');
  const venue = venueField[type] ?? 'howpublished';
  const fields: [string, string | undefined][] = [
    ['title', braced(`{${texOf(paper, 'title')}}`)],
    ['author', authorsOf(paper)],
    ['editor', nameList(publication?.editors ?? [], paper)],
    ['year', braced(published.slice(0, 4))],
    ['month', month],
    ['day', braced(published.slice(8).replace(/^0/, ''))],
    [venue, /^(?:school|institution|organization)$/.test(venue) ? listed('venue') : detail('venue')],
    ['volume', detail('volume')],
    ['number', detail('number')],
    ['series', detail('series')],
    ['edition', detail('edition')],
    ['pages', detail('pages')?.replace(/–/g, '--')],
    ['publisher', listed('publisher')],
    ['address', listed('address')],
    ['isbn', detail('isbn')],
    ['issn', detail('issn')],
    ['eprint', braced(eprint)],
    ['archiveprefix', braced(eprint && 'arXiv')],
    ['primaryclass', braced(eprint && categories?.[0])],
    ['doi', braced(verbatim(doi))],
    ['url', braced(paperAddress(paper)?.replace(/[{}\\\s\p{Cc}]/gu, encodeURIComponent))],
    ['abstract', braced(texOf(paper, 'abstract'))],
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
  manual: 'organization',
  online: 'organization',
  proceedings: 'organization',
};

const braced = (value: string | undefined): string | undefined =>
  value === undefined || value === '' ? undefined : `{${value}}`;

/** `tseng2024quip`: family name, year and first telling word, as Google Scholar makes keys. */
function keyOf({ authors, publication, familyNames, organization, published = '', title }: Paper): string {
  const first = (authors ?? publication?.editors)?.[0] ?? organization?.name ?? '';
  const { given, family } = partsOfName(first, familyNames);
  const words = tokenize(title).map(({ surface }) => surface);
  const word = words.find((each) => each.length > 1 && !stopWords.has(each)) ?? words[0] ?? '';
  const [name, subject] = [given === '' ? family : (family.split(' ').at(-1) ?? ''), word].map(plainKey);
  return `${name || 'anonymous'}${published.slice(0, 4)}${subject}` || 'paper';
}

/** Letters and digits that every BibTeX reads, at most 30. */
const plainKey = (text: string): string =>
  foldName(text)
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 30);

function authorsOf(paper: Paper): string | undefined {
  const { organization } = paper;
  const names = nameList(authorList(paper), paper);
  return names ?? (organization && `{{${escapeTex(organization.name)}}}`);
}

/** Names that BibTeX reads back as they are meant: with commas all of them, if one name needs its comma. */
function nameList(names: readonly string[], { familyNames }: Paper): string | undefined {
  const parts = names.map((name) => partsOfName(name, familyNames));
  const arePlain = parts.every(isPlainName);
  return braced(parts.map((name) => texName(name, arePlain)).join(' and '));
}

/** BibTeX takes the last word, and words in lower case before it, for the family name. */
const isPlainName = ({ given, family, suffix }: SplitName): boolean =>
  given === '' ||
  (suffix === '' &&
    /^(?:\p{Ll}\S*\s)*[^\s\p{Ll}]\S*$/u.test(family) &&
    !/(?:^|[\s-])\p{Ll}/u.test(given) &&
    !/[,{}]/.test(given + family));

/** BibTeX splits a text at `and`, so names of organisations are in braces; with commas, a name is `family, suffix, given`. */
function texName({ given, family, suffix }: SplitName, isPlain: boolean): string {
  const escaped = { given: escapeTex(given), family: escapeTex(family), suffix: escapeTex(suffix) };
  return isPlain && given !== '' ? `${escaped.given} ${escaped.family}` : writtenName(escaped);
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

/** The text, in its own LaTeX where that has a formula and can be put between braces as it is. */
function texOf(paper: Paper, field: 'title' | 'abstract'): string {
  const raw = paper.raw?.[field];
  return raw !== undefined && isFormulaText(raw) ? raw.replace(/\s+/g, ' ') : escapeTex(paper[field]);
}

/** Whether formulas and braces are whole, and outside of formulas nothing but text is left. */
function isFormulaText(raw: string): boolean {
  const outside = raw.replace(/\$[^$]*\$/g, '');
  return outside !== raw && !/[\\{}&%$#_~^]/.test(outside) && isBalanced(raw) && !/[%#&]/.test(raw);
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
