import { readArxivId } from '../../../../src/corpus/arxiv-id.ts';
import { excerpt } from '../../../../src/corpus/pages/page-report.ts';
import { parsePrintedDate } from '../../../../src/corpus/published-date.ts';
import type { PaperRecord, RecordFields } from '../../../../src/corpus/record.ts';
import { defined } from '../../../../src/defined.ts';
import { FeedError } from '../../../../src/errors.ts';
import { createRecordSorter, type SortedRecords, toRecord, type Unreadable } from '../../record-sorter.ts';
import {
  besideOf,
  childrenOf,
  expectRoot,
  textOf,
  type XmlElement,
  type XmlName,
  xmlName,
} from '../../xml/element.ts';
import { readXml, type XmlEnd } from '../../xml/read-xml.ts';
import { arxivMonth, monthBefore } from '../month.ts';
import { parseAuthorNames } from './parse-author-names.ts';

const ITEMS = [xmlName('item', 'none'), xmlName('entry', 'atom')];
const roots = [xmlName('rss', 'none'), xmlName('feed', 'atom')];
const DATE = xmlName('pubDate', 'none');
const built = [xmlName('lastBuildDate', 'none'), xmlName('updated', 'atom')];
const ABOUT = [xmlName('description', 'none'), xmlName('subtitle', 'atom')];
const TITLE = xmlName('title', 'none', 'atom');

/** Of an item. */
const guid = [xmlName('guid', 'none'), xmlName('id', 'atom')];
const BODY = [xmlName('description', 'none'), xmlName('summary', 'atom')];
const day = [xmlName('pubDate', 'none'), xmlName('published', 'atom')];
const category = xmlName('category', 'none', 'atom');
const link = xmlName('link', 'none', 'atom');
const TYPE = xmlName('announce_type', 'arxiv');
const creator = xmlName('creator', 'dublinCore');
const DOI = [xmlName('DOI', 'arxiv'), xmlName('doi', 'arxiv')];

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
  const { items, ...document } = readXml(text, ITEMS);
  if (items.length === 0) expectRoot(document, roots, 'a feed of arXiv');
  const title = besideOf(document, [TITLE], ['channel', 'feed']) ?? '';
  refuseErrors(document, title);
  const harvester = createRecordSorter();
  let date: string | undefined;
  for (const item of items) {
    const where = `item ${item.number}`;
    if ('broken' in item) {
      harvester.add(where, { reason: item.broken }, item.excerpt);
      continue;
    }
    const announced = parseItem(item.element, options.source);
    harvester.add(where, 'reason' in announced ? announced : toRecord(announced.fields), item.element.text);
    date ??= 'reason' in announced ? undefined : announced.date;
  }
  const harvest = harvester.harvest();
  return {
    ...harvest,
    items: items.length,
    ...defined({ announcedOn: dateOf(document) ?? date ?? builtOn(document) }),
    ...largestOf(harvest.records),
    ...defined({ broken: document.broken }),
  };
}

/** arXiv answers a wrong question with a well-formed feed (github.com/arXiv/arxiv-feed). */
function refuseErrors(document: XmlEnd, title: string): void {
  if (!/^Feed error for query/i.test(title)) return;
  const about = besideOf(document, ABOUT, ['channel', 'feed']);
  throw new FeedError('mistake', `arXiv says: ${excerpt(title)}${about ? ` (${excerpt(about)})` : ''}`);
}

/** Atom gives no day of its own: its entries do, and without any the time at which it was made. */
const dateOf = (document: XmlEnd) => parsePrintedDate(besideOf(document, [DATE], ['channel']) ?? '');
const builtOn = (document: XmlEnd) => parsePrintedDate(besideOf(document, built, ['channel', 'feed']) ?? '');

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
function parseItem(element: XmlElement, source: string): Announced | Unreadable {
  const first = (names: readonly XmlName[]) => firstTextOf(element, names);
  const body = first(BODY) ?? '';
  const [head = '', idInBody = '', typeInBody] = HEAD.exec(body) ?? [];
  const type = (textOf(element, TYPE) ?? typeInBody)?.toLowerCase();
  const id = [first(guid), idInBody, textOf(element, link)]
    .map((text) => readArxivId(text ?? ''))
    .find(Boolean);
  if (id === undefined) return { reason: 'no arXiv id' };
  if (type === undefined) return { reason: 'no announce type' };
  if (!/^(?:new|cross|replace|replace-cross)$/.test(type))
    return { reason: `announce type ${type} is unknown` };
  const doi = first(DOI);
  const date = parsePrintedDate(first(day) ?? '');
  return {
    ...defined({ date }),
    fields: {
      source,
      edition: { by: 'arxiv', ...defined({ version: id.version }) },
      isNew: type === 'new' || type === 'cross',
      title: textOf(element, TITLE) ?? '',
      abstract: body.slice(head.length),
      authors: childrenOf(element, creator).flatMap(({ text }) => parseAuthorNames(text)),
      arxivId: id.id,
      categories: childrenOf(element, category).map(({ attributes, text }) => attributes.get('term') ?? text),
      ...defined({ doi, announced: dates(type, id.id, date) ? date : undefined }),
    },
  };
}

const firstTextOf = (element: XmlElement, names: readonly XmlName[]): string | undefined =>
  names.map((name) => textOf(element, name)).find((text) => text !== undefined);

/** A paper that another archive takes over today may be years old, and a new version says nothing of the first. */
function dates(type: string, id: string, date: string | undefined): boolean {
  if (type !== 'cross' || date === undefined) return type === 'new';
  const month = date.slice(0, 7);
  const given = arxivMonth(id);
  return given === month || given === monthBefore(month);
}
