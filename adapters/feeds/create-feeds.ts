import { defined } from '../../src/defined.ts';
import type { Feed } from '../../src/ports/feed.ts';
import type { PaperLookUp } from '../../src/ports/paper-look-up.ts';
import { createArxiv } from './arxiv/create-arxiv.ts';
import { arxivUrls } from './arxiv/requests.ts';
import { createBiorxiv } from './biorxiv/create-biorxiv.ts';
import { type FeedSetting, feedHost, feedName } from './feed-settings.ts';
import { createFetcher, type FetcherOptions } from './http/create-fetcher.ts';
import { createHuggingface } from './huggingface/create-huggingface.ts';
import { createJournal } from './journal/create-journal.ts';
import { createArxivLookUp } from './look-up/arxiv-look-up.ts';
import { createHuggingfaceLookUp } from './look-up/huggingface-look-up.ts';

/** Where the hosts are, without a slash at the end. */
export const defaultUrls = {
  huggingface: 'https://huggingface.co',
  arxivRss: 'https://rss.arxiv.org',
  arxivOai: 'https://oaipmh.arxiv.org/oai',
  arxivApi: 'https://export.arxiv.org/api/query',
  biorxiv: 'https://api.biorxiv.org',
  crossref: 'https://api.crossref.org',
  openalex: 'https://api.openalex.org',
  s2: 'https://api.semanticscholar.org',
};

/** What all feeds share. */
export interface FeedsOptions extends Omit<FetcherOptions, 'host' | 'userAgent' | 'limits'> {
  readonly settings: readonly FeedSetting[];
  /** Other addresses, for mirrors and tests. */
  readonly urls?: Partial<typeof defaultUrls>;
  /** Paperboy's version, for its user agent. */
  readonly version: string;
  /** An e-mail address or a link by which hosts can reach the operator of the bot. */
  readonly contact?: string | undefined;
}

/** A person waits for the answer: a host that is busy or slow is left for another time. In milliseconds. */
export const impatient = { leaseWaitMs: 10_000, headDeadlineMs: 15_000, answerDeadlineMs: 20_000 } as const;

/** Makes what asks the hosts for single papers, arXiv first. They share the leases and refusals of the feeds. */
export function createLookUps({
  urls: given,
  version,
  contact,
  ...rest
}: Omit<FeedsOptions, 'settings'>): readonly PaperLookUp[] {
  const urls = { ...defaultUrls, ...given };
  const fetcherOf = (host: 'arxiv' | 'huggingface') =>
    createFetcher({ ...rest, host, userAgent: userAgent(version, contact), limits: impatient });
  return [
    createArxivLookUp(urls.arxivApi, fetcherOf('arxiv')),
    createHuggingfaceLookUp(urls.huggingface, fetcherOf('huggingface')),
  ];
}

/** Makes the feeds of the settings, in their order. Feeds of one host share its lease and its refusals. */
export function createFeeds({ settings, ...options }: FeedsOptions): readonly Feed[] {
  // The person who runs the bot may name a host of the own network; a journal may not redirect there.
  return settings.map((setting) =>
    createFeed(setting, {
      ...options,
      name: feedName(setting),
      ...defined({ privateHosts: setting.kind === 'rss' ? [feedHost(setting)] : undefined }),
    }),
  );
}

/** How one feed is made. */
interface FeedOptions extends Omit<FeedsOptions, 'settings'>, Pick<FetcherOptions, 'limits'> {
  /** Under which the store keeps its cursor, and papers their source. */
  readonly name: string;
  /** How far the texts of a journal are trusted. Default: as those of a journal. */
  readonly trustedAs?: 'journal' | 'import';
}

/** Makes one feed. */
export function createFeed(
  setting: FeedSetting,
  { name, trustedAs = 'journal', urls: given, version, contact, ...rest }: FeedOptions,
): Feed {
  const urls = { ...defaultUrls, ...given };
  const host = feedHost(setting);
  const fetcher = createFetcher({ ...rest, host, userAgent: userAgent(version, contact) });
  const common = { name, installationKey: `${name} ${contact ?? ''}`, fetcher };
  switch (setting.kind) {
    case 'huggingface':
      return createHuggingface({ ...common, url: urls.huggingface });
    case 'arxiv':
      return createArxiv({
        ...common,
        categories: setting.categories,
        urls: arxivUrls({ rss: urls.arxivRss, oai: urls.arxivOai }),
      });
    case 'biorxiv':
    case 'medrxiv':
      return createBiorxiv({
        ...common,
        server: setting.kind,
        url: urls.biorxiv,
        ...defined({ category: setting.category }),
      });
    case 'rss':
      return createJournal({ ...common, host, url: setting.url, trustedAs });
    default:
      return setting satisfies never;
  }
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
