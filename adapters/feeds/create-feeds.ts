import type { Feed } from '../../src/ports/feed.ts';
import { createArxiv } from './arxiv/create-arxiv.ts';
import { arxivUrls } from './arxiv/requests.ts';
import { type FeedSetting, feedName } from './feed-settings.ts';
import { createFetcher, type FetcherOptions } from './http/create-fetcher.ts';
import type { HostName } from './http/etiquette.ts';
import { createHuggingface } from './huggingface/create-huggingface.ts';

/** Where the hosts are, without a slash at the end. */
const defaultUrls = {
  huggingface: 'https://huggingface.co',
  arxivRss: 'https://rss.arxiv.org',
  arxivOai: 'https://oaipmh.arxiv.org/oai',
};

export interface FeedsOptions extends Omit<FetcherOptions, 'host' | 'userAgent' | 'limits'> {
  readonly settings: readonly FeedSetting[];
  /** Other addresses, for mirrors and tests. */
  readonly urls?: Partial<typeof defaultUrls>;
  /** Paperboy's version, for its user agent. */
  readonly version: string;
  /** An e-mail address or a link by which hosts can reach the operator of the bot. */
  readonly contact?: string | undefined;
}

/** Makes the feeds of the settings, in their order. Feeds of one host share its lease and its refusals. */
export function createFeeds({
  settings,
  urls: given,
  version,
  contact,
  ...rest
}: FeedsOptions): readonly Feed[] {
  const urls = { ...defaultUrls, ...given };
  const fetcherOf = (host: HostName) =>
    createFetcher({ ...rest, host, userAgent: userAgent(version, contact) });
  const fetchers = { huggingface: fetcherOf('huggingface'), arxiv: fetcherOf('arxiv') };
  return settings.map((setting) => {
    const name = feedName(setting);
    const shared = { name, fetcher: fetchers[setting.kind], installationKey: `${name} ${contact ?? ''}` };
    switch (setting.kind) {
      case 'huggingface':
        return createHuggingface({ ...shared, url: urls.huggingface });
      case 'arxiv':
        return createArxiv({
          ...shared,
          categories: setting.categories,
          urls: arxivUrls({ rss: urls.arxivRss, oai: urls.arxivOai }),
        });
      default:
        return setting satisfies never;
    }
  });
}

/**
 * `Paperboy/0.1.0 (+mailto:ada@example.org)`. Hosts want a way to reach those who send requests
 * (info.arxiv.org/help/robots.html).
 * @param contact an e-mail address or a link. Characters that do not fit into a header are left out.
 */
export function userAgent(version: string, contact = ''): string {
  const name = `Paperboy/${version.replace(/[^\w.+-]/g, '') || '0'}`;
  const plain = contact.replace(/[^\x21-\x7e]|[()\\]/g, '').slice(0, 200);
  if (plain === '') return name;
  const isAddress = plain.includes('@') && !/^[a-z]+:/i.test(plain);
  return `${name} (+${isAddress ? 'mailto:' : ''}${plain})`;
}
