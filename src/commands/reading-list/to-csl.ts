import { authorList, paperAddress } from '../../corpus/describe-paper.ts';
import { partsOfName } from '../../corpus/names/split-name.ts';
import type { Paper } from '../../corpus/paper.ts';
import { kindOfWork, namesOfType, thesisName } from '../../corpus/work-types.ts';
import { defined } from '../../defined.ts';

/**
 * A paper as an item of CSL-JSON, which pandoc, Zotero and citeproc read.
 * @see https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
 */
export function toCsl(paper: Paper) {
  const { id, title, organization, published, abstract, doi, arxivId, publication } = paper;
  const authors = authorList(paper).map((name) => cslName(name, paper));
  const names = authors.length > 0 ? authors : organization && [{ literal: organization.name }];
  const kind = kindOfWork(paper);
  // CSL’s `article` is a preprint.
  const type = kind === 'misc' && arxivId !== undefined ? 'article' : namesOfType(kind).csl;
  return {
    id,
    type,
    title,
    ...defined({
      author: names,
      editor: publication?.editors?.map((name) => cslName(name, paper)),
      issued: published === undefined ? undefined : { 'date-parts': [published.split('-').map(Number)] },
      abstract: abstract || undefined,
      'container-title': publication?.venue,
      'collection-title': publication?.series,
      genre: thesisName(kind),
      volume: publication?.volume,
      issue: publication?.number,
      page: publication?.pages?.replace(/–/g, '-'),
      edition: publication?.edition,
      publisher: publication?.publisher ?? (arxivId && 'arXiv'),
      'publisher-place': publication?.address,
      ISBN: publication?.isbn,
      ISSN: publication?.issn,
      number: arxivId && `arXiv:${arxivId}`,
      DOI: doi,
      URL: paperAddress(paper),
    }),
  };
}

function cslName(name: string, { familyNames }: Paper) {
  const { given, family, suffix } = partsOfName(name, familyNames);
  if (given === '' && (/\s/.test(family) || family === 'others')) return { literal: family };
  return { family, ...defined({ given: given || undefined, suffix: suffix || undefined }) };
}
