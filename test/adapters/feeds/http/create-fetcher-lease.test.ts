import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFetcher } from '../../../../adapters/feeds/http/create-fetcher.ts';
import { FeedError } from '../../../../src/errors.ts';
import type { HostStore } from '../../../../src/ports/store/intake.ts';
import { type FeedServer, startFeedServer } from '../../../support/doubles/feeds/feed-server.ts';
import { agent, asFeed, failure, feed, fetcherWith } from '../../../support/doubles/feeds/with-server.ts';
import { memoryHostStore } from '../../../support/fakes/memory-host-store.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';

const pauseMs = 25;

let server: FeedServer;
beforeEach(async () => {
  server = await startFeedServer({ arxivPauseMs: pauseMs });
});
afterEach(() => server.close());

describe('all fetchers of one host', () => {
  it('make one request at a time, with a pause between the end of an answer and the next request', async () => {
    const store = memoryHostStore();
    const slowly = async () => {
      await wait(10);
      return { body: feed };
    };
    const paths = ['/rss/cs.LG', '/api/query?search_query=all', '/oai?verb=ListRecords', '/rss/cs.CL'];
    for (const path of paths) server.on(path, slowly);
    const clock = { now: Date.now };
    const fetchers = paths.map(() =>
      createFetcher({
        host: 'arxiv',
        store,
        clock,
        logger: silentLogger,
        userAgent: agent,
        limits: { pauseMs },
      }),
    );
    await Promise.all(
      fetchers.flatMap((fetcher) => paths.map((path) => fetcher.get(server.url + path, asFeed))),
    );
    expect(server.requests).toHaveLength(16);
    expect(server.complaints).toEqual([]);
    expect(server.mostOpen).toBe(1);
    const gaps = server.requests
      .slice(1)
      .map((each, i) => each.startedAt - (server.requests[i]?.endedAt ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(pauseMs);
  });

  it('pause after an error and after a broken answer too', async () => {
    server.on('/x', { status: 500 }, { status: 404 }, { body: '<rss>', cut: true }, { body: feed });
    const { fetcher, clock } = fetcherWith();
    const begun = clock.now();
    for (let time = 0; time < 3; time++) await failure(fetcher.get(`${server.url}/x`, asFeed));
    expect(await fetcher.get(`${server.url}/x`, asFeed)).toMatchObject({ text: feed });
    expect(clock.now() - begun).toBe(9_000);
  });
});

describe('a lease that another process holds', () => {
  it('is waited for up to a minute', async () => {
    const { fetcher, store, clock } = fetcherWith();
    await store.takeLease('arxiv', clock.now(), 150_000);
    const begun = clock.now();
    expect(await failure(fetcher.get(`${server.url}/rss/cs.LG`, asFeed))).toMatchObject({
      problem: 'unreachable',
      message: 'arXiv is being asked by others',
      // At most this much of the lease is left.
      retryAfterMs: 90_000,
    });
    expect(clock.now() - begun).toBe(60_000);
    expect(server.requests).toEqual([]);
  });

  it('expires if its holder hangs', async () => {
    server.on('/rss/cs.LG', { body: feed });
    const { fetcher, store, clock } = fetcherWith();
    await store.takeLease('arxiv', clock.now(), 40_000);
    const begun = clock.now();
    expect(await fetcher.get(`${server.url}/rss/cs.LG`, asFeed)).toMatchObject({ text: feed });
    expect(clock.now() - begun).toBe(40_000);
  });

  it('does not matter for another host', async () => {
    server.on('/rss/cs.LG', { body: feed });
    const { fetcher, store, clock } = fetcherWith();
    await store.takeLease('huggingface', clock.now(), 150_000);
    await store.refuse('huggingface', clock.now() + 1_000, 'not now');
    expect(await fetcher.get(`${server.url}/rss/cs.LG`, asFeed)).toMatchObject({ text: feed });
  });

  it('is not waited for longer when the clock stands still', async () => {
    const store = memoryHostStore();
    await store.takeLease('arxiv', 0, 150_000);
    const { fetcher } = fetcherWith({ store, clock: { now: () => 0 }, sleep: async () => {} });
    expect(await failure(fetcher.get(server.url, asFeed))).toMatchObject({ problem: 'unreachable' });
  });
});

describe('when the store fails', () => {
  const broken: HostStore = {
    ...memoryHostStore(),
    takeLease: () => Promise.reject(new Error('password authentication failed for user "ada"')),
  };

  it('no request is made', async () => {
    const error = await failure(
      fetcherWith({ store: broken }).fetcher.get(`${server.url}/rss/cs.LG`, asFeed),
    );
    expect(error).toBeInstanceOf(FeedError);
    expect(error).toMatchObject({
      problem: 'unreachable',
      message: 'what is known of arXiv could not be read',
      cause: { message: 'password authentication failed for user "ada"' },
    });
    expect(server.requests).toEqual([]);
  });
});
