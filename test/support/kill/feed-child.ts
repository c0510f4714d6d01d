import { writeSync } from 'node:fs';
import { runFeed } from '../../../src/intake/rounds/run-feed.ts';
import { createFakeFeed, page } from '../fakes/fake-feed.ts';
import { silentLogger } from '../fakes/silent-logger.ts';
import { withStore } from '../fakes/with-store.ts';
import { type KillStep, killingAt } from './killing.ts';

/** One run of the bot: it reads a feed, and is killed at the step, if there is one. */
export interface FeedRun {
  readonly dataDir: string;
  readonly feed: string;
  readonly kill?: KillStep;
}

/** What is stored in the end. */
export interface FeedLeft {
  readonly state: unknown;
  readonly titles: readonly string[];
}

const { dataDir, feed: name, kill } = JSON.parse(process.argv[2] ?? '') as FeedRun;
const pages = [1, 2, 3, 4].map((number) => page(`Ants ${name} ${number}`, `Bees ${name} ${number}`));
await withStore({ dataDir }, async (store) => {
  const feed = createFakeFeed({ name, pages, end: { nextAt: 1 } });
  await runFeed(feed, { store: killingAt(store, kill), clock: Date, logger: silentLogger });
  const arrivals = await store.arrivals(0, await store.latestArrival());
  const left: FeedLeft = {
    state: await store.source(name),
    titles: arrivals.map(({ paper }) => paper.title).filter((title) => title.includes(` ${name} `)),
  };
  writeSync(1, `left ${JSON.stringify(left)}\n`);
});
