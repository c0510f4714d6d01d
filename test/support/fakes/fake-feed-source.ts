import { feedAddress } from '../../../adapters/feeds/directory/opml.ts';
import { addedFeedInfo, readFeedWords } from '../../../adapters/feeds/directory/read-words.ts';
import type { FeedSource } from '../../../src/app/services/jobs.ts';
import { withoutAdded } from '../../../src/corpus/added-source.ts';
import type { FeedError } from '../../../src/errors.ts';
import type { Feed, FeedInfo } from '../../../src/ports/feed.ts';
import type { FeedPreview } from '../../../src/ports/feed-directory.ts';
import { page } from './fake-feed.ts';

export interface FakeFeedSource extends FeedSource {
  readonly infos: FeedInfo[];
  /** What the next previews are, by the name of the feed; any other feed shows two papers. */
  readonly shows: Map<string, FeedPreview | FeedError>;
  /** The feeds that were previewed. */
  readonly previewed: string[];
}

/** Feeds that can be added and asked for nothing: names are read as they really are, and every feed shows what the test says. */
export function createFakeFeedSource(
  make: (name: string) => Feed | undefined = () => undefined,
): FakeFeedSource {
  const source: FakeFeedSource = {
    infos: [],
    shows: new Map(),
    previewed: [],
    label: (name) => name,
    open: async () => [],
    added: () => ({
      directory: {
        read: readFeedWords,
        info: addedFeedInfo,
        address: (name) => feedAddress(withoutAdded(name)),
        async preview(name) {
          source.previewed.push(name);
          const shown = source.shows.get(name);
          if (shown instanceof Error) throw shown;
          return shown ?? previewOf(name, 'Capybara care', 'Wombat care');
        },
      },
      opener: async () => make,
    }),
  };
  return source;
}

/** A feed that shows papers with these titles. */
export const previewOf = (name: string, ...titles: readonly string[]): FeedPreview => ({
  kind: 'feed',
  name,
  label: addedFeedInfo(name)?.label ?? name,
  records: page(...titles).records,
  others: 0,
});
