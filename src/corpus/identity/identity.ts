import type { Paper } from '../paper.ts';
import { lettersOf, shortHash } from '../paper-id.ts';
import { compareAuthors } from './author-names.ts';
import { compareAbstracts, countShared, sameAbstract, wordSet } from './compare-abstracts.ts';
import { titleHead, titleKey, titleNumbers } from './title-key.ts';

/** Letters of an abstract that two papers hardly ever begin with, and that stand before anything is cut off. */
const beginning = 80;

/** From this share of the shorter abstract's words on it is one abstract, cut or edited. */
const oneAbstract = 0.8;

/** From this share of all words on it is one abstract, hardly edited. */
const veryAbstract = 0.9;

/** The share of the shorter title's words that a paper keeps that was given another one. */
const retitled = 0.6;

/** Letters of a title that needs no witness: shorter ones (`Editorial`, `Deep learning`) are given to many papers. */
const tellingTitle = 30;

/** What a paper may be found by: two forms of one paper have at least one of these in common. At most five, each once. */
export function identityKeys(paper: Paper): readonly string[] {
  const letters = lettersOf(paper.abstract.slice(0, 4 * beginning)).slice(0, beginning);
  return [
    ...new Set([
      ...(paper.arxivId === undefined ? [] : [`arxiv:${paper.arxivId}`]),
      ...(paper.doi === undefined ? [] : [`doi:${paper.doi}`]),
      `title:${shortHash(titleKey(paper.title))}`,
      `title:${shortHash(titleKey(titleHead(paper.title)))}`,
      ...(letters.length < beginning ? [] : [`abstract:${shortHash(letters)}`]),
    ]),
  ];
}

/**
 * Whether two papers that share a key are one. Symmetric.
 *
 * Two arXiv ids are two papers, even under one DOI: arXiv gives a second id only to a second submission, while
 * authors write the DOI of a whole volume on each of its papers. For the same reason a DOI says nothing where both
 * the authors and the abstracts are others.
 */
export function isSamePaper(a: Paper, b: Paper): boolean {
  if (a.arxivId !== undefined && b.arxivId !== undefined) return a.arxivId === b.arxivId;
  const authors = compareAuthors(a.authors, b.authors);
  if (a.doi !== undefined && a.doi === b.doi)
    return authors !== 'differ' || shareOfShorter(a, b, 1) >= sameAbstract;
  const [titleA, titleB] = [titleKey(a.title), titleKey(b.title)];
  if (titleA === titleB) return isSameUnderTitle(a, b, authors);
  if (authors === 'differ') return false;
  if (titleA === titleKey(titleHead(b.title)) || titleB === titleKey(titleHead(a.title)))
    return isSameUnderHead(a, b, authors);
  return isRetitled(a, b);
}

type Authors = ReturnType<typeof compareAuthors>;

/**
 * One witness that agrees is enough. Where the other one speaks against it, that is a rewritten abstract, or names
 * that could not be read; without any witness a long title stands for itself.
 */
function isSameUnderTitle(a: Paper, b: Paper, authors: Authors): boolean {
  if (authors === 'agree') return true;
  if (authors === 'differ') return shareOfShorter(a, b, 0) >= oneAbstract;
  const isTelling = titleKey(a.title).length >= tellingTitle || (isTitleAlone(a) && isTitleAlone(b));
  return shareOfShorter(a, b, isTelling ? 1 : 0) >= sameAbstract;
}

/** A list that gives nothing but titles has no other way to name a paper. */
const isTitleAlone = ({ authors = [], abstract }: Paper): boolean => authors.length === 0 && abstract === '';

/**
 * One title is the beginning of the other: a subtitle was dropped, or it is a sequel by the same people. An abstract
 * tells which; where there is none a dropped subtitle is by far the more common.
 */
function isSameUnderHead(a: Paper, b: Paper, authors: Authors): boolean {
  if (authors === 'agree') return shareOfShorter(a, b, 1) >= sameAbstract;
  return shareOfShorter(a, b, 0) >= oneAbstract;
}

/** A later version has another title, but says the same. Parts of a series say nearly the same: their numbers differ. */
function isRetitled(a: Paper, b: Paper): boolean {
  if (titleNumbers(a.title) !== titleNumbers(b.title)) return false;
  const [wordsA, wordsB] = [wordSet(a.title), wordSet(b.title)];
  const kept = countShared(wordsA, wordsB) / Math.min(wordsA.size, wordsB.size);
  return kept >= retitled && (compareAbstracts(a.abstract, b.abstract)?.ofAll ?? 0) >= veryAbstract;
}

const shareOfShorter = (a: Paper, b: Paper, untold: number): number =>
  compareAbstracts(a.abstract, b.abstract)?.ofShorter ?? untold;
