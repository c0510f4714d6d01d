import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FeedServer, startFeedServer } from '../../../support/doubles/feeds/feed-server.ts';
import { agent, asFeed, failure, feed, fetcherWith } from '../../../support/doubles/feeds/with-server.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';

const minute = 60_000;
const hour = 60 * minute;

let server: FeedServer;
beforeAll(async () => {
  server = await startFeedServer();
});
afterAll(() => server.close());

const at = (path: string) => server.url + path;
const countOf = (path: string) => server.requests.filter((request) => request.path === path).length;

describe('a good answer', () => {
  it('comes with its validators and whether there is a next page', async () => {
    server.on('/good', {
      body: feed,
      headers: {
        etag: 'abc',
        'last-modified': 'Wed, 07 Oct 2026 04:00:00 GMT',
        link: '</good?p=1>; rel="next"',
      },
    });
    const { fetcher } = fetcherWith();
    expect(await fetcher.get(at('/good'), asFeed)).toEqual({
      kind: 'body',
      text: feed,
      validators: { etag: 'abc', lastModified: 'Wed, 07 Oct 2026 04:00:00 GMT' },
      hasNext: true,
    });
  });

  it('is requested with a user agent, on a connection that is closed afterwards', async () => {
    server.on('/named', { body: feed });
    await fetcherWith().fetcher.get(at('/named'), { accept: 'application/atom+xml' });
    expect(server.requests.at(-1)?.headers).toMatchObject({
      'user-agent': agent,
      accept: 'application/atom+xml',
      'accept-encoding': 'gzip, deflate, br',
      connection: 'close',
    });
    expect(server.complaints).toEqual([]);
  });

  it('is unchanged while its validators are valid', async () => {
    server.on('/same', { body: feed, headers: { etag: '"v1"' } });
    const { fetcher } = fetcherWith();
    const first = await fetcher.get(at('/same'), asFeed);
    if (first.kind !== 'body') throw new Error('a body was expected');
    const second = await fetcher.get(at('/same'), { ...asFeed, validators: first.validators });
    expect(second).toEqual({ kind: 'unchanged' });
    server.on('/same', { body: `${feed} `, headers: { etag: '"v2"' } });
    expect(await fetcher.get(at('/same'), { ...asFeed, validators: first.validators })).toMatchObject({
      kind: 'body',
      validators: { etag: '"v2"' },
    });
  });

  it('comes without validators that are too long for a cursor', async () => {
    const headers = { etag: `"${'e'.repeat(1_000)}"`, 'last-modified': 'm'.repeat(101) };
    server.on('/overlong', { body: feed, headers });
    expect(await fetcherWith().fetcher.get(at('/overlong'), asFeed)).toHaveProperty('validators', {});
  });

  it('comes even if the given validators do not fit into headers', async () => {
    server.on('/damaged', { body: feed });
    const validators = { etag: 'a\r\nX-Evil: 1', lastModified: 'ü'.repeat(3) };
    expect(await fetcherWith().fetcher.get(at('/damaged'), { ...asFeed, validators })).toMatchObject({
      text: feed,
    });
    expect(server.requests.at(-1)?.headers).not.toHaveProperty('if-none-match');
    server.on('/damaged', { status: 304 });
    const unasked = await failure(fetcherWith().fetcher.get(at('/damaged'), { ...asFeed, validators }));
    expect(unasked.problem).toBe('unreadable');
  });
});

