import { arxivMonth, readArxivId } from '../../../../src/corpus/arxiv-id.ts';
import { parsePrintedDate } from '../../../../src/corpus/published-date.ts';
import type { RecordFields } from '../../../../src/corpus/record.ts';
import { excerpt } from '../../../../src/corpus/text/clean-text.ts';
import { isWithdrawalComment } from '../../../../src/corpus/text/withdrawal.ts';
import { defined } from '../../../../src/defined.ts';
import { FeedError } from '../../../../src/errors.ts';
import { type SortedRecords, sortDocument, type Unreadable } from '../../sort-records.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../../xml/element.ts';
import { expectRoot, readXml } from '../../xml/read-xml.ts';
import { largestIn, monthBefore } from '../ids.ts';
import { parseAuthorNames } from './parse-author-names.ts';

/** `arXiv:2609.26811v1 Announce Type: new \nAbstract: ` */
const headPattern = /^\s*arXiv:\s?(\S{1,40})\s+Announce\s+Type:\s*([a-z-]{1,20})\s*(?:Abstract:\s*)?/i;

/** Of the items, arXiv shows at most 2,000, and leaves out new papers first. */
export interface ArxivFeed extends SortedRecords {
  /** The feed's own date, in New York. */
  readonly announcedOn?: string;
  /** The largest id of the form since 2007. It grows with each announcement of new papers. */
  readonly largestId?: string;
}

/**
 * Parses an announcement of rss.arxiv.org, in RSS 2.0 or Atom. It has no items on a day without an announcement. Of several
 * versions of a paper the latest is kept; it is new if one of them is.
 * @throws FeedError `mistake` for the feed that reports a wrong request; `unreadable` for anything else
 */
export function parseArxivFeed(text: string, { source }: { readonly source: string }): ArxivFeed {
  const document = readXml(text, ['item', 'entry']);
  expectRoot(document, ['rss', 'feed'], 'a feed of arXiv');
  const { root } = document;
  const channel = root && (childOf(root, 'channel') ?? root);
  refuseErrorFeed(channel);
  let itemDate: string | undefined;
  const read = (item: XmlElement) => {
    const fields = parseItem(item, source);
    if (!('reason' in fields)) itemDate ??= dateIn(item, 'pubDate', 'published');
    return fields;
  };
  const sorted = sortDocument(document, { kind: 'item', read });
  return {
    ...sorted,
    ...defined({
      // Atom has no date of its own: its entries have one, or else the time at which it was made counts.
      announcedOn: dateIn(channel, 'pubDate') ?? itemDate ?? dateIn(channel, 'lastBuildDate', 'updated'),
      largestId: largestIn(sorted.records),
    }),
  };
}

const dateIn = (element: XmlElement | undefined, ...names: string[]): string | undefined =>
  parsePrintedDate(textOf(element, ...names) ?? '');

/** arXiv answers a wrong request with a well-formed feed (github.com/arXiv/arxiv-feed). */
function refuseErrorFeed(channel: XmlElement | undefined): void {
  const title = textOf(channel, 'title') ?? '';
  if (!/^Feed error for query/i.test(title)) return;
  const about = textOf(channel, 'description', 'subtitle');
  throw new FeedError('mistake', `arXiv says: ${excerpt(title)}${about ? ` (${excerpt(about)})` : ''}`);
}

function parseItem(item: XmlElement, source: string): RecordFields | Unreadable {
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
  const date = dateIn(item, 'pubDate', 'published');
  return {
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

/**
 * Parses an answer of arXiv's search API, in the dialect of 2025 or of 2026.
 * @throws FeedError `mistake` for arXiv's entry called Error, with arXiv's words; `unreadable` for anything else
 */
export function parseArxivApi(text: string, { source }: { readonly source: string }): SortedRecords {
  const document = readXml(text, ['entry']);
  expectRoot(document, ['feed'], "a page of arXiv's API");
  for (const entry of document.items) refuseErrorEntry(entry);
  return sortDocument(document, { kind: 'entry', read: (entry) => parseEntry(entry, source) });
}

/** arXiv reports an error as an entry. */
function refuseErrorEntry(entry: XmlElement): void {
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
