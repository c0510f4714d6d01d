import { readLooseDate } from '../../../src/corpus/loose-date.ts';
import { splitNames } from '../../../src/corpus/names/name-list.ts';
import type { RecordFields } from '../../../src/corpus/record.ts';
import { defined } from '../../../src/defined.ts';
import { parseUrl } from '../../../src/parse-url.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../xml/element.ts';
import { readAbstract, readLabelled } from './abstract.ts';
import { findDoi } from './find-doi.ts';
import { htmlLine } from './html-text.ts';

/** What an item of any dialect says, before its fields are read: HTML, ids and dates as they are written. */
export interface JournalItem {
  /** The first that is not empty becomes the title. */
  readonly titles: readonly string[];
  /** Texts that may hold the abstract, among other things. */
  readonly texts: readonly string[];
  /** One name each, or one string with all names. */
  readonly authors: readonly string[];
  /** The item's own id in its feed, as `<guid>` has it. */
  readonly guid?: string;
  /** Identifiers and addresses, the most telling first. */
  readonly ids: readonly string[];
  readonly links: readonly string[];
  /** The most telling first. */
  readonly dates: readonly string[];
  readonly venue?: string;
  readonly volume?: string;
  readonly number?: string;
  readonly pages?: string;
}

const dublinCore = 'http://purl.org/dc/elements/1.1/';
const content = 'http://purl.org/rss/1.0/modules/content/';

/** Reads an `item` of RSS or an `entry` of Atom. Elements are found by local name: journals bend their namespaces. */
export function readXmlItem(item: XmlElement): JournalItem {
  const all = (name: string, uri?: string) =>
    item.children.filter(({ local, uri: own }) => local === name && (uri === undefined || own === uri));
  const texts = (name: string, uri?: string) => all(name, uri).map(({ text }) => text.trim());
  const own = [...texts('guid'), ...texts('id'), item.attributes.get('about') ?? ''].filter(Boolean);
  const [plainTitle, dcTitle] = [textOf(item, 'title'), childOf(item, 'title', dublinCore)?.text.trim()];
  return {
    // `Fluids, Vol. 9, Pages 120: Title` beside the bare title in Dublin Core.
    titles: [dcTitle && plainTitle?.endsWith(dcTitle) ? dcTitle : plainTitle, dcTitle].flatMap(
      (text) => text || [],
    ),
    texts: [
      ...texts('encoded', content),
      ...texts('description', dublinCore),
      ...texts('abstract'),
      ...all('description').flatMap(({ uri, text }) => (uri === dublinCore ? [] : [text])),
      ...texts('summary'),
      ...texts('content'),
    ],
    authors: readXmlAuthors(item),
    ids: [...texts('doi'), ...texts('identifier'), ...own],
    links: readXmlLinks(item),
    dates: ['publicationDate', 'published', 'pubDate', 'date', 'updated'].flatMap((name) => texts(name)),
    ...defined({
      guid: own[0],
      venue: readVenue(item, plainTitle),
      volume: textOf(item, 'volume'),
      number: textOf(item, 'number'),
      pages: readPages(item),
    }),
  };
}

function readXmlAuthors(item: XmlElement): readonly string[] {
  const creators = item.children.filter(({ local }) => local === 'creator').map(({ text }) => text);
  if (creators.some((text) => text.trim() !== '')) return creators;
  return childrenOf(item, 'author').map((author) => textOf(author, 'name') ?? author.text);
}

function readXmlLinks(item: XmlElement): readonly string[] {
  return childrenOf(item, 'link').flatMap(({ text, attributes }) => {
    const { rel = 'alternate', href } = Object.fromEntries(attributes);
    if (rel !== 'alternate') return [];
    return [href ?? text.trim()].filter((link) => link !== '');
  });
}

/** Taylor & Francis writes the title of the article as the name of the publication. */
function readVenue(item: XmlElement, title: string | undefined): string | undefined {
  const named = textOf(item, 'publicationName');
  if (named !== undefined && named !== title) return named;
  const source = childOf(item, 'source', dublinCore)?.text.trim();
  return source && !/doi:|published online/i.test(source) ? source : undefined;
}

function readPages(item: XmlElement): string | undefined {
  const [first, last] = [textOf(item, 'startingPage'), textOf(item, 'endingPage')];
  return first === undefined || last === undefined || first === last ? first : `${first}-${last}`;
}