describe('redirects', () => {
  const to = (location: string, status = 302) => ({ status, headers: { location } });

  it('are followed at the same host, each hop under its own lease', async () => {
    server.on('/hop0', to('/hop1', 301));
    server.on('/hop1', to(at('/hop2#part'), 308));
    server.on('/hop2', { body: feed });
    const { fetcher, clock } = fetcherWith();
    const begun = clock.now();
    expect(await fetcher.get(at('/hop0'), asFeed)).toMatchObject({ text: feed });
    expect(clock.now() - begun).toBe(2 * 3_000);
  });

  it('are followed five times at most', async () => {
    for (let hop = 0; hop < 6; hop++) server.on(`/far${hop}`, to(`/far${hop + 1}`));
    server.on('/far5', { body: feed });
    expect(await fetcherWith().fetcher.get(at('/far0'), asFeed)).toMatchObject({ text: feed });
    server.on('/far5', to('/far6'));
    server.on('/far6', { body: feed });
    expect(await failure(fetcherWith().fetcher.get(at('/far0'), asFeed))).toMatchObject({
      problem: 'unreadable',
      message: 'arXiv redirects too often',
    });
  });

  it('end when they go in a circle', async () => {
    server.on('/a', to('/b'));
    server.on('/b', to('/a'));
    expect(await failure(fetcherWith().fetcher.get(at('/a'), asFeed))).toMatchObject({
      problem: 'unreadable',
      message: 'arXiv redirects in a circle',
    });
    expect(countOf('/a')).toBe(1);
  });

  it.each([
    'http://localhost:1/',
    'https://huggingface.co/',
    'file:///etc/passwd',
    'http://a:b@127.0.0.1/',
    'http://[',
  ])('are not followed to %s', async (location) => {
    server.on('/away', to(location));
    expect(await failure(fetcherWith().fetcher.get(at('/away'), asFeed))).toMatchObject({
      problem: 'unreadable',
    });
  });
});

describe('a refusal', () => {
  const refuse = (status: number, headers: Record<string, string> = {}) => ({ status, headers, body: 'no' });

  it('stops the next request of any fetcher of that host', async () => {
    server.on('/busy', refuse(429));
    const { fetcher, store, clock } = fetcherWith();
    const logger = collectLog();
    expect(
      await failure(fetcherWith({ store, clock, logger }).fetcher.get(at('/busy'), asFeed)),
    ).toMatchObject({
      problem: 'refused',
      retryAfterMs: 15 * minute,
      message: 'arXiv answered 429 at 127.0.0.1',
    });
    expect(logger.lines.map(({ level }) => level)).toEqual(['debug', 'warn']);
    clock.pass(10 * minute);
    const again = fetcherWith({ store, clock }).fetcher.get(at('/busy'), asFeed);
    expect(await failure(again)).toMatchObject({
      problem: 'refused',
      retryAfterMs: 5 * minute,
      message: 'arXiv answered 429 at 127.0.0.1',
    });
    expect(countOf('/busy')).toBe(1);
    clock.pass(5 * minute);
    server.on('/busy', { body: feed });
    expect(await fetcher.get(at('/busy'), asFeed)).toMatchObject({ text: feed });
  });

  it('lasts longer each time, up to twelve hours, until the host answers again', async () => {
    const { fetcher, clock } = fetcherWith();
    const waits: (number | undefined)[] = [];
    server.on('/sulks', refuse(406));
    for (let time = 0; time < 7; time++) {
      const { retryAfterMs = 0 } = await failure(fetcher.get(at('/sulks'), asFeed));
      waits.push(retryAfterMs / minute);
      clock.pass(retryAfterMs);
    }
    expect(waits).toEqual([15, 30, 60, 120, 240, 480, 720]);
    server.on('/sulks', { body: feed }, refuse(503));
    await fetcher.get(at('/sulks'), asFeed);
    expect((await failure(fetcher.get(at('/sulks'), asFeed))).retryAfterMs).toBe(15 * minute);
  });

  it.each([
    [{ 'retry-after': '300' }, 5 * minute],
    [{ 'retry-after': 'Wed, 07 Oct 2026 13:00:00 GMT' }, hour],
    [{ 'retry-after': '1' }, minute],
    [{ 'retry-after': 'Wed, 07 Oct 2020 13:00:00 GMT' }, minute],
    [{ 'retry-after': '99999999' }, 24 * hour],
    [{ 'retry-after': 'soon' }, 15 * minute],
    [{ ratelimit: '"api";r=0;t=155' }, 155_000],
  ])('lasts as long as the host says: %j', async (headers, expected) => {
    server.on('/says', refuse(429, headers as Record<string, string>));
    const { fetcher } = fetcherWith({ host: 'huggingface' });
    expect((await failure(fetcher.get(at('/says'), asFeed))).retryAfterMs).toBe(expected);
  });

  it('by 403 lasts a day at arXiv', async () => {
    server.on('/blocked', refuse(403, { 'retry-after': '60' }));
    expect((await failure(fetcherWith().fetcher.get(at('/blocked'), asFeed))).retryAfterMs).toBe(24 * hour);
    const other = fetcherWith({ host: 'huggingface' }).fetcher;
    expect((await failure(other.get(at('/blocked'), asFeed))).retryAfterMs).toBe(15 * minute);
  });

  it('with a whole feed in its body gives the feed and is remembered', async () => {
    server.on('/odd', { status: 406, body: feed });
    const { fetcher } = fetcherWith();
    expect(await fetcher.get(at('/odd'), asFeed)).toMatchObject({ kind: 'body', text: feed });
    expect(await failure(fetcher.get(at('/odd'), asFeed))).toMatchObject({ problem: 'refused' });
    expect(countOf('/odd')).toBe(1);
  });
});

