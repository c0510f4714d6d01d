import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../../adapters/feeds/http/public-addresses.ts';
import { type FeedServer, startFeedServer } from '../../../support/doubles/feeds/feed-server.ts';
import { asFeed, failure, feed, fetcherWith } from '../../../support/doubles/feeds/with-server.ts';

it.each([
  ['93.184.216.34', true],
  ['2606:2800:220:1:248:1893:25c8:1946', true],
  ['127.0.0.1', false],
  ['127.8.8.8', false],
  ['0.0.0.0', false],
  ['10.1.2.3', false],
  ['172.16.0.1', false],
  ['172.32.0.1', true],
  ['192.168.1.1', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::', false],
  ['fe80::1', false],
  ['fd00:ec2::254', false],
  ['::ffff:10.0.0.1', false],
  ['::ffff:93.184.216.34', true],
  ['64:ff9b::a9fe:a9fe', false],
  ['2002:7f00:1::', false],
  ['no address', false],
])('%s is public: %s', (address, expected) => expect(isPublicAddress(address)).toBe(expected));

describe('a feed that may not be in a private network', () => {
  let server: FeedServer;
  beforeEach(async () => {
    server = await startFeedServer();
    server.on('/rss', { body: feed });
  });
  afterEach(() => server.close());

  it.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1'])(
    'is not asked at %s',
    async (host) => {
      const { fetcher } = fetcherWith({ host: 'shores.example.org', privateHosts: [] });
      const error = await failure(fetcher.get(server.url.replace('127.0.0.1', host).concat('/rss'), asFeed));
      expect(error.message).toContain(
        'is in a private network, and feeds are read from public addresses only',
      );
      expect(error.problem).toBe('mistake');
      expect(server.requests).toEqual([]);
    },
  );

  it('is asked where the operator allows its host, and is not followed to another', async () => {
    const { fetcher } = fetcherWith({ host: '127.0.0.1', privateHosts: ['127.0.0.1'] });
    expect(await fetcher.get(`${server.url}/rss`, asFeed)).toMatchObject({ kind: 'body' });
    const elsewhere = `http://localhost${server.url.slice(server.url.lastIndexOf(':'))}/secret`;
    server.on('/moved', { status: 302, headers: { location: elsewhere } });
    const error = await failure(fetcher.get(`${server.url}/moved`, asFeed));
    expect(error.message).toMatch(/not followed|private network/);
    expect(server.requests.map(({ path }) => path)).not.toContain('/secret');
  });
});