/** Items of a journal that are no papers: corrections, covers, the list of editors. */
const noPaper =
  /^(?:\W|\[)*(?:(?:author|publisher|editorial)(?:['’]s)?\s+(?:correction|note)|correction(?:\s+to)?:|correction$|errat(?:um|a)\b|corrigend(?:um|a)\b|editorial board|issue information|(?:front|back|inside)\s+(?:cover|matter)|cover (?:image|picture)|masthead|table of contents|contents$|expression of concern|call for papers|index of)/i;

/** Nature gives its news and views other DOIs than its papers. */
const newsOfNature = /^10\.1038\/d\d/;

/** What is known of the feed as a whole. */
export interface JournalContext {
  /** The feed's name. */
  readonly source: string;
  /** See `Edition`. */
  readonly trustedAs: 'journal' | 'import';
  /** The journal, where an item does not name it. */
  readonly venue?: string | undefined;
  /** ISO date of the reading. A later date of publication is a cover date, and is left out. */
  readonly today: string;
}

/** The fields of a record, or `skipped` for an item that is no paper. */
export function itemFields(item: JournalItem, context: JournalContext): RecordFields | 'skipped' {
  const title = item.titles.map(htmlLine).find((text) => text !== '') ?? '';
  const doi = findDoi([...item.ids, ...item.links], item.texts);
  if (noPaper.test(title) || newsOfNature.test(doi ?? '')) return 'skipped';
  const { source, trustedAs, venue, today } = context;
  const labelled = readLabelled(item.texts, 'date');
  const dates = [...item.dates, labelled ?? ''].flatMap((text) => readLooseDate(text) ?? []);
  const { volume, number, pages } = item;
  return {
    source,
    edition: { by: trustedAs },
    isNew: true,
    title,
    abstract: readAbstract(item.texts, title),
    authors: readAuthors(item),
    announced: today,
    publication: {
      type: 'article',
      ...defined({ venue: item.venue === undefined ? venue : htmlLine(item.venue), volume, number, pages }),
    },
    ...defined({
      doi,
      url: item.links.map(plainLink).find(Boolean) ?? (doi && `https://doi.org/${doi}`),
      published: dates.find((date) => date <= today),
    }),
  };
}

/** E-mail addresses are dropped; of `ada@example.org (Ada Lin)`, the form of RSS, the name stays. */
function readAuthors({ authors, texts }: JournalItem): readonly string[] {
  const plain = authors
    .map((text) =>
      htmlLine(text.replace(/\r?\n/g, ', ')).replace(
        /[\w.+-]{1,64}@[\w.-]{1,255}\s*(?:\(([^()]{0,200})\))?/g,
        '$1',
      ),
    )
    .map((text) => text.replace(/(?:,\s*)+/g, ', ').replace(/^[\s,;]+|[\s,;]+$/g, ''))
    .filter((text) => text !== '');
  const [only] = plain;
  if (plain.length > 1) return plain;
  const names = splitNames(only ?? readLabelled(texts, 'authors') ?? '');
  // The full stop after the last name of a list; that of an initial stays where the other names have such stops.
  const hasStops = names.slice(0, -1).some((name) => name.includes('.')) || names.length === 1;
  const stop = hasStops ? /(?<=\p{L}{2})\.$/u : /\.$/u;
  return names.map((name) => name.replace(stop, '').trim());
}

/** What journals add to addresses in feeds to see who follows them. */
const tracking = /^(?:utm_\w+|rss|af|dgcid|rft_dat|track)$/i;
/** PubMed adds these as well, and they change with each request. */
const besideTracking = /^(?:fc|ff|v)$/;

/** An address without the parameters that follow a reader around; undefined for text that is none. */
export function plainLink(text: string): string | undefined {
  // Some feeds leave blanks in addresses.
  const url = parseUrl(text.trim().replace(/\s/g, '%20'));
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  const names = [...url.searchParams.keys()];
  const isTracked = names.some((name) => name.startsWith('utm_'));
  for (const name of names)
    if (tracking.test(name) || (isTracked && besideTracking.test(name))) url.searchParams.delete(name);
  url.hash = '';
  return url.href.replace(/\?$/, '');
}
