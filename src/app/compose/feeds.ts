import { feedInfo, feedLabel } from '../../../adapters/feeds/feed-settings.ts';
import type { Config } from '../config.ts';
import { readVersion } from '../package-root.ts';
import type { FeedSource } from '../services/jobs.ts';

/** The feeds of the settings; their libraries are loaded when they are opened. */
export const composeFeeds = (config: Config['feeds']): FeedSource => ({
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
});