describe('other answers', () => {
  it.each([
    [404, 'mistake'],
    [410, 'mistake'],
    [400, 'mistake'],
    [401, 'mistake'],
    [500, 'unreachable'],
    [502, 'unreachable'],
    [408, 'unreachable'],
    [204, 'unreadable'],
    [300, 'unreadable'],
    [304, 'unreadable'],
  ])('%i is %s', async (status, problem) => {
    server.on('/status', { status });
    const error = await failure(fetcherWith().fetcher.get(at('/status?x=1'), asFeed));
    expect(error).toMatchObject({ problem });
    expect(error.message).toContain(`arXiv at 127.0.0.1: it answered ${status}`);
  });

  it('400 with a feed is a feed, and its parser decides', async () => {
    server.on('/error', { status: 400, body: '<feed><title>Error</title></feed>' });
    expect(await fetcherWith().fetcher.get(at('/error'), asFeed)).toMatchObject({
      kind: 'body',
    });
  });

  it('a link to a next page counts, wherever it leads', async () => {
    server.on('/paged', { body: '[]', headers: { link: '<https://huggingface.co/x>; rel=next' } });
    expect(await fetcherWith().fetcher.get(at('/paged'), asFeed)).toMatchObject({ hasNext: true });
    server.on('/last', { body: '[]', headers: { link: '</last?p=0>; rel=prev' } });
    expect(await fetcherWith().fetcher.get(at('/last'), asFeed)).toMatchObject({ hasNext: false });
  });

  it.each(['', 'rss.arxiv.org', 'file:///etc/passwd', 'http://['])(
    '“%s” is no web address',
    async (address) => {
      expect(await failure(fetcherWith().fetcher.get(address, asFeed))).toMatchObject({ problem: 'mistake' });
    },
  );

  it('a host that does not exist is unreachable', async () => {
    const gone = await startFeedServer();
    await gone.close();
    expect(await failure(fetcherWith().fetcher.get(gone.url, asFeed))).toMatchObject({
      problem: 'unreachable',
    });
  });

  it('a name and password in an address are never logged', async () => {
    server.on('/secret', refused());
    const logger = collectLog();
    const address = at('/secret?q=1').replace('//', '//ada:hunter2@');
    const error = await failure(fetcherWith({ logger }).fetcher.get(address, asFeed));
    expect(JSON.stringify([logger.lines, error.message, error])).not.toContain('hunter2');
    expect(JSON.stringify(logger.lines)).toContain('/secret?q=1');
  });
});

const refused = () => ({ status: 429 });
