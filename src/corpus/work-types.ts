import { isPreprintDoi } from './doi.ts';
import type { Paper } from './paper.ts';

/** How each format calls a kind of work. */
interface WorkType {
  /** BibTeX's kind, as it is kept. */
  readonly kind: string;
  readonly ris: string;
  readonly csl: string;
  /** Zotero's item type. */
  readonly zotero: string;
}

/**
 * BibTeX's kinds of work and their names elsewhere. Where a format has one name for several kinds, the first one is read back.
 * @see https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
 * @see https://www.zotero.org/support/kb/item_types_and_fields
 */
const workTypes: readonly WorkType[] = (
  [
    ['article', 'JOUR', 'article-journal', 'journalArticle'],
    ['inproceedings', 'CPAPER', 'paper-conference', 'conferencePaper'],
    ['incollection', 'CHAP', 'chapter', 'bookSection'],
    ['inbook', 'CHAP', 'chapter', 'bookSection'],
    ['book', 'BOOK', 'book', 'book'],
    // Many tools write RIS’s CONF for a paper of a conference.
    ['proceedings', 'BOOK', 'book', 'book'],
    ['collection', 'EDBOOK', 'book', 'book'],
    ['phdthesis', 'THES', 'thesis', 'thesis'],
    ['mastersthesis', 'THES', 'thesis', 'thesis'],
    ['techreport', 'RPRT', 'report', 'report'],
    ['manual', 'RPRT', 'report', 'report'],
    ['misc', 'GEN', 'document', 'document'],
    ['booklet', 'PAMP', 'pamphlet', 'document'],
    ['unpublished', 'UNPB', 'manuscript', 'manuscript'],
    ['online', 'ELEC', 'webpage', 'webpage'],
    ['patent', 'PAT', 'patent', 'patent'],
    ['software', 'COMP', 'software', 'computerProgram'],
    ['dataset', 'DATA', 'dataset', 'dataset'],
    ['standard', 'STAND', 'standard', 'standard'],
  ] as const
).map(([kind, ris, csl, zotero]) => ({ kind, ris, csl, zotero }));

/** Other kinds of BibLaTeX and of older styles. */
const synonyms: Readonly<Record<string, string>> = {
  thesis: 'phdthesis',
  report: 'techreport',
  conference: 'inproceedings',
  mvbook: 'book',
  mvcollection: 'collection',
  mvproceedings: 'proceedings',
  reference: 'collection',
  mvreference: 'collection',
  inreference: 'incollection',
  bookinbook: 'incollection',
  suppbook: 'incollection',
  suppcollection: 'incollection',
  periodical: 'book',
  suppperiodical: 'article',
  electronic: 'online',
  www: 'online',
};

const typeOf = (kind: string): WorkType | undefined =>
  workTypes.find((type) => type.kind === (synonyms[kind] ?? kind));

/** A kind of work as other formats call it: `misc` where the kind is not known. @param kind as BibTeX and BibLaTeX have it */
export const namesOfType = (kind: string): WorkType =>
  typeOf(kind) ?? { kind: 'misc', ris: 'GEN', csl: 'document', zotero: 'document' };

/** BibTeX's kind of a paper: what its source says, or else an article where it has a publisher's DOI. */
export const kindOfWork = ({ publication, doi }: Paper): string =>
  publication?.type ?? (doi === undefined || isPreprintDoi(doi) ? 'misc' : 'article');

/** Names that people, databases and spreadsheets give to kinds of work. */
const spoken: readonly (readonly [kind: string, names: RegExp])[] = [
  ['inproceedings', /^(?:conf|conference ?paper|(?:conference )?proceedings?(?: paper)?)$/i],
  ['incollection', /^(?:book ?(?:section|chapter)|entry-\w+|encyclopedia ?article)$/i],
  ['book', /^(?:edbook|edited ?book|monograph)$/i],
  ['phdthesis', /^(?:thesis|dissertation|ph\.?d\.? ?thesis|doctoral (?:thesis|dissertation))$/i],
  ['mastersthesis', /^(?:master['’]?s? ?(?:thesis)?|diploma thesis)$/i],
  ['techreport', /^(?:technical ?report|government document)$/i],
  ['article', /^(?:ejour|mgzn|article(?:-\w+)?|review(?: article)?|research article|journal ?article)$/i],
  ['online', /^(?:web ?page|blog ?post|post(?:-weblog)?|website|blog)$/i],
];

/** BibTeX's kind for a kind of work as any format calls it; `misc` for a preprint, and for names that are not known. */
export function workType(name: string): string {
  const plain = name.trim();
  const lower = plain.toLowerCase();
  if (/^(?:thesis|report)$/.test(lower)) return synonyms[lower] ?? lower;
  if (typeOf(lower) !== undefined) return lower;
  const coded = workTypes.find(({ ris, csl, zotero }) =>
    [ris, csl, zotero].some((each) => each.toLowerCase() === lower),
  );
  return coded?.kind ?? spoken.find(([, names]) => names.test(plain))?.[0] ?? 'misc';
}

/** `Master’s thesis` is told from a doctoral one by a word beside its type. Undefined for other kinds. */
export const thesisName = (kind: string): string | undefined =>
  ({ phdthesis: 'PhD thesis', mastersthesis: "Master's thesis" })[kind];

/** A thesis by the words that say which. @param words of RIS’s M3, CSL’s genre, Zotero’s type */
export const thesisKind = (kind: string, words: string | undefined): string =>
  kind === 'phdthesis' && words !== undefined && /\b(?:master|bachelor|diplom|m\.? ?sc|magister)/i.test(words)
    ? 'mastersthesis'
    : kind;

/** What tools write of a preprint where a journal or its volume goes: arXiv's name, DBLP's name for it, `abs/2001.00012`. */
export const isArxivName = (text: string): boolean => /\barxiv\b|^corr$|^abs\//i.test(text);
