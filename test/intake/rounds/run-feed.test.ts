import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defined } from '../../../src/defined.ts';
import { FeedError } from '../../../src/errors.ts';
import { addCounts, noCounts } from '../../../src/intake/rounds/counts.ts';
import { runFeed } from '../../../src/intake/rounds/run-feed.ts';
import type { Counts } from '../../../src/ports/feed.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import { createFakeFeed, type FakeFeed, page } from '../../support/fakes/fake-feed.ts';
import { withStore } from '../../support/fakes/with-store.ts';
import { makeStoreFolder } from '../../support/fixtures/store-folder.ts';

const hour = 60 * 60_000;
const clock = { time: Date.parse('2026-05-04T08:00Z'), now: () => clock.time };
const log = collectLog();
let store: Store;
let close = () => {};
let closed: Promise<void>;
let folder: string;

beforeAll(async () => {
  folder = await makeStoreFolder();
  store = await new Promise<Store>((opened, failed) => {
    closed = withStore({ dataDir: folder }, (real) => {
      opened(real);
      return new Promise<void>((resolve) => {
        close = resolve;
      });
    });
    closed.catch(failed);
  });
});
afterAll(async () => {
  close();
  await closed;
  rmSync(folder, { recursive: true });
});

const run = (feed: FakeFeed, over: Store = store, stopping?: AbortSignal) =>
  runFeed(feed, { store: over, clock, logger: log, ...defined({ stopping }) });
const stateOf = async ({ name }: FakeFeed) => {
  const state = await store.source(name);
  if (state === undefined) throw new Error(`nothing is known of ${name}`);
  return state;
};
const sumOf = ({ seen, ...parts }: Counts) => [seen, Object.values(parts).reduce((a, b) => a + b, 0)];

let feeds = 0;
const newFeed = (fields: Partial<FakeFeed> = {}) => createFakeFeed({ name: `fake${++feeds}`, ...fields });

describe('a round', () => {
  it('takes in every page, adds up what came, and remembers where it is', async () => {
    const reject = { item: 'item 2', reason: 'no title', excerpt: '{}' };
    const feed = newFeed({
      pages: [page('Alpha ants', 'Beta bees'), { ...page('Gamma gulls'), rejects: [reject], skipped: 4 }],
      end: { nextAt: clock.time + hour, note: 'a holiday' },
    });
    await run(feed);
    const state = await stateOf(feed);
    const counts = { seen: 8, added: 3, merged: 0, known: 0, skipped: 4, rejected: 1 };
    expect(state).toMatchObject({
      cursor: 2,
      totals: counts,
      lastRound: counts,
      lastSuccessAt: clock.time,
      nextAt: clock.time + hour,
      failures: 0,
      note: 'a holiday',
    });
    expect(await store.rejects(feed.name, 5)).toMatchObject([reject]);
  });

  it('goes on at its cursor, and says nothing new of a paper that is known', async () => {
    const feed = newFeed({ pages: [page('Delta dogs')] });
    await run(feed);
    feed.pages = [...feed.pages, page('Delta dogs', 'Epsilon eels')];
    await run(feed);
    expect(feed.asked).toEqual([undefined, 1]);
    const { totals, lastRound } = await stateOf(feed);
    expect(lastRound).toMatchObject({ seen: 2, added: 1 });
    expect(totals).toMatchObject({ seen: 3, added: 2 });
    expect(sumOf(totals)).toEqual([3, 3]);
  });
});

describe('a round of which the newest items could not be read', () => {
  it('counts as failed, keeps its papers, and is due as the feed says', async () => {
    const reject = { item: 'item 1', reason: 'null, not an object', excerpt: '' };
    const note = '2026-05-04 could not be read and will be tried again';
    const feed = newFeed({
      pages: [{ ...page('Readable rooks'), rejects: [reject] }],
      end: { nextAt: clock.time + hour, isUnread: true, note },
    });
    await run(feed);
    const state = await stateOf(feed);
    expect(state).toMatchObject({ failures: 1, note, nextAt: clock.time + hour, totals: { added: 1 } });
    expect(state.lastRound).toMatchObject({ seen: 2, rejected: 1 });
    expect(state.lastSuccessAt).toBeUndefined();
    feed.pages = [...feed.pages, page('Later larks')];
    feed.end = { nextAt: clock.time + hour };
    await run(feed);
    expect(await stateOf(feed)).toMatchObject({ failures: 0, lastSuccessAt: clock.time });
  });
});

