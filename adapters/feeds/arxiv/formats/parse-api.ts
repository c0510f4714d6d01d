import { readArxivId } from '../../../../src/corpus/arxiv-id.ts';
import type { RecordFields } from '../../../../src/corpus/record.ts';
import { excerpt } from '../../../../src/corpus/text/clean-text.ts';
import { isWithdrawalComment } from '../../../../src/corpus/text/withdrawal.ts';
import { defined } from '../../../../src/defined.ts';
import { FeedError } from '../../../../src/errors.ts';
import { type SortedRecords, sortDocument, type Unreadable } from '../../sort-records.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../../xml/element.ts';
import { expectRoot, readXml } from '../../xml/read-xml.ts';

/**
 * Parses an answer of arXiv's search API, in the dialect of 2025 or of 2026.
 * @throws FeedError `mistake` for arXiv's entry called Error, with arXiv's words; `unreadable` for anything else
 */
export function parseArxivApi(text: string, { source }: { readonly source: string }): SortedRecords {
  const document = readXml(text, ['entry']);
  expectRoot(document, ['feed'], "a page of arXiv's API");
  for (const entry of document.items) refuseErrors(entry);
  return sortDocument(document, { kind: 'entry', read: (entry) => parseEntry(entry, source) });
}

/** arXiv reports an error as an entry. */
function refuseErrors(entry: XmlElement): void {
  if (!/\/api\/errors(?:#|$)/.test(textOf(entry, 'id') ?? '')) return;
  const said = textOf(entry, 'summary') ?? textOf(entry, 'id') ?? '';
  throw new FeedError('mistake', `arXiv says: ${excerpt(said)}`);
}

function parseEntry(entry: XmlElement, source: string): RecordFields | Unreadable {
  const id = readArxivId(textOf(entry, 'id') ?? '');
  if (id === undefined) return { reason: 'no arXiv id' };
  const published = textOf(entry, 'published');
  const doi = textOf(entry, 'doi');
  const primary = childOf(entry, 'primary_category')?.attributes.get('term');
  const categories = childrenOf(entry, 'category').flatMap(({ attributes }) => attributes.get('term') ?? []);
  return {
    source,
    edition: { by: 'arxiv', ...defined({ version: id.version }) },
    isNew: true,
    title: textOf(entry, 'title') ?? '',
    abstract: textOf(entry, 'summary') ?? '',
    // After a collaboration arXiv lists an author called `:`.
    authors: childrenOf(entry, 'author')
      .flatMap((author) => textOf(author, 'name') ?? [])
      .filter((name) => name !== ':'),
    arxivId: id.id,
    categories: primary === undefined ? categories : [primary, ...categories],
    withdrawn: isWithdrawalComment(textOf(entry, 'comment')),
    ...defined({ published, doi }),
  };
}
