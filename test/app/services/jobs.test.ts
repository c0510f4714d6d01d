import { expect, it } from 'vitest';
import { startJobs } from '../../../src/app/services/jobs.ts';
import type { Services } from '../../../src/commands/services.ts';
import type { Feed } from '../../../src/ports/feed.ts';
import type { Job, Queue } from '../../../src/ports/queue.ts';
import type { SourceState } from '../../../src/ports/store/intake.ts';
import { createFakeFeed } from '../../support/fakes/fake-feed.ts';

const minuteMs = 60_000;
const startedAt = Date.parse('2026-10-27T09:00Z');

/** A queue that notes its calls, a store with one place that is due, and a feed whose next round is due as given. */
function lab(feedDueAt = startedAt) {
  const asked: string[] = [];
  let handler: (job: Job) => Promise<void> = async () => {};
  const queue = {
    async work(given: (job: Job) => Promise<void>) {
      asked.push('work');
      handler = given;
    },
    every: async (name: string) => void asked.push(`every ${name}`),
    addMany: async (jobs: readonly { readonly name: string }[]) => {
      for (const { name } of jobs) asked.push(`add ${name}`);
    },
    stop: async () => asked.push('stop') > 0,
  } as unknown as Queue;
  const store = {
    source: async (name: string) => ({ name, nextAt: feedDueAt }) as SourceState,
    duePlaces: async () => [{ place: { platform: 'test', workspace: 'lab', channel: 'c1' } }],
    placesToDeliver: async () => [],
    dueAmendments: async () => [],
    removeGone: async () => 0,
  };
  const clock = { time: startedAt, now: () => clock.time };
  const stopping = new AbortController();
  const hooks = {
    openQueue: async () => queue,
    openFeeds: async (): Promise<readonly Feed[]> => [createFakeFeed()],
  };
  const start = () =>
    startJobs({
      services: { store, clock } as unknown as Services,
      feeds: { infos: [], label: (name) => name, open: () => hooks.openFeeds() },
      openQueue: () => hooks.openQueue(),
      stopping: stopping.signal,
    });
  const tick = () => handler({ name: 'tick', id: 't', data: {} });
  return { asked, queue, hooks, clock, stopping, start, tick };
}

it('works on digests and feeds', async () => {
  const { asked, queue, start } = lab();
  expect(await start()).toBe(queue);
  expect(asked).toEqual(['work', 'every tick', 'every feeds']);
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
  const { asked, clock, start, tick } = lab(startedAt - 60 * minuteMs);
  await start();
  asked.splice(0);
  await tick();
  expect(asked).toEqual([]);
  clock.time += 5 * minuteMs;
  await tick();
  expect(asked).toEqual(['add issue']);
});