describe('a round that fails', () => {
  it('keeps what came before, waits, and waits longer when it fails again', async () => {
    const feed = newFeed({ pages: [page('Zeta zebras'), page('Eta emus')] });
    feed.failing = { at: 1, error: new FeedError('unreachable', 'no whole answer') };
    await run(feed);
    const first = await stateOf(feed);
    expect(first).toMatchObject({ cursor: 1, failures: 1, note: 'no whole answer', totals: { added: 1 } });
    expect(first.lastSuccessAt).toBeUndefined();
    await run(feed);
    const second = await stateOf(feed);
    expect(second.failures).toBe(2);
    const waited = [first, second].map(({ nextAt = 0 }) => (nextAt - clock.time) / 60_000);
    expect(waited[1]).toBeCloseTo(2 * (waited[0] ?? 0), 2);
    feed.failing = undefined;
    await run(feed);
    expect(await stateOf(feed)).toMatchObject({ cursor: 2, failures: 0, totals: { seen: 2, added: 2 } });
    expect((await stateOf(feed)).note).toBeUndefined();
    expect(log.lines.some(({ level }) => level === 'error')).toBe(false);
  });

  it('waits as long as its host asked', async () => {
    const feed = newFeed({ pages: [page('x')] });
    feed.failing = { at: 0, error: new FeedError('refused', 'it answered 429', { retryAfterMs: 3 * hour }) };
    await run(feed);
    expect((await stateOf(feed)).nextAt).toBeGreaterThanOrEqual(clock.time + 3 * hour);
  });

  it('by a bug of ours is logged with its feed, and tried again in an hour', async () => {
    const feed = newFeed({ pages: [page('x')] });
    feed.failing = { at: 0, error: new TypeError('x is not a function') };
    await run(feed);
    expect(await stateOf(feed)).toMatchObject({ failures: 1, nextAt: clock.time + hour });
    expect(log.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { fields: { feed: feed.name, err: { message: 'x is not a function' } } },
    ]);
    expect((await stateOf(feed)).note).toContain('bug');
  });
});

describe('a round that is killed', () => {
  const titles = (at: number) => [`Round ${at} one`, `Round ${at} two`];

  it('goes on without loss or doubling wherever it was, and its counts add up', async () => {
    for (const [at, after] of [0, 1, 2, 3].flatMap((at) => [[at, false] as const, [at, true] as const])) {
      const start = await store.latestArrival();
      const pages = [0, 1, 2, 3].map((number) =>
        page(...titles(number).map((title) => `${title} ${at} ${after}`)),
      );
      const feed = newFeed({ pages });
      await expect(run(feed, dyingAt(at, after))).rejects.toThrow('killed');
      await run(feed);
      const { totals, cursor } = await stateOf(feed);
      const arrivals = await store.arrivals(start, await store.latestArrival());
      const came = arrivals.map(({ paper }) => paper.title);
      expect(came.sort()).toEqual(
        pages.flatMap(({ records }) => records.map(({ paper }) => paper.title)).sort(),
      );
      expect(cursor).toBe(4);
      expect(totals).toEqual(addCounts(noCounts, { ...noCounts, seen: 8, added: 8 }));
    }
  });

  /** Nothing is written from the page of that number on; `after`: but for that page. */
  function dyingAt(number: number, after: boolean): Store {
    let left = number;
    const dead = async () => {
      throw new Error('killed');
    };
    return {
      ...store,
      endRound: dead,
      async takeIn(...args) {
        if (left < 0 || (left === 0 && !after)) return dead();
        const counts = await store.takeIn(...args);
        if (left-- === 0) return dead();
        return counts;
      },
    };
  }

  it('twice at once, neither loses nor doubles a paper', async () => {
    const start = await store.latestArrival();
    const feed = newFeed({ pages: [page('Twin one', 'Twin two'), page('Twin three')] });
    await Promise.all([run(feed), run(feed)]);
    const arrivals = await store.arrivals(start, await store.latestArrival());
    expect(arrivals.map(({ paper }) => paper.title)).toEqual(['Twin one', 'Twin two', 'Twin three']);
    const { totals } = await stateOf(feed);
    expect(totals.added).toBe(3);
    expect(sumOf(totals)[0]).toBe(sumOf(totals)[1]);
  });

  it('by the end of the process keeps its cursor, and counts as no failure', async () => {
    const stopping = new AbortController();
    const feed = newFeed({ pages: [page('Iota ibex'), page('Kappa koala')] });
    const stoppingStore: Store = {
      ...store,
      async takeIn(...args) {
        const counts = await store.takeIn(...args);
        stopping.abort();
        return counts;
      },
    };
    await run(feed, stoppingStore, stopping.signal);
    expect(feed.cutOff).toBe(1);
    expect(await stateOf(feed)).toMatchObject({ cursor: 1, failures: 0 });
    await run(feed);
    expect(feed.asked).toEqual([undefined, 1]);
    expect((await stateOf(feed)).totals).toMatchObject({ seen: 2, added: 2 });
  });
});
