import { defined } from '../defined.ts';
import { readArxivId } from './arxiv-id.ts';
import { readDoi } from './doi.ts';
import type { Paper } from './paper.ts';
import { paperId } from './paper-id.ts';
import { paperText } from './paper-text.ts';
import type { PaperRecord, RecordFields } from './record.ts';
import {
  cut,
  max,
  readAuthors,
  readCategories,
  readCount,
  readDay,
  readGenerated,
  readLinks,
  readOrganization,
  readUrl,
  readVersion,
} from './record-fields.ts';
import { cleanLatex } from './text/clean-latex.ts';
import { tidyText } from './text/clean-text.ts';
import { findLinks, mergeLinks } from './text/find-links.ts';
import { isWithdrawalNotice } from './text/withdrawal.ts';

/**
 * A record from what a source says of one paper: text cleaned and bounded, ids read, dates as days of UTC. Total over
 * any text. A field that cannot be read is left out.
 * @returns a reason where there is no paper in it: no title, no abstract (only imports may lack one), an arXiv id of
 *   another form
 */
export function makeRecord(fields: RecordFields): PaperRecord | { readonly reason: string } {
  const text = readText(fields);
  if (text.title === '') return { reason: 'no title' };
  if (text.abstract === '' && fields.edition.by !== 'import') return { reason: 'no abstract' };
  const given = fields.arxivId?.trim() ?? '';
  const arxiv = given === '' ? findArxivId(fields) : readArxivId(given);
  if (given !== '' && !arxiv) return { reason: `no arXiv id: ${cut(tidyText(cut(given, 80)), 80)}` };
  const version = fields.edition.version ?? arxiv?.version;
  const paper: Paper = {
    id: paperId(text.title),
    ...text,
    ...readAuthors(fields.authors ?? []),
    ...defined({
      published: readDay(fields.published),
      organization: readOrganization(fields.organization),
      comments: readCount(fields.comments),
      upvotes: readCount(fields.upvotes),
      categories: readCategories(fields.categories ?? []),
      arxivId: arxiv?.id,
      doi: readOtherDoi(fields.doi),
      url: readUrl(fields.url) ?? (arxiv && `https://arxiv.org/abs/${arxiv.id}`),
      generated: readGenerated(fields.generated),
      withdrawn: fields.withdrawn || isWithdrawalNotice(text.abstract) ? true : undefined,
    }),
    links: mergeLinks(findLinks(text.abstract), readLinks(fields.links ?? [])),
    sources: [{ file: cut(tidyText(fields.source), max.source), line: 1 }],
    edition: { by: fields.edition.by, ...defined({ version: readVersion(version) }) },
  };
  return { paper, isNew: fields.isNew, ...defined({ announced: readDay(fields.announced) }) };
}

function readText({ title, abstract }: RecordFields) {
  const said = (text: string, length: number) =>
    tidyText(cut(text, 2 * length))
      .slice(0, length)
      .toWellFormed()
      .trim();
  const text = paperText(said(title, max.title), said(abstract, max.abstract), cleanLatex);
  return { ...text, title: cut(text.title, max.title), abstract: cut(text.abstract, max.abstract) };
}

/** Many sources know the id only as a DOI or an address. */
function findArxivId({ doi = '', url = '' }: RecordFields) {
  return readArxivId(url) ?? (/10\.48550/.test(doi) ? readArxivId(doi) : undefined);
}

/** The DOI that arXiv makes from an id says nothing that the id does not, and would hide the publisher's. */
function readOtherDoi(text = ''): string | undefined {
  const doi = readDoi(text);
  return doi?.startsWith('10.48550/arxiv.') ? undefined : doi;
}
