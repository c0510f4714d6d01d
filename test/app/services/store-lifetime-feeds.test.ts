import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import type { FeedDeps } from '../../../src/app/services/jobs.ts';
import { createStoreLifetime } from '../../../src/app/services/store-lifetime.ts';
import { storeSource } from '../../../src/app/services/store-source.ts';
import type { Feed } from '../../../src/ports/feed.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { parseQuery } from '../../../src/search/query.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import { createFakeFeed, type FakeFeed, page } from '../../support/fakes/fake-feed.ts';
import { createTestMessenger } from '../../support/fakes/test-messenger.ts';
import { makeStoreFolder } from '../../support/fixtures/store-folder.ts';
import { noonOf, stateAtFirst, worldCorpus, worldPlaces } from '../../support/kill/kill-world.ts';
import { until } from '../../support/until.ts';

let end: (() => Promise<void>) | undefined;
afterEach(async () => {
  await end?.();
  end = undefined;
});

const clock = { now: () => noonOf(1) };
const fakeInfo = { name: 'fake', host: 'fakehost', label: 'Fake', readThrough: () => undefined };

async function openWith(makeFeeds: (deps: FeedDeps) => readonly Feed[]) {
  const dataDir = await makeStoreFolder();
  const messenger = createTestMessenger();
  const index = createPaperIndex(worldCorpus);
  const log = collectLog();
  const lifetime = createStoreLifetime({
    source: storeSource({ store: { dataDir }, queue: {} }, log),
    corpus: worldCorpus,
    index,
    clock,
    logger: log,
    messengerOf: () => messenger,
    feeds: { infos: [fakeInfo], label: (name) => name, open: async (deps) => makeFeeds(deps) },
  });
  end = async () => {
    await lifetime.close();
    rmSync(dataDir, { recursive: true });
  };
  return { lifetime, index, messenger, log };
}

it('reads feeds at the start, and finds their papers', async () => {
  const feed = createFakeFeed({ pages: [page('Capybara care')], end: { nextAt: clock.now() + 3_600_000 } });
  const { lifetime, index } = await openWith(() => [feed]);
  await lifetime.startJobs();
  await until(async () =>
    expect((await (await lifetime.open()).store.source('fake'))?.lastSuccessAt).toBeDefined(),
  );
  const find = async () =>
    (await index.search(parseQuery('capybara'), { offset: 0, limit: 5 })).papers.map(
      ({ item }) => item.title,
    );
  await until(async () => expect(await find()).toEqual(['Capybara care']));
});

it('posts digests while many slow feeds are read, and cuts the feeds off when it is closed', async () => {
  const slow: FakeFeed[] = [];
  const { lifetime, messenger, log } = await openWith(({ stopping }) =>
    Array.from({ length: 20 }, (_, i) => {
      const feed = createFakeFeed({ name: `slow${i}`, host: i % 2 === 0 ? 'even' : 'odd' });
      slow.push(feed);
      return {
        ...feed,
        async *read(cursor, now) {
          const end = yield* feed.read(cursor, now);
          await pause(3_600_000, undefined, { signal: stopping });
          return end;
        },
      };
    }),
  );
  const { store } = await lifetime.open();
  const [world] = worldPlaces;
  if (world === undefined) throw new Error('no place');
  await store.savePlace(stateAtFirst(world, 0));
  const topic = { kind: 'query', query: 'mamba' } as const;
  await store.follow({ place: world.place, topic, addedBy: 'ada', addedAt: 0, baseline: 0 });
  await lifetime.startJobs();
  const reading = () => slow.filter(({ asked }) => asked.length > 0).map(({ host }) => host);
  await until(() => {
    expect(reading().toSorted()).toEqual(['even', 'odd']);
    expect(messenger.posted.length).toBeGreaterThan(0);
  });

  // Without being cut off a feed takes an hour more.
  await lifetime.close();
  expect(log.lines.map(({ message }) => message)).not.toContain(
    'jobs did not end in time; they run again later',
  );
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect(reading()).toHaveLength(2);
});
