import { describe, expect, it } from 'vitest';
import { defined } from '../../../src/defined.ts';
import { noCounts } from '../../../src/intake/rounds/counts.ts';
import {
  areFeedsBehind,
  enqueueFeeds,
  type FeedJobDeps,
  runFeedJob,
} from '../../../src/intake/rounds/feed-jobs.ts';
import type { NewJob } from '../../../src/ports/queue.ts';
import type { IntakeStore, SourceState } from '../../../src/ports/store/intake.ts';
import { createFakeFeed } from '../../support/fakes/fake-feed.ts';
import { silentLogger } from '../../support/fakes/silent-logger.ts';

const now = 1_000_000;

/** Feeds of three hosts; what is known of them is when they are due. */
function world(due: Readonly<Record<string, number>>) {
  const feeds = [
    createFakeFeed({ name: 'a1', host: 'a' }),
    createFakeFeed({ name: 'a2', host: 'a' }),
    createFakeFeed({ name: 'b', host: 'b' }),
    createFakeFeed({ name: 'c', host: 'c' }),
  ];
  const jobs: NewJob[] = [];
  const store = {
    source: async (name: string): Promise<SourceState | undefined> =>
      due[name] === undefined ? undefined : { name, totals: noCounts, failures: 0, nextAt: due[name] },
    endRound: async () => {},
  } as Partial<IntakeStore> as IntakeStore;
  const deps: FeedJobDeps = {
    feeds: async () => feeds,
    store,
    clock: { now: () => now },
    logger: silentLogger,
    queue: { addMany: async (more) => void jobs.push(...more) },
  };
  return {
    jobs,
    look: () => enqueueFeeds(deps),
    run: (host: string) => runFeedJob({ name: 'feed', id: '', data: { host } }, deps),
    read: () => feeds.filter(({ asked }) => asked.length > 0).map(({ name }) => name),
  };
}

describe('each minute', () => {
  it('there is one job for each host that has a feed to read', async () => {
    const { jobs, look } = world({ a1: now - 1, b: now + 1, c: now });
    await look();
    expect(jobs).toEqual([
      { name: 'feed', id: 'feed:a', data: { host: 'a' } },
      { name: 'feed', id: 'feed:c', data: { host: 'c' } },
    ]);
  });
  it('there is none when nothing is due', async () => {
    const { jobs, look } = world({ a1: now + 1, a2: now + 1, b: now + 1, c: now + 1 });
    await look();
    expect(jobs).toEqual([]);
  });
});

describe('the job of a host', () => {
  it('reads its feeds that are due by then, one after the other', async () => {
    const { run, read } = world({ a2: now - 5 });
    await run('a');
    expect(read()).toEqual(['a1', 'a2']);
  });
  it('leaves those alone that another process has read meanwhile', async () => {
    const { run, read } = world({ a1: now + 5 });
    await run('a');
    expect(read()).toEqual(['a2']);
  });
  it('does nothing for a host that is not set here', async () => {
    const { run, read } = world({});
    await run('elsewhere');
    expect(read()).toEqual([]);
  });
});

const startedAt = Date.parse('2026-10-27T09:00Z');
const minuteMs = 60_000;

const storeWith = (nextAt: number | undefined) =>
  ({
    source: async (name: string) => ({ name, ...defined({ nextAt }) }),
  }) as unknown as IntakeStore;

describe('digests wait after a start for', () => {
  it.each([
    ['a feed that was due an hour before the start', -60, 1, true],
    ['one that was read since', 45, 1, false],
    ['one that was due just now', -10, 1, false],
    ['one that was never read', undefined, 1, false],
    ['one that cannot be read for long: the digest goes on', -60, 5, false],
  ])('%s', async (_name, dueInMinutes, minutesLater, expected) => {
    const store = storeWith(dueInMinutes === undefined ? undefined : startedAt + dueInMinutes * minuteMs);
    const now = startedAt + minutesLater * minuteMs;
    expect(await areFeedsBehind(async () => [{ name: 'fake' }], store, startedAt, now)).toBe(expected);
  });
});
