import { defined } from '../defined.ts';
import { readArxivId } from './arxiv-id.ts';
import { readDoi } from './doi.ts';
import type { Paper } from './paper.ts';
import { paperId } from './paper-id.ts';
import { paperText } from './paper-text.ts';
import type { PaperRecord, RecordFields } from './record.ts';
import {
  cut,
  maxLength,
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
 * A record from a source's fields: text cleaned and bounded, ids normalised, dates as UTC dates. Total: a field that
 * cannot be read is left out.
 * @returns a reason where the fields are not a paper: no title, no abstract (only imports may lack it), or an arXiv id
 *   in an unknown form
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
    sources: [{ file: cut(tidyText(fields.source), maxLength.source), line: 1 }],
    edition: { by: fields.edition.by, ...defined({ version: readVersion(version) }) },
  };
  return { paper, isNew: fields.isNew, ...defined({ announced: readDay(fields.announced) }) };
}

function readText({ title, abstract }: RecordFields) {
  const bounded = (text: string, length: number) =>
    tidyText(cut(text, 2 * length))
      .slice(0, length)
      .toWellFormed()
      .trim();
  const text = paperText(bounded(title, maxLength.title), bounded(abstract, maxLength.abstract), cleanLatex);
  return {
    ...text,
    title: cut(text.title, maxLength.title),
    abstract: cut(text.abstract, maxLength.abstract),
  };
}

/** Many sources have the id only as part of a URL or a DOI. */
function findArxivId({ doi = '', url = '' }: RecordFields) {
  return readArxivId(url) ?? (/10\.48550/.test(doi) ? readArxivId(doi) : undefined);
}

/** Not arXiv's own DOI: it only repeats the id, and would keep the publisher's DOI out. */
function readOtherDoi(text = ''): string | undefined {
  const doi = readDoi(text);
  return doi?.startsWith('10.48550/arxiv.') ? undefined : doi;
}
