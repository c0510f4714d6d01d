import { readArxivId } from '../../../../src/corpus/arxiv-id.ts';
import { parsePrintedDate } from '../../../../src/corpus/published-date.ts';
import type { PaperRecord, RecordFields } from '../../../../src/corpus/record.ts';
import { excerpt } from '../../../../src/corpus/text/excerpt.ts';
import { defined } from '../../../../src/defined.ts';
import { FeedError } from '../../../../src/errors.ts';
import { createRecordSorter, type SortedRecords, toRecord, type Unreadable } from '../../record-sorter.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../../xml/element.ts';
import { expectRoot, readXml } from '../../xml/read-xml.ts';
import { arxivMonth, monthBefore } from '../month.ts';
import { parseAuthorNames } from './parse-author-names.ts';

/** `arXiv:2609.26811v1 Announce Type: new \nAbstract: ` */
const HEAD = /^\s*arXiv:\s?(\S{1,40})\s+Announce\s+Type:\s*([a-z-]{1,20})\s*(?:Abstract:\s*)?/i;

export interface ArxivFeed extends SortedRecords {
  /** How many items stood in it; 2,000 is the most that arXiv shows, and then new papers are the first to be missing. */
  readonly items: number;
  /** The day that the feed gives itself, in New York. */
  readonly announcedOn?: string;
  /** The largest id of the present form: grows with each announcement of new papers. */
  readonly largestId?: string;
  /** Why items may be missing: the text ends early, or is broken between them. */
  readonly broken?: string;
}

/**
 * An announcement as rss.arxiv.org has it, in RSS 2.0 or Atom. Without items it is that of a day on which arXiv is
 * silent. Of several versions of a paper the last one counts, and it is new if one of them is.
 * @throws FeedError `mistake` for the feed that says that the question was wrong; `unreadable` when it is another thing
 */
export function parseArxivFeed(text: string, options: { readonly source: string }): ArxivFeed {
  const { items, ...document } = readXml(text, ['item', 'entry']);
  if (items.length === 0) expectRoot(document, ['rss', 'feed'], 'a feed of arXiv');
  const { root } = document;
  const channel = root && (childOf(root, 'channel') ?? root);
  refuseErrors(channel);
  const sorter = createRecordSorter();
  let date: string | undefined;
  for (const [index, item] of items.entries()) {
    const announced = parseItem(item, options.source);
    const where = `item ${index + 1}`;
    sorter.add(where, 'reason' in announced ? announced : toRecord(announced.fields), item.text);
    date ??= 'reason' in announced ? undefined : announced.date;
  }
  sorter.addCutOff(`item ${items.length + 1}`, document);
  const dateIn = (...names: [string, ...string[]]) => parsePrintedDate(textOf(channel, ...names) ?? '');
  const sorted = sorter.sorted();
  return {
    ...sorted,
    items: items.length,
    // Atom gives no day of its own: its entries do, and without any the time at which it was made.
    ...defined({ announcedOn: dateIn('pubDate') ?? date ?? dateIn('lastBuildDate', 'updated') }),
    ...largestOf(sorted.records),
    ...defined({ broken: document.broken }),
  };
}

/** arXiv answers a wrong question with a well-formed feed (github.com/arXiv/arxiv-feed). */
function refuseErrors(channel: XmlElement | undefined): void {
  const title = textOf(channel, 'title') ?? '';
  if (!/^Feed error for query/i.test(title)) return;
  const about = textOf(channel, 'description', 'subtitle');
  throw new FeedError('mistake', `arXiv says: ${excerpt(title)}${about ? ` (${excerpt(about)})` : ''}`);
}

/** Those of old have no order with those of today. */
function largestOf(records: readonly PaperRecord[]): Pick<ArxivFeed, 'largestId'> {
  let largest = '';
  for (const { paper } of records) {
    const id = paper.arxivId ?? '';
    if (/^\d/.test(id) && id > largest) largest = id;
  }
  return largest === '' ? {} : { largestId: largest };
}

/** What is known of an item before its paper is. */
interface Announced {
  readonly fields: RecordFields;
  /** The day of the announcement, in New York. */
  readonly date?: string;
}

/** One item of arXiv's RSS or Atom feed. */
function parseItem(item: XmlElement, source: string): Announced | Unreadable {
  const body = textOf(item, 'description', 'summary') ?? '';
  const [head = '', idInBody = '', typeInBody] = HEAD.exec(body) ?? [];
  const type = (textOf(item, 'announce_type') ?? typeInBody)?.toLowerCase();
  const id = [textOf(item, 'guid', 'id'), idInBody, textOf(item, 'link')]
    .map((text) => readArxivId(text ?? ''))
    .find(Boolean);
  if (id === undefined) return { reason: 'no arXiv id' };
  if (type === undefined) return { reason: 'no announce type' };
  if (!/^(?:new|cross|replace|replace-cross)$/.test(type))
    return { reason: `announce type ${type} is unknown` };
  const date = parsePrintedDate(textOf(item, 'pubDate', 'published') ?? '');
  return {
    ...defined({ date }),
    fields: {
      source,
      edition: { by: 'arxiv', ...defined({ version: id.version }) },
      isNew: type === 'new' || type === 'cross',
      title: textOf(item, 'title') ?? '',
      abstract: body.slice(head.length),
      authors: childrenOf(item, 'creator').flatMap(({ text }) => parseAuthorNames(text)),
      arxivId: id.id,
      categories: childrenOf(item, 'category').map(({ attributes, text }) => attributes.get('term') ?? text),
      ...defined({
        doi: textOf(item, 'DOI', 'doi'),
        announced: dates(type, id.id, date) ? date : undefined,
      }),
    },
  };
}

/** A paper that another archive takes over today may be years old, and a new version says nothing of the first. */
function dates(type: string, id: string, date: string | undefined): boolean {
  if (type !== 'cross' || date === undefined) return type === 'new';
  const month = date.slice(0, 7);
  const given = arxivMonth(id);
  return given === month || given === monthBefore(month);
}
