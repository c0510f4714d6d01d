import { isPreprintDoi } from '../doi.ts';
import type { Paper } from '../paper.ts';
import { lettersOf, shortHash } from '../paper-id.ts';
import { greek } from '../text/latex-symbols.ts';
import { compareAuthors } from './author-names.ts';

/** Letters at the beginning of an abstract that two papers hardly ever share, and that a cut-off abstract still has. */
const abstractLetters = 80;

/** The smallest share of the shorter abstract's words that one abstract keeps when it is cut or edited. */
const minEditedShare = 0.8;

/** The smallest share of all words of two abstracts that one abstract keeps when it is hardly edited. */
const minSameShare = 0.9;

/** The smallest share of the shorter title's words that a retitled paper keeps. */
const minTitleShare = 0.6;

/** Letters of a title that needs no other evidence. Many papers have a shorter one: `Editorial`, `Deep learning`. */
const tellingTitleLetters = 30;

/**
 * The keys by which the forms of a paper are found: two forms of one paper share at least one. At most five, each
 * once. Keys are stored, so a change to them needs a migration.
 */
export function identityKeys({ arxivId, doi, title, abstract }: Paper): readonly string[] {
  const letters = lettersOf(abstract.slice(0, 4 * abstractLetters)).slice(0, abstractLetters);
  const head = titleHead(title);
  return [
    ...new Set([
      ...(arxivId === undefined ? [] : [`arxiv:${arxivId}`]),
      ...(doi === undefined ? [] : [`doi:${doi}`]),
      `title:${shortHash(titleKey(title))}`,
      ...(head === title ? [] : [`title:${shortHash(titleKey(head))}`]),
      ...(letters.length < abstractLetters ? [] : [`abstract:${shortHash(letters)}`]),
    ]),
  ];
}

/**
 * Whether two papers that share a key are the same paper. Symmetric. The first row that fits decides:
 *
 * | what both have              | the same paper if                                                       |
 * |-----------------------------|-------------------------------------------------------------------------|
 * | an arXiv id                 | the ids are equal, whatever the DOI: arXiv gives each submission one id; or it was submitted twice: title, authors and abstract are the same |
 * | the same DOI                | authors and abstracts do not both differ, as papers give a volume's DOI |
 * | the same title              | see `isSameUnderTitle`                                                  |
 * | different authors           | never                                                                   |
 * | one title begins the other  | see `isSameUnderHead`                                                   |
 * | different titles            | see `isRetitled`                                                        |
 */
export function isSamePaper(a: Paper, b: Paper): boolean {
  const authors = compareAuthors(a.authors, b.authors);
  if (a.arxivId !== undefined && b.arxivId !== undefined)
    return a.arxivId === b.arxivId || isSubmittedTwice(a, b, authors);
  if (a.doi !== undefined && a.doi === b.doi)
    return authors !== 'differ' || shareOfShorter(a, b, 1) >= minVersionShare;
  const [titleA, titleB] = [titleKey(a.title), titleKey(b.title)];
  if (titleA === titleB) return isSameUnderTitle(a, b, authors);
  if (authors === 'differ') return false;
  if (titleA === titleKey(titleHead(b.title)) || titleB === titleKey(titleHead(a.title)))
    return isSameUnderHead(a, b, authors);
  return isRetitled(a, b);
}

type Authors = ReturnType<typeof compareAuthors>;

/** Some authors submit a paper to arXiv anew instead of replacing it. */
const isSubmittedTwice = (a: Paper, b: Paper, authors: Authors): boolean =>
  authors === 'agree' &&
  titleKey(a.title) === titleKey(b.title) &&
  (compareAbstracts(a.abstract, b.abstract)?.ofAll ?? 0) >= minSameShare;

/**
 * Nothing may contradict it. Either the authors or the abstracts must agree. If only one of them does, the abstract was rewritten or the names
 * could not be read. If neither is known, a long title is enough.
 */
function isSameUnderTitle(a: Paper, b: Paper, authors: Authors): boolean {
  if (contradicts(a, b)) return shareOfShorter(a, b, 0) >= minVersionShare;
  if (authors === 'agree') return true;
  if (authors === 'differ') return shareOfShorter(a, b, 0) >= minEditedShare;
  const isTelling = titleKey(a.title).length >= tellingTitleLetters || (isTitleAlone(a) && isTitleAlone(b));
  return shareOfShorter(a, b, isTelling ? 1 : 0) >= minVersionShare;
}

/** The most years from a preprint to its publication. */
const maxYearsApart = 5;

/** A preprint and its publication have a DOI each; two publications of one paper do not exist. */
const differInDoi = (a: Paper, b: Paper): boolean =>
  a.doi !== undefined &&
  b.doi !== undefined &&
  a.doi !== b.doi &&
  isPreprintDoi(a.doi) === isPreprintDoi(b.doi);

/**
 * Whether dates or DOIs say that two papers of one title are two: editorials and columns have the same title and author
 * every year. Only abstracts with much in common weigh more.
 */
