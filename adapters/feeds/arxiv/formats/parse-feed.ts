import { readArxivId } from '../../../../src/corpus/arxiv-id.ts';
import { parsePrintedDate } from '../../../../src/corpus/published-date.ts';
import type { PaperRecord, RecordFields } from '../../../../src/corpus/record.ts';
import { excerpt } from '../../../../src/corpus/text/clean-text.ts';
import { defined } from '../../../../src/defined.ts';
import { FeedError } from '../../../../src/errors.ts';
import { createRecordSorter, type SortedRecords, toRecord, type Unreadable } from '../../record-sorter.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../../xml/element.ts';
import { expectRoot, readXml } from '../../xml/read-xml.ts';
import { arxivMonth, monthBefore } from '../month.ts';
import { parseAuthorNames } from './parse-author-names.ts';

/** `arXiv:2609.26811v1 Announce Type: new \nAbstract: ` */
const headPattern = /^\s*arXiv:\s?(\S{1,40})\s+Announce\s+Type:\s*([a-z-]{1,20})\s*(?:Abstract:\s*)?/i;

export interface ArxivFeed extends SortedRecords {
  /** The number of items. arXiv shows at most 2,000, and leaves out new papers first. */
  readonly items: number;
  /** The feed's own date, in New York. */
  readonly announcedOn?: string;
  /** The largest id of the form since 2007. It grows with each announcement of new papers. */
  readonly largestId?: string;
  /** Why items are missing: `the text ends early`. Absent when the feed was read to its end. */
  readonly broken?: string;
}

/**
 * Parses an announcement of rss.arxiv.org, in RSS 2.0 or Atom. It has no items on a day without an announcement. Of several
 * versions of a paper the latest is kept; it is new if one of them is.
 * @throws FeedError `mistake` for the feed that reports a wrong request; `unreadable` for anything else
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
    // Atom has no date of its own: its entries have one, or else the time at which it was made counts.
    ...defined({ announcedOn: dateIn('pubDate') ?? date ?? dateIn('lastBuildDate', 'updated') }),
    ...largestOf(sorted.records),
    ...defined({ broken: document.broken }),
  };
}

/** arXiv answers a wrong request with a well-formed feed (github.com/arXiv/arxiv-feed). */
function refuseErrors(channel: XmlElement | undefined): void {
  const title = textOf(channel, 'title') ?? '';
  if (!/^Feed error for query/i.test(title)) return;
  const about = textOf(channel, 'description', 'subtitle');
  throw new FeedError('mistake', `arXiv says: ${excerpt(title)}${about ? ` (${excerpt(about)})` : ''}`);
}

/** Older ids are not in one order with the present ones. */
function largestOf(records: readonly PaperRecord[]): Pick<ArxivFeed, 'largestId'> {
  let largest = '';
  for (const { paper } of records) {
    const id = paper.arxivId ?? '';
    if (/^\d/.test(id) && id > largest) largest = id;
  }
  return largest === '' ? {} : { largestId: largest };
}

interface AnnouncedItem {
  readonly fields: RecordFields;
  /** The date of the announcement, in New York. */
  readonly date?: string;
}

function parseItem(item: XmlElement, source: string): AnnouncedItem | Unreadable {
  const body = textOf(item, 'description', 'summary') ?? '';
  const [head = '', idInBody = '', typeInBody] = headPattern.exec(body) ?? [];
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
        announced: isFirstAnnouncement(type, id.id, date) ? date : undefined,
      }),
    },
  };
}

/**
 * Whether the date of the announcement dates the paper too: not for a new version, and for a cross-listing only if the paper
 * is of that month or the month before.
 */
function isFirstAnnouncement(type: string, id: string, date: string | undefined): boolean {
  if (type !== 'cross' || date === undefined) return type === 'new';
  const month = date.slice(0, 7);
  const given = arxivMonth(id);
  return given === month || given === monthBefore(month);
}
