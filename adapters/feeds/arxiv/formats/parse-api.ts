import { readArxivId } from '../../../../src/corpus/arxiv-id.ts';
import type { RecordFields } from '../../../../src/corpus/record.ts';
import { excerpt } from '../../../../src/corpus/text/clean-text.ts';
import { isWithdrawalComment } from '../../../../src/corpus/text/withdrawal.ts';
import { defined } from '../../../../src/defined.ts';
import { FeedError } from '../../../../src/errors.ts';
import { createRecordSorter, type SortedRecords, toRecord, type Unreadable } from '../../record-sorter.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../../xml/element.ts';
import { expectRoot, readXml } from '../../xml/read-xml.ts';

export interface ArxivApiPage extends SortedRecords {
  /** The number of entries. */
  readonly items: number;
  /** Why entries are missing: `the text ends early`. Absent when the page was read to its end. */
  readonly broken?: string;
}

/**
 * Parses an answer of arXiv's search API, in the dialect of 2025 or of 2026.
 * @throws FeedError `mistake` for arXiv's entry called Error, with arXiv's words; `unreadable` for anything else
 */
export function parseArxivApi(text: string, options: { readonly source: string }): ArxivApiPage {
  const { items, ...document } = readXml(text, ['entry']);
  if (items.length === 0) expectRoot(document, ['feed'], "a page of arXiv's API");
  const sorter = createRecordSorter();
  for (const [index, entry] of items.entries()) {
    refuseErrors(entry);
    sorter.add(`entry ${index + 1}`, toRecord(parseEntry(entry, options.source)), entry.text);
  }
  sorter.addCutOff(`entry ${items.length + 1}`, document);
  return {
    ...sorter.sorted(),
    items: items.length,
    ...defined({ broken: document.broken }),
  };
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
