import { excerpt } from '../../src/corpus/page-report.ts';
import type { PaperRecord } from '../../src/corpus/record.ts';
import { FeedError } from '../../src/errors.ts';
import { createHarvest, type Harvest, toRecord } from './create-harvest.ts';
import { besideOf, expectRoot } from './feed-head.ts';
import { optional } from './optional.ts';
import { parseArxivFeedItem } from './parse-arxiv-feed-item.ts';
import { parsePrintedDate } from './parse-printed-date.ts';
import { readXml, type XmlEnd } from './read-xml.ts';
import { xmlName } from './xml-names.ts';

const ITEMS = [xmlName('item', 'none'), xmlName('entry', 'atom')];
const ROOTS = [xmlName('rss', 'none'), xmlName('feed', 'atom')];
const DATE = xmlName('pubDate', 'none');
const BUILT = [xmlName('lastBuildDate', 'none'), xmlName('updated', 'atom')];
const ABOUT = [xmlName('description', 'none'), xmlName('subtitle', 'atom')];

export interface ArxivFeed extends Harvest {
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
  if (items.length === 0) expectRoot(document, ROOTS, 'a feed of arXiv');
  const title = besideOf(document, [xmlName('title', 'none', 'atom')], ['channel', 'feed']) ?? '';
  refuseErrors(document, title);
  const harvester = createHarvest();
  let date: string | undefined;
  for (const item of items) {
    const where = `item ${item.number}`;
    if ('broken' in item) {
      harvester.add(where, { reason: item.broken }, item.excerpt);
      continue;
    }
    const announced = parseArxivFeedItem(item.element, options.source);
    harvester.add(where, 'reason' in announced ? announced : toRecord(announced.fields), item.element.text);
    date ??= 'reason' in announced ? undefined : announced.date;
  }
  const harvest = harvester.harvest();
  return {
    ...harvest,
    items: items.length,
    ...optional('announcedOn', dateOf(document) ?? date ?? builtOn(document)),
    ...largestOf(harvest.records),
    ...optional('broken', document.broken),
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
const builtOn = (document: XmlEnd) => parsePrintedDate(besideOf(document, BUILT, ['channel', 'feed']) ?? '');

/** Those of old have no order with those of today. */
function largestOf(records: readonly PaperRecord[]): Pick<ArxivFeed, 'largestId'> {
  let largest = '';
  for (const { paper } of records) {
    const id = paper.arxivId ?? '';
    if (/^\d/.test(id) && id > largest) largest = id;
  }
  return largest === '' ? {} : { largestId: largest };
}