function contradicts(a: Paper, b: Paper): boolean {
  const [yearA, yearB] = [a, b].map(({ published }) => Number(published?.slice(0, 4) ?? Number.NaN)) as [
    number,
    number,
  ];
  const apart = Math.abs(yearA - yearB);
  if (apart > maxYearsApart || differInDoi(a, b)) return true;
  const isTelling = titleKey(a.title).length >= tellingTitleLetters;
  const isUndescribed = compareAbstracts(a.abstract, b.abstract) === undefined;
  return !isTelling && isUndescribed && apart > 0;
}

/** As in a list of bare titles, which has no other way to name a paper. */
const isTitleAlone = ({ authors = [], abstract }: Paper): boolean => authors.length === 0 && abstract === '';

/**
 * One title is the other without its subtitle: the subtitle was dropped, or the longer title is a sequel by the same
 * people. The abstracts tell which. Where one is missing, a dropped subtitle is far more common, unless the subtitle counts
 * parts or something else tells the two apart.
 */
function isSameUnderHead(a: Paper, b: Paper, authors: Authors): boolean {
  const longer = a.title.length < b.title.length ? b : a;
  if (isPart(longer.title)) return false;
  const share = shareOfShorter(a, b, authors === 'agree' && !contradicts(a, b) ? 1 : 0);
  return share >= minEditedShare;
}

/** `Widgets: II. Gears`, `Widgets - Part 2`: a part of a series, which has its number after the series' title. */
const isPart = (title: string): boolean =>
  /^(?:part\s+|chapter\s+|vol(?:ume|\.)\s+)?(?:\d{1,2}|[ivx]{1,5})(?:[.:)]|\s|$)/i.test(
    title.split(subtitle)[1] ?? '',
  );

/** A later version has another title and nearly the same abstract. So do parts of a series, but their numbers differ. */
function isRetitled(a: Paper, b: Paper): boolean {
  if (differInDoi(a, b) || titleNumbers(a.title) !== titleNumbers(b.title)) return false;
  const [wordsA, wordsB] = [wordSet(a.title), wordSet(b.title)];
  const kept = countShared(wordsA, wordsB) / Math.min(wordsA.size, wordsB.size);
  return kept >= minTitleShare && (compareAbstracts(a.abstract, b.abstract)?.ofAll ?? 0) >= minSameShare;
}

/** @param ifUnknown the result where an abstract is missing or too short to compare */
const shareOfShorter = (a: Paper, b: Paper, ifUnknown: number): number =>
  compareAbstracts(a.abstract, b.abstract)?.ofShorter ?? ifUnknown;

/** Fewer words are too few to tell papers apart. */
const minWords = 12;

/**
 * The smallest share of the shorter abstract's words that versions of one abstract have in common. For pairs of
 * different papers in `seeds/` the share is below 0.4, except for two parts of one series, with 0.52.
 */
const minVersionShare = 0.5;

/**
 * How many words two abstracts have in common, as shares from 0 to 1: of the words of the shorter one (1 where one was cut
 * off), and of all words of both. Undefined where an abstract is missing or has fewer than 12 words.
 */
function compareAbstracts(a: string, b: string) {
  const [wordsA, wordsB] = [wordSet(a), wordSet(b)];
  const shorter = Math.min(wordsA.size, wordsB.size);
  if (shorter < minWords) return undefined;
  const shared = countShared(wordsA, wordsB);
  return { ofShorter: shared / shorter, ofAll: shared / (wordsA.size + wordsB.size - shared) };
}

/** The words of four letters and more: shorter ones are in every text. */
function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []);
}

function countShared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared;
}

const greekLetter = new RegExp(`[${[...new Set(greek.values())].join('')}]`, 'gu');
const names: ReadonlyMap<string, string> = new Map([...greek].map(([name, letter]) => [letter, name]));

/** Between a title and its subtitle: `Mamba: Linear-Time …`, `Attention, Please! A Survey`, `BERT - Pre-training …`. */
const subtitle = /\s*:\s+|[?!.]\s+|\s+[-–—]+\s+|—/u;

/**
 * Equal for the forms of one title, more often than `normalizeTitle`: `α` equals `alpha`, and `&` equals `and`.
 * @param title cleaned, as papers have it
 */
export function titleKey(title: string): string {
  return (lettersOf(title.replace(/&/g, ' and ')) || title)
    .replace(greekLetter, (letter) => names.get(letter) ?? letter)
    .replace(/ß/g, 'ss');
}

/** The part before the subtitle; the whole title where it has none. */
function titleHead(title: string): string {
  const head = title.split(subtitle, 1)[0] ?? '';
  return titleKey(head) === '' ? title : head;
}

const numberPattern = /(?<![\p{L}\p{N}])(?:\d+|i{1,3}|iv|vi{0,3}|ix|xi{0,2})(?![\p{L}\p{N}])/gu;

const romanNumbers: ReadonlyMap<string, string> = new Map(
  ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'].map((roman, i) => [
    roman,
    String(i + 1),
  ]),
);

/** The numbers that are words of their own, in their order: `2 2024` of `Part II, 2024`. Roman ones up to twelve. */
function titleNumbers(title: string): string {
  const found = title.toLowerCase().match(numberPattern) ?? [];
  return found.map((number) => romanNumbers.get(number) ?? number).join(' ');
}
