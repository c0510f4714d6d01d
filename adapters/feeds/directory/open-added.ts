import { isAdded, withoutAdded } from '../../../src/corpus/added-source.ts';
import { FeedError } from '../../../src/errors.ts';
import type { Feed, FeedPage } from '../../../src/ports/feed.ts';
import type { FeedPreview } from '../../../src/ports/feed-directory.ts';
import { createFeed, type FeedsOptions, impatient } from '../create-feeds.ts';
import { type FeedSetting, feedInfo } from '../feed-settings.ts';
import { StatusError, WebPageError } from '../http/classify-response.ts';
import type { FetcherOptions } from '../http/create-fetcher.ts';
import { PrivateAddressError } from '../http/public-addresses.ts';
import { presetByUrl } from '../journal/presets.ts';
import { feedLinks } from './feed-links.ts';
import { settingOfName } from './read-words.ts';

/** How feeds that people add are made. */
export interface AddedFeedOptions extends Omit<FeedsOptions, 'settings' | 'privateHosts'> {
  /** Hosts in private networks that people may name, as the person who runs the bot allows. */
  readonly allowedHosts: readonly string[];
}

/**
 * Reads a feed once, and keeps nothing of it. An address leads only where the public internet does, or to an allowed host.
 * @param name as `readFeedWords` gives it, or as the feed was added
 * @throws FeedError and nothing else
 */
export async function previewFeed(name: string, options: AddedFeedOptions): Promise<FeedPreview> {
  const setting = settingOfName(withoutAdded(name));
  if (setting === undefined) throw new FeedError('mistake', 'this feed cannot be read any more');
  const feed = createAdded(name, setting, { ...options, limits: impatient });
  try {
    return previewOf(name, setting, await firstPage(feed, options.clock.now()));
  } catch (error) {
    return explain(error);
  }
}

/** Makes an added feed from its name; undefined for one that cannot be read. */
export function createAddedFeed(name: string, options: AddedFeedOptions): Feed | undefined {
  const setting = settingOfName(withoutAdded(name));
  return setting && createAdded(name, setting, options);
}

/** An address that somebody in a chat gives may be anything: its texts give way to those of known journals. */
function createAdded(
  name: string,
  setting: FeedSetting,
  { allowedHosts, ...options }: AddedFeedOptions & Pick<FetcherOptions, 'limits'>,
): Feed {
  const isKnown = setting.kind !== 'rss' || presetByUrl(setting.url) !== undefined;
  return createFeed(setting, {
    ...options,
    name,
    trustedAs: isKnown || !isAdded(name) ? 'journal' : 'import',
    ...(setting.kind === 'rss' && { privateHosts: allowedHosts }),
  });
}

/** The first page with an item, as at the first reading. */
async function firstPage(feed: Feed, now: number): Promise<FeedPage | undefined> {
  const pages = feed.read(undefined, now);
  try {
    for (;;) {
      const step = await pages.next();
      if (step.done) return undefined;
      const { records, rejects, skipped } = step.value;
      if (records.length + rejects.length + skipped > 0) return step.value;
    }
  } finally {
    await pages.return({ nextAt: 0 });
  }
}

function previewOf(name: string, setting: FeedSetting, page: FeedPage | undefined): FeedPreview {
  const { records = [], rejects = [], skipped = 0 } = page ?? {};
  return {
    kind: 'feed',
    name,
    label: labelOf(setting, records),
    records,
    others: rejects.length + skipped,
  };
}

/** A journal without a name of ours goes by the name that its feed gives to most items. */
function labelOf(setting: FeedSetting, records: FeedPage['records']): string {
  const { label } = feedInfo(setting);
  if (setting.kind !== 'rss' || presetByUrl(setting.url) !== undefined) return label;
  const counts = new Map<string, number>();
  for (const { paper } of records) {
    const venue = paper.publication?.venue;
    if (venue !== undefined) counts.set(venue, (counts.get(venue) ?? 0) + 1);
  }
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a);
  return first?.[0].slice(0, 80) ?? label;
}

/** What an error says of the address. @throws the error, where it says nothing */
function explain(error: unknown): FeedPreview {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (each instanceof PrivateAddressError) return { kind: 'private' };
    if (each instanceof StatusError) return { kind: 'missing' };
    if (each instanceof WebPageError) return { kind: 'page', feeds: feedLinks(each.text, each.url) };
  }
  throw error;
}
