import { feedName } from '../../intake/parse-feeds-setting.ts';
import type { Config } from '../config.ts';
import { readVersion } from '../package-root.ts';
import type { FeedSource } from '../services/jobs.ts';

/** The feeds that the environment asks for; their libraries are loaded when they are read. */
export const composeFeeds = (config: Config, packageRoot: string): FeedSource => ({
  names: config.FEEDS.map((setting) => ({ name: feedName(setting), host: setting.kind })),
  async open(parts) {
    if (config.FEEDS.length === 0) return [];
    const { FEEDS_CONTACT: contact } = config;
    if (contact === undefined && config.FEEDS.some(({ kind }) => kind === 'arxiv'))
      parts.logger.info(
        { setting: 'FEEDS_CONTACT' },
        'arXiv is asked without a way to reach you: it refuses such programs sooner, for it can only shut them out',
      );
    const { createFeeds } = await import('../../../adapters/feeds/create-feeds.ts');
    return createFeeds({
      ...parts,
      settings: config.FEEDS,
      urls: {
        huggingface: config.HUGGINGFACE_URL,
        arxivRss: config.ARXIV_RSS_URL,
        arxivApi: config.ARXIV_API_URL,
        arxivOai: config.ARXIV_OAI_URL,
      },
      version: readVersion(packageRoot),
      contact,
    });
  },
});
