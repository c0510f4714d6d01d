import type { Clock, Logger } from '../../src/ports/clock-and-logger.ts';
import type { Feed } from '../../src/ports/feed.ts';
import type { HostStore } from '../../src/ports/store/hosts.ts';
import { createArxiv } from './arxiv/create-arxiv.ts';
import type { ArxivUrls } from './arxiv/urls.ts';
import { createFetcher } from './http/create-fetcher.ts';
import type { HostName } from './http/etiquette.ts';
import type { Fetcher } from './http/fetcher.ts';
import { createHuggingface } from './huggingface/create-huggingface.ts';
import { type FeedSetting, feedName } from './parse-feeds-setting.ts';

/** Where the hosts are; others than the default ones for proxies and tests. Without a slash at the end. */
export interface FeedUrls {
  readonly huggingface: string;
  readonly arxivRss: string;
  readonly arxivOai: string;
}

export const feedUrls: FeedUrls = {
  huggingface: 'https://huggingface.co',
  arxivRss: 'https://rss.arxiv.org',
  arxivOai: 'https://oaipmh.arxiv.org/oai',
};

export interface FeedsOptions {
  readonly settings: readonly FeedSetting[];
  /** Those that are left out are `feedUrls`. */
  readonly urls?: { readonly [Name in keyof FeedUrls]?: FeedUrls[Name] | undefined };
  readonly store: HostStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of Paperboy, for the name under which it asks. */
  readonly version: string;
  /** A mail address or a link, for those whose hosts are asked. */
  readonly contact?: string | undefined;
  readonly sleep?: (ms: number) => Promise<void>;
  /** The process ends: waits and requests end at once. */
  readonly stopping?: AbortSignal;
}

/** The feeds of the settings, in their order; those of one host share its turn and what it refused. */
export function createFeeds(options: FeedsOptions): readonly Feed[] {
  const { settings, contact } = options;
  const urls = withDefaults(options.urls ?? {});
  const fetchers: Readonly<Record<HostName, Fetcher>> = {
    huggingface: fetcherOf('huggingface', options),
    arxiv: fetcherOf('arxiv', options),
  };
  const arxivUrls: ArxivUrls = { rss: urls.arxivRss, oai: urls.arxivOai };

  return settings.map((setting) => {
    const name = feedName(setting);
    const spreadKey = `${name} ${contact ?? ''}`;
    if (setting.kind === 'huggingface')
      return createHuggingface({ name, spreadKey, url: urls.huggingface, fetcher: fetchers.huggingface });
    const { categories } = setting;
    return createArxiv({ name, spreadKey, categories, urls: arxivUrls, fetcher: fetchers.arxiv });
  });
}

function fetcherOf(
  host: HostName,
  { store, clock, logger, version, contact, sleep, stopping }: FeedsOptions,
): Fetcher {
  return createFetcher({
    host,
    store,
    clock,
    logger,
    userAgent: userAgent(version, contact),
    stopping,
    ...(sleep && { sleep }),
  });
}

function withDefaults(given: NonNullable<FeedsOptions['urls']>): FeedUrls {
  const of = (name: keyof FeedUrls) => (given[name] ?? feedUrls[name]).replace(/\/+$/, '');
  return {
    huggingface: of('huggingface'),
    arxivRss: of('arxivRss'),
    arxivOai: of('arxivOai'),
  };
}

/**
 * How Paperboy names itself: `Paperboy/0.1.0 (+mailto:ada@example.org)`. Hosts want a way to reach who asks them
 * (info.arxiv.org/help/robots.html).
 * @param contact a mail address or a link, from a setting. What does not belong into a header is left out.
 */
export function userAgent(version: string, contact?: string): string {
  const name = `Paperboy/${version.replace(/[^\w.+-]/g, '') || '0'}`;
  const plain = (contact ?? '').replace(/[^\x21-\x7e]|[()\\]/g, '').slice(0, 200);
  if (plain === '') return name;
  const isAddress = plain.includes('@') && !/^[a-z]+:/i.test(plain);
  return `${name} (+${isAddress ? 'mailto:' : ''}${plain})`;
}
