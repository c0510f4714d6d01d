import { compareAuthors } from './author-names.ts';
import { sharedWords } from './merge-papers.ts';
import type { Paper } from './paper.ts';
import { normalizeTitle, shortHash } from './paper-id.ts';
import { titleHead, titleKey, titleNumbers } from './title-key.ts';

/** Letters of an abstract that two papers hardly ever begin with, and that stand before anything is cut off. */
const BEGINNING = 80;

/** Above this share of common words it is one abstract, edited (see `merge-papers.ts` for the measure). */
const ONE_ABSTRACT = 0.8;

/** Below, two abstracts are about different things. */
const OTHER_ABSTRACT = 0.5;

/** Letters of a title that needs no witness: shorter ones (`Editorial`, `Deep learning`) are given to many papers. */
const TELLING_TITLE = 40;

/** What a paper may be found by: two forms of one paper have at least one of them in common. Each once, bounded. */
export function identityKeys(paper: Paper): readonly string[] {
  const letters = normalizeTitle(paper.abstract.slice(0, 4 * BEGINNING)).slice(0, BEGINNING);
  return [
    ...new Set([
      ...(paper.arxivId === undefined ? [] : [`arxiv:${paper.arxivId}`]),
      ...(paper.doi === undefined ? [] : [`doi:${paper.doi}`]),
      `title:${shortHash(titleKey(paper.title))}`,
      `title:${shortHash(titleKey(titleHead(paper.title)))}`,
      ...(letters.length < BEGINNING ? [] : [`abstract:${shortHash(letters)}`]),
    ]),
  ];
}

/**
 * Whether two papers that share a key are one. Symmetric.
 *
 * Two arXiv ids are two papers, even under one DOI: arXiv gives a second id only to a second submission, while
 * authors write the DOI of a whole volume on each of its papers. So a shared DOI also needs that not everything else
 * speaks against it.
 */
export function isSamePaper(a: Paper, b: Paper): boolean {
  if (a.arxivId !== undefined && b.arxivId !== undefined) return a.arxivId === b.arxivId;
  const witness = {
    authors: compareAuthors(a.authors, b.authors),
    abstract: sharedWords(a.abstract, b.abstract),
  };
  const sameDoi = a.doi !== undefined && a.doi === b.doi;
  if (sameDoi) return witness.authors !== 'differ' || (witness.abstract ?? 1) >= OTHER_ABSTRACT;
  return titlesAgree(a, b, witness);
}

interface Witness {
  readonly authors: 'agree' | 'differ' | 'unknown';
  /** Undefined where one is missing. */
  readonly abstract: number | undefined;
}

function titlesAgree(a: Paper, b: Paper, witness: Witness): boolean {
  const [titleA, titleB] = [titleKey(a.title), titleKey(b.title)];
  if (titleA === titleB) return sameTitle(titleA, witness);
  const subtitleDropped = titleA === titleKey(titleHead(b.title)) || titleB === titleKey(titleHead(a.title));
  if (subtitleDropped) return sameHead(witness);
  return titleNumbers(a.title) === titleNumbers(b.title) && otherTitle(witness);
}

function sameTitle(title: string, { authors, abstract }: Witness): boolean {
  if (authors === 'differ') return abstract !== undefined && abstract >= ONE_ABSTRACT;
  if (authors === 'agree') return true;
  return abstract === undefined ? title.length >= TELLING_TITLE : abstract >= OTHER_ABSTRACT;
}

/** One of the titles may be another paper's of the same people: `X`, and `X: the sequel`. */
function sameHead({ authors, abstract }: Witness): boolean {
  if (abstract === undefined) return authors === 'agree';
  return abstract >= (authors === 'agree' ? OTHER_ABSTRACT : ONE_ABSTRACT) && authors !== 'differ';
}

/** A paper that was given another title. */
function otherTitle({ authors, abstract = 0 }: Witness): boolean {
  return authors !== 'differ' && abstract >= ONE_ABSTRACT;
}
