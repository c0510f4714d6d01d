import { z } from 'zod';
import { shortHash } from '../../../src/corpus/paper-id.ts';
import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import { parseJson } from '../parse-json.ts';
import { type SortedRecords, type SourceItem, sortRecords } from '../sort-records.ts';
import { childOf, textOf, type XmlElement } from '../xml/element.ts';
import { expectRoot, readXml } from '../xml/read-xml.ts';
import { itemFields, type JournalContext, type JournalItem, plainLink, readXmlItem } from './read-item.ts';

/** An item of a feed with what tells it from others, and what tells whether it has changed. */
interface KeyedItem {
  /** Of the item's own id: the same each time the feed is read. */
  readonly key: string;
  /** Of what the item says. */
  readonly content: string;
}

/** What a journal's feed shows. */
export interface JournalFeed {
  /** Its own title, as people know it; undefined where it has none. */
  readonly title?: string;
  readonly items: readonly (KeyedItem & { readonly item: JournalItem; readonly text: string })[];
  /** Minutes for which the feed asks not to be read again. */
  readonly ttl?: number;
  /** Why items are missing: `the text ends early`. */
  readonly broken?: string;
}

/**
 * Reads RSS 0.91 to 2.0, RSS 1.0 (RDF), Atom and JSON Feed.
 * @throws FeedError `unreadable` for any other text
 */
export function parseJournal(text: string): JournalFeed {
  return text.trimStart().startsWith('{') ? parseJsonFeed(text) : parseXmlFeed(text);
}

function parseXmlFeed(text: string): JournalFeed {
  const document = readXml(text, ['item', 'entry']);
  expectRoot(document, ['rss', 'RDF', 'feed'], 'a feed');
  const channel = document.root && (childOf(document.root, 'channel') ?? document.root);
  const ttl = Number(textOf(channel, 'ttl'));
  return {
    items: keyed(document.items.map((element) => ({ item: readXmlItem(element), text: element.text }))),
    ...defined({
      title: titleOf(channel),
      ttl: ttl > 0 ? ttl : undefined,
      broken: document.broken,
    }),
  };
}

/** The name of the journal itself, where the feed gives it, else the title of the feed. */
function titleOf(channel: XmlElement | undefined): string | undefined {
  const title = textOf(channel, 'publicationName') ?? textOf(channel, 'title');
  return title && journalName(title);
}

/** `Wiley: TAXON: Table of Contents` is TAXON, `Latest Articles from ZooKeys` is ZooKeys. */
export function journalName(title: string): string {
  const inBrackets = /《([^《》]{1,100})》/.exec(title)?.[1];
  const name = (inBrackets ?? title)
    .trim()
    .replace(/\s+/g, ' ')
    .replace(
      /^(?:latest (?:articles|results) (?:from|for)|arbeiten aus|(?:articles|papers) from|wiley|sciencedirect publication|table of contents for)\b:?\s*/i,
      '',
    )
    .replace(
      /\s*[:-]?\s*\b(?:table of contents|current issue|(?:latest|most recent|recent) articles?|latest results from pubmed|advance (?:access|articles)|rss(?: feed)?|cnki)$/i,
      '',
    );
  return name === '' ? title.trim() : name;
}

/** @see https://www.jsonfeed.org/version/1.1/ */
const jsonFeed = z.object({
  version: z.string().regex(/^https?:\/\/(?:www\.)?jsonfeed\.org\/version\//),
  title: z.string().optional(),
  items: z.array(z.unknown()).max(50_000),
});
const text = z.string().optional().catch(undefined);
const names = z
  .array(z.object({ name: text }))
  .optional()
  .catch(undefined);
const jsonItem = z.object({
  id: z.union([z.string(), z.number()]).optional().catch(undefined),
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  date_published: text,
  date_modified: text,
  authors: names,
  author: z.object({ name: text }).optional().catch(undefined),
});

function parseJsonFeed(body: string): JournalFeed {
  const feed = jsonFeed.safeParse(parseJson(body)).data;
  if (feed === undefined)
    throw new FeedError('unreadable', 'the answer is JSON of another kind, not a JSON Feed');
  const items = feed.items.map((value) => ({
    item: readJsonItem(jsonItem.safeParse(value).data ?? {}),
    text: JSON.stringify(value) ?? '',
  }));
  return {
    items: keyed(items),
    ...defined({ title: feed.title && journalName(feed.title) }),
  };
}

function readJsonItem(item: z.infer<typeof jsonItem>): JournalItem {
  const given = (...texts: readonly (string | undefined)[]) => texts.flatMap((each) => each || []);
  const authors = item.authors ?? (item.author === undefined ? [] : [item.author]);
  return {
    titles: given(item.title),
    texts: given(item.content_html, item.content_text, item.summary),
    authors: authors.flatMap(({ name }) => name || []),
    ids: given(item.id?.toString()),
    ...defined({ guid: item.id?.toString() }),
    links: given(item.url, item.external_url),
    dates: given(item.date_published, item.date_modified),
  };
}

/** bioRxiv's address of an item ends with its version: `857789v1`. */
const version = /v\d{1,3}$/;

interface ShownItem {
  readonly item: JournalItem;
  /** For excerpts. */
  readonly text: string;
}

/** Gives each item a key: its id, else its address, else its title. Some feeds give all items one address. */
function keyed(shown: readonly ShownItem[]): JournalFeed['items'] {
  const own = shown.map(({ item }) => {
    const id = item.guid ?? item.links[0] ?? '';
    return plainLink(id)?.replace(version, '') ?? id.trim();
  });
  const times = new Map<string, number>();
  for (const key of own) times.set(key, (times.get(key) ?? 0) + 1);
  return shown.map(({ item, text }, index) => {
    const key = own[index] ?? '';
    const { links: _, ...said } = item;
    return {
      key: shortHash(key === '' || (times.get(key) ?? 0) > 1 ? `${key} ${item.titles[0] ?? text}` : key),
      content: shortHash(JSON.stringify(said)),
      item,
      text: text.replace(/\s+/g, ' '),
    };
  });
}

/** The items as records. Items that `isKnown` says were read before are skipped, unless they have changed. */
export function journalRecords(
  { items, broken, title }: JournalFeed,
  { source, trustedAs, today }: Pick<JournalContext, 'source' | 'trustedAs' | 'today'>,
  known: (item: KeyedItem) => 'new' | 'changed' | 'known',
): SortedRecords {
  const context = { source, trustedAs, today, venue: title };
  const sorted = sortRecords(
    items.map(({ item, text: shown, key, content }, index): SourceItem => {
      const state = known({ key, content });
      const fields = state === 'known' ? 'skipped' : itemFields(item, context);
      return {
        place: item.links[0]?.slice(0, 200) ?? `item ${index + 1}`,
        fields: fields === 'skipped' ? fields : { ...fields, isNew: state === 'new' },
        text: shown,
      };
    }),
  );
  return { ...sorted, ...defined({ broken }) };
}
