import { paperAddress } from '../../corpus/describe-paper.ts';
import { isCorporate, splitName } from '../../corpus/names/split-name.ts';
import type { Paper } from '../../corpus/paper.ts';
import { defined } from '../../defined.ts';

/** CSL's types by BibTeX's. */
const types: Readonly<Record<string, string>> = {
  article: 'article-journal',
  inproceedings: 'paper-conference',
  conference: 'paper-conference',
  incollection: 'chapter',
  inbook: 'chapter',
  book: 'book',
  phdthesis: 'thesis',
  mastersthesis: 'thesis',
  techreport: 'report',
};

/**
 * A paper as an item of CSL-JSON, which pandoc, Zotero and citeproc read.
 * @see https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
 */
export function toCsl(paper: Paper) {
  const { id, title, authors = [], organization, published, abstract, doi, arxivId, publication } = paper;
  const names = authors.map(cslName);
  const type =
    types[publication?.type ?? ''] ??
    (doi === undefined || arxivId !== undefined ? 'article' : 'article-journal');
  return {
    id,
    type,
    title,
    ...(names.length > 0 ? { author: names } : organization && { author: [{ literal: organization.name }] }),
    ...defined({
      issued: published === undefined ? undefined : { 'date-parts': [published.split('-').map(Number)] },
      abstract: abstract || undefined,
      'container-title': publication?.venue,
      volume: publication?.volume,
      issue: publication?.number,
      page: publication?.pages?.replace('–', '-'),
      publisher: publication?.publisher ?? (arxivId && 'arXiv'),
      number: arxivId && `arXiv:${arxivId}`,
      DOI: doi,
      URL: paperAddress(paper),
    }),
  };
}

function cslName(name: string) {
  if (isCorporate(name)) return { literal: name };
  const { given, family, suffix } = splitName(name);
  return { family, ...defined({ given: given || undefined, suffix: suffix || undefined }) };
}
