import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedLinks } from '../../../../adapters/feeds/directory/feed-links.ts';
import { createAddedFeed, previewFeed } from '../../../../adapters/feeds/directory/open-added.ts';
import { readFeedWords } from '../../../../adapters/feeds/directory/read-words.ts';
import { FeedError } from '../../../../src/errors.ts';
import { type FeedServer, startFeedServer } from '../../../support/doubles/feeds/feed-server.ts';
import { stepClock } from '../../../support/doubles/feeds/with-server.ts';
import { expectLinear } from '../../../support/expect-linear.ts';
import { memoryHostStore } from '../../../support/fakes/memory-host-store.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';

let server: FeedServer;
beforeAll(async () => {
  server = await startFeedServer();
});
afterAll(() => server.close());

const item = (title: string) =>
  `<item><title>${title}</title><link>https://j.example.org/${title}</link><description>${'What it says. '.repeat(9)}</description></item>`;
const rss = (...titles: readonly string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Latest articles from Ants Quarterly</title>${titles.map(item).join('')}</channel></rss>`;

function optionsWith(allowedHosts: readonly string[]) {
  const clock = stepClock();
  return {
    allowedHosts,
    store: memoryHostStore(),
    clock,
    logger: silentLogger,
    version: '0.1.0',
    sleep: clock.sleep,
  };
}
/** As people type it. */
const nameOf = (address: string): string => {
  const read = readFeedWords(address);
  if (!('name' in read)) throw new Error(`${address} is no feed`);
  return `added:${read.name}`;
};
const look = (path: string, allowedHosts: readonly string[] = ['127.0.0.1']) =>
  previewFeed(nameOf(path.startsWith('http') ? path : `${server.url}${path}`), optionsWith(allowedHosts));

describe('a look at an address', () => {
  it('shows its papers and its own name, and trusts an unknown host no more than a file', async () => {
    server.on('/feed', { body: rss('Ants', 'Issue Information', 'Bees') });
    const found = await look('/feed');
    expect(found).toMatchObject({ kind: 'feed', label: 'Ants Quarterly', others: 1 });
    if (found.kind !== 'feed') throw new Error('no feed');
    expect(found.records.map(({ paper }) => [paper.title, paper.edition])).toEqual([
      ['Ants', { by: 'import' }],
      ['Bees', { by: 'import' }],
    ]);
  });
  it('that leads to a page tells the feeds that the page names', async () => {
    server.on('/page', {
      body: '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" title="Ants" href="/feed?a=1&amp;b=2"></head></html>',
    });
    expect(await look('/page')).toEqual({
      kind: 'page',
      feeds: [{ title: 'Ants', url: `${server.url}/feed?a=1&b=2` }],
    });
  });
  it('says that there is nothing', async () => {
    expect(await look('/nowhere')).toEqual({ kind: 'missing' });
  });
  it('goes no further for what is no feed', async () => {
    server.on('/json', { body: '{"a":1}' });
    await expect(look('/json')).rejects.toBeInstanceOf(FeedError);
  });
  it.each([
    ['the machine itself', () => `${server.url}/feed`],
    ['the machine itself, by name', () => server.url.replace('127.0.0.1', 'localhost')],
    ['another way to write a number', () => server.url.replace('127.0.0.1', '2130706433')],
    ['IPv4 within IPv6', () => server.url.replace('127.0.0.1', '[::ffff:127.0.0.1]')],
    ['what clouds tell their machines', () => 'http://169.254.169.254/latest/meta-data/'],
    ['a private network', () => 'http://10.0.0.1/feed'],
    ['an address without a place', () => 'http://0.0.0.0/feed'],
  ])('never reaches %s', async (_what, address) => {
    const before = server.requests.length;
    expect(await look(address(), [])).toEqual({ kind: 'private' });
    expect(server.requests).toHaveLength(before);
  });
  it('never reaches a private network by a redirect from an allowed host', async () => {
    server.on('/away', { status: 302, headers: { location: server.url.replace('127.0.0.1', 'localhost') } });
    const before = server.requests.length;
    await expect(look('/away')).rejects.toBeInstanceOf(FeedError);
    expect(server.requests).toHaveLength(before + 1);
  });
  it('the rounds of an added feed keep to the same rules', async () => {
    const feed = createAddedFeed(`added:rss:${server.url}/feed`, optionsWith([]));
    await expect(feed?.read(undefined, 0).next()).rejects.toThrow('private network');
    expect(createAddedFeed('added:nonsense', optionsWith([]))).toBeUndefined();
  });
});

describe('the feeds that a page names', () => {
  const base = new URL('https://example.org/a/');
  it.each([
    ['<link href=feed.xml type=application/atom+xml rel=alternate>', ['https://example.org/a/feed.xml']],
    ["<LINK REL='ALTERNATE stylesheet' TYPE='application/feed+json' HREF='//f.org/j'>", ['https://f.org/j']],
    ['<link rel="alternate" type="application/rss+xml" title="Comments Feed" href="/comments/feed">', []],
    ['<link rel="alternate" hreflang="de" href="/de">', []],
    ['<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">', []],
    ['<link rel="stylesheet" type="application/rss+xml" href="/x">', []],
  ])('%s', (html, urls) => {
    expect(feedLinks(html, base).map(({ url }) => url)).toEqual(urls);
  });
  it('are found in linear time', async () => {
    await expectLinear((n) => void feedLinks(`<link ${'rel="a" '.repeat(n)}`, base));
    await expectLinear((n) => void feedLinks('<link '.repeat(n), base));
  });
});
