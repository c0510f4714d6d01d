import { feedAddress } from '../../../adapters/feeds/directory/opml.ts';
import { addedFeedInfo, readFeedWords } from '../../../adapters/feeds/directory/read-words.ts';
import { feedInfo, feedLabel } from '../../../adapters/feeds/feed-settings.ts';
import { withoutAdded } from '../../corpus/added-source.ts';
import { readVersion } from '../package-root.ts';
import type { AddedFeeds, FeedDeps, FeedSource } from '../services/jobs.ts';
import type { Config } from '../settings/config.ts';

/** The feeds of the settings. */
export const feedSource = (config: Config['feeds']): FeedSource => ({
  infos: config.settings.map(feedInfo),
  label: feedLabel,
  async open(deps) {
    if (config.settings.length === 0) return [];
    if (config.contact === undefined && config.settings.some(({ kind }) => kind === 'arxiv'))
      deps.logger.info(
        { setting: 'FEEDS_CONTACT' },
        'arXiv is asked without a way to reach you: it refuses such programs sooner, for it can only shut them out',
      );
    const { createFeeds } = await import('../../../adapters/feeds/create-feeds.ts');
    return createFeeds({ ...deps, ...config, version: readVersion() });
  },
  ...(config.settings.length > 0 && { added: (deps: FeedDeps) => addedFeeds(config, deps) }),
  async enrichers(deps) {
    const { services } = config.enrich;
    if (config.settings.length === 0 || services === undefined) return [];
    const { createEnrichers } = await import('../../../adapters/feeds/enrich/create-enrichers.ts');
    const { enrich, urls, contact } = config;
    return createEnrichers({ ...deps, ...enrich, services, urls, contact, version: readVersion() });
  },
  async lookUps(deps) {
    if (config.settings.length === 0) return [];
    const { createLookUps } = await import('../../../adapters/feeds/create-feeds.ts');
    return createLookUps({ ...deps, ...config, version: readVersion() });
  },
});

/** Feeds that people add by command. What reads them is loaded by the first one who asks. */
function addedFeeds({ allowedHosts, urls, contact }: Config['feeds'], deps: FeedDeps): AddedFeeds {
  const options = { ...deps, allowedHosts, urls, contact, version: readVersion() };
  const load = () => import('../../../adapters/feeds/directory/open-added.ts');
  return {
    directory: {
      read: readFeedWords,
      info: addedFeedInfo,
      address: (name) => feedAddress(withoutAdded(name)),
      preview: async (name) => (await load()).previewFeed(name, options),
    },
    async opener() {
      const { createAddedFeed } = await load();
      return (name) => createAddedFeed(name, options);
    },
  };
}
