import { defined } from '../../../src/defined.ts';
import type { AddedFeed } from '../../../src/ports/store/added-feeds.ts';
import type { XmlElement } from '../xml/element.ts';
import { expectRoot, readXml } from '../xml/read-xml.ts';
import { readFeedWords, settingOfName } from './read-words.ts';

/** What a list of feeds names (opml.org/spec2.opml). */
export interface OpmlFeeds {
  /** Each feed once, in the order of the list. */
  readonly feeds: readonly Pick<AddedFeed, 'name' | 'label'>[];
  /** Entries that name no feed, each with its reason. Folders are no entries. */
  readonly refused: readonly { readonly entry: string; readonly reason: string }[];
}

/** Lists of the largest readers have some thousands. */
const mostEntries = 5_000;

/** Whether a text begins as a list of feeds. */
export const isOpml = (text: string): boolean =>
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<opml[\s>]/i.test(text);

/**
 * Reads the feeds of a list, folders included. Addresses of arXiv and bioRxiv become their own feeds.
 * @throws FeedError `unreadable` for any other text
 */
export function readOpml(text: string): OpmlFeeds {
  const document = readXml(text, ['outline']);
  expectRoot(document, ['opml'], 'a list of feeds');
  const read = document.items.flatMap(withInner).slice(0, mostEntries).flatMap(readOutline);
  const feeds = new Map<string, ListedFeed>();
  for (const each of read) if ('name' in each && !feeds.has(each.name)) feeds.set(each.name, each);
  const refused = read.flatMap((each) => ('reason' in each ? [each] : []));
  const { broken } = document;
  const rest = broken === undefined ? [] : [{ entry: 'the rest of the list', reason: broken }];
  return { feeds: [...feeds.values()], refused: [...refused, ...rest] };
}

type ListedFeed = OpmlFeeds['feeds'][number];

/** Nothing for a folder. The case of attributes differs from program to program. */
function readOutline(outline: XmlElement): readonly (ListedFeed | OpmlFeeds['refused'][number])[] {
  const attributes = new Map(
    [...outline.attributes].map(([name, value]) => [name.toLowerCase(), value.trim()]),
  );
  const url = attributes.get('xmlurl') ?? '';
  const label = (attributes.get('title') || attributes.get('text') || '').slice(0, 80);
  if (url === '') {
    const isFolder = outline.children.some(({ local }) => local === 'outline');
    return isFolder ? [] : [{ entry: label || 'an entry', reason: 'it has no address of a feed' }];
  }
  const read = readFeedWords(url);
  if ('name' in read) return [{ name: read.name, ...defined({ label: label || undefined }) }];
  return [{ entry: label || url.slice(0, 200), reason: read.problem ?? 'its address is none of the web' }];
}

const withInner = (outline: XmlElement): readonly XmlElement[] => [
  outline,
  ...outline.children.filter(({ local }) => local === 'outline').flatMap(withInner),
];

/**
 * The address under which other programs read a feed; undefined for Hugging Face, which has none, and for a name that
 * cannot be read.
 */
export function feedAddress(name: string): string | undefined {
  const setting = settingOfName(name);
  switch (setting?.kind) {
    case 'rss':
      return setting.url;
    case 'arxiv':
      return `https://rss.arxiv.org/rss/${setting.categories.join('+')}`;
    case 'biorxiv':
    case 'medrxiv':
      return `https://connect.${setting.kind}.org/${setting.kind}_xml.php?subject=${encodeURIComponent(setting.category ?? 'all')}`;
    default:
      return undefined;
  }
}
