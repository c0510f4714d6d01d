import { readArxivId } from '../../../../src/corpus/arxiv-id.ts';
import { excerpt } from '../../../../src/corpus/pages/page-report.ts';
import type { RecordFields } from '../../../../src/corpus/record.ts';
import { isWithdrawalComment } from '../../../../src/corpus/text/withdrawal.ts';
import { defined } from '../../../../src/defined.ts';
import { FeedError } from '../../../../src/errors.ts';
import { createRecordSorter, type SortedRecords, toRecord, type Unreadable } from '../../record-sorter.ts';
import {
  besideOf,
  childOf,
  childrenOf,
  expectRoot,
  textOf,
  type XmlElement,
  xmlName,
} from '../../xml/element.ts';
import { readXml, type XmlEnd } from '../../xml/read-xml.ts';
import { isNewSince } from '../month.ts';

const ENTRY = xmlName('entry', 'atom');
const feed = xmlName('feed', 'atom');
const ID = xmlName('id', 'atom');
const title = xmlName('title', 'atom');
const summary = xmlName('summary', 'atom');
const PUBLISHED = xmlName('published', 'atom');
const AUTHOR = xmlName('author', 'atom');
const NAME = xmlName('name', 'atom');
const category = xmlName('category', 'atom');
const PRIMARY = xmlName('primary_category', 'arxiv');
const comment = xmlName('comment', 'arxiv');
const DOI = xmlName('doi', 'arxiv');
const total = xmlName('totalResults', 'openSearch');

export interface ArxivApiPage extends SortedRecords {
  /** How many entries stood in it. */
  readonly items: number;
  /** How many the whole answer has. */
  readonly total?: number;
  /** Why entries may be missing: the text ends early, or is broken between them. */
  readonly broken?: string;
}

/**
 * A page of arXiv's search API, in the dialect of 2025 or of 2026.
 * @param options.newSince ISO date: papers of before, by their first version, change what is known and are not new
 * @throws FeedError `mistake` with arXiv's words for its entry called Error; `unreadable` when it is another thing
 */
export function parseArxivApi(
  text: string,
  options: { readonly source: string; readonly newSince?: string },
): ArxivApiPage {
  const { items, ...document } = readXml(text, [ENTRY]);
  if (items.length === 0) expectRoot(document, [feed], "a page of arXiv's API");
  const harvester = createRecordSorter();
  for (const item of items) {
    const where = `entry ${item.number}`;
    if ('broken' in item) {
      harvester.add(where, { reason: item.broken }, item.excerpt);
      continue;
    }
    refuseErrors(item.element);
    harvester.add(where, toRecord(parseEntry(item.element, options)), item.element.text);
  }
  return {
    ...harvester.harvest(),
    items: items.length,
    ...defined({ total: totalOf(document), broken: document.broken }),
  };
}

/** An entry called Error stands where papers do. */
function refuseErrors(entry: XmlElement): void {
  if (!/\/api\/errors(?:#|$)/.test(textOf(entry, ID) ?? '')) return;
  const said = textOf(entry, summary) ?? textOf(entry, ID) ?? '';
  throw new FeedError('mistake', `arXiv says: ${excerpt(said)}`);
}

function parseEntry(
  entry: XmlElement,
  { source, newSince }: { readonly source: string; readonly newSince?: string },
): RecordFields | Unreadable {
  const id = readArxivId(textOf(entry, ID) ?? '');
  if (id === undefined) return { reason: 'no arXiv id' };
  const published = textOf(entry, PUBLISHED);
  const doi = textOf(entry, DOI);
  const primary = childOf(entry, PRIMARY)?.attributes.get('term');
  const categories = childrenOf(entry, category).flatMap(({ attributes }) => attributes.get('term') ?? []);
  return {
    source,
    edition: { by: 'arxiv', ...defined({ version: id.version }) },
    isNew: isNewSince(newSince, published, id.id),
    title: textOf(entry, title) ?? '',
    abstract: textOf(entry, summary) ?? '',
    // Collaborations are followed by an author called `:`.
    authors: childrenOf(entry, AUTHOR)
      .flatMap((author) => textOf(author, NAME) ?? [])
      .filter((name) => name !== ':'),
    arxivId: id.id,
    categories: primary === undefined ? categories : [primary, ...categories],
    withdrawn: isWithdrawalComment(textOf(entry, comment)),
    ...defined({ published, doi }),
  };
}

function totalOf(document: XmlEnd): number | undefined {
  const text = besideOf(document, [total], ['feed']) ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
