import { afterEach, expect, it } from 'vitest';
import { startJobs } from '../../../src/app/services/jobs.ts';
import type { Services } from '../../../src/commands/services.ts';
import type { Feed } from '../../../src/ports/feed.ts';
import type { Queue } from '../../../src/ports/queue.ts';
import type { SourceState } from '../../../src/ports/store/intake.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import { createFakeFeed } from '../../support/fakes/fake-feed.ts';
import { createFakeFeedSource } from '../../support/fakes/fake-feed-source.ts';
import { until } from '../../support/until.ts';

const minuteMs = 60_000;
const startedAt = Date.parse('2026-10-27T09:00Z');

const started: AbortController[] = [];
afterEach(() => {
  for (const each of started.splice(0)) each.abort();
});

/** A queue that notes its calls, a store with one place that is due, and a feed whose next round is due as given. */
function lab(feedDueAt = startedAt) {
  const asked: string[] = [];
  const queue = {
    work: async () => void asked.push('work'),
    pending: async () => [],
    waiting: async () => 0,
    addMany: async (jobs: readonly { readonly name: string }[]) => {
      for (const { name } of jobs) asked.push(`add ${name}`);
    },
    stop: async () => asked.push('stop') > 0,
  } as unknown as Queue;
  const store = {
    source: async (name: string) => ({ name, nextAt: feedDueAt }) as SourceState,
    forgetFuture: async () => undefined,
    duePlaces: async () => [{ place: { platform: 'test', workspace: 'lab', channel: 'c1' } }],
    retryWhereAnswered: async () => {},
    placesToDeliver: async () => [],
    dueAmendments: async () => [],
    areSavesChangesDue: async () => false,
    removeGone: async () => 0,
    allAddedFeeds: async () => [],
    overdue: async () => [],
    lastBeat: async () => startedAt,
    claimBeat: async (name: string) => {
      asked.push(`claim ${name}`);
      return beats.includes(name);
    },
    finishBeat: async (name: string) => void asked.push(`finish ${name}`),
  };
  const beats: string[] = [];
  const clock = { time: startedAt, now: () => clock.time };
  const log = collectLog();
  const stopping = new AbortController();
  started.push(stopping);
  const hooks = {
    openQueue: async () => queue,
    openFeeds: async (): Promise<readonly Feed[]> => [createFakeFeed()],
  };
  /** @param make makes an added feed */
  const start = (own: object = store, make: (name: string) => Feed | undefined = () => undefined) =>
    startJobs({
      services: { store: own, clock, logger: log, messengerOf: () => ({}) } as unknown as Services,
      lookMs: 5,
      feeds: {
        ...createFakeFeedSource(make),
        infos: [],
        label: (name) => name,
        open: () => hooks.openFeeds(),
      },
      openQueue: () => hooks.openQueue(),
      stopping: stopping.signal,
    });
  return { asked, queue, beats, store, log, hooks, clock, stopping, start };
}

it('works on digests and feeds', async () => {
  const { asked, start } = lab();
  expect(await start()).toBeDefined();
  expect(asked).toEqual([
    'work',
    'claim tick',
    'claim rescue',
    'claim feeds',
    'claim enrich',
    'claim watch',
    'claim tidy',
  ]);
});
it('looks for feeds that people have added since the start', async () => {
  const { asked, beats, store, hooks, start } = lab(startedAt - 1);
  hooks.openFeeds = async () => [];
  let added: readonly { readonly name: string }[] = [];
  await start({ ...store, allAddedFeeds: async () => added }, (name) => createFakeFeed({ name }));
  beats.push('feeds');
  await until(() => asked.includes('finish feeds'));
  expect(asked).not.toContain('add feed');
  added = [{ name: 'added:rss:https://ants.example.org/feed' }];
  await until(() => asked.includes('add feed'));
});
it('asks the clock in the database again and again, and not the queue', async () => {
  const { asked, beats, start } = lab();
  await start();
  await until(() => asked.filter((each) => each === 'claim tick').length > 3);
  expect(asked).not.toContain('finish tick');
  beats.push('tick');
  await until(() => asked.includes('finish tick'));
});
it('logs once a minute that digests are late, while they are', async () => {
  const { beats, store, log, clock, start } = lab(Number.MAX_SAFE_INTEGER);
  await start();
  store.lastBeat = async () => startedAt - 10 * minuteMs;
  const complaints = () => log.lines.filter(({ message }) => message === 'digests are late');
  let watched = 0;
  store.finishBeat = async () => {
    watched += 1;
  };
  beats.push('watch');
  await until(() => watched > 2);
  expect(complaints()).toEqual([]);
  clock.time += minuteMs;
  await until(() => complaints().length > 0);
  expect(complaints()[0]?.fields).toMatchObject({ overdue: 0, tickAgeMs: 11 * minuteMs });
});
it('stops a queue that connects after the process was asked to end', async () => {
  const { asked, queue, hooks, stopping, start } = lab();
  hooks.openQueue = async () => {
    stopping.abort();
    return queue;
  };
  expect(await start()).toBeUndefined();
  expect(asked).toEqual(['stop']);
});
it('stops the queue when the process is asked to end while feeds are being opened', async () => {
  const { asked, hooks, stopping, start } = lab();
  hooks.openFeeds = async () => {
    stopping.abort();
    return [];
  };
  expect(await start()).toBeUndefined();
  expect(asked).toEqual(['stop']);
});
it('stops the queue when the feeds cannot be opened, and says why', async () => {
  const { asked, hooks, start } = lab();
  hooks.openFeeds = async () => {
    throw new Error('no such feed');
  };
  await expect(start()).rejects.toThrow('no such feed');
  expect(asked).toEqual(['stop']);
});
it('delays digests while feeds catch up on missed rounds', async () => {
  const { asked, beats, clock, start } = lab(startedAt - 60 * minuteMs);
  beats.push('tick');
  await start();
  await until(() => asked.includes('finish tick'));
  expect(asked).not.toContain('add issues');
  clock.time += 5 * minuteMs;
  await until(() => asked.includes('add issues'));
});
