import type { Feed } from '../../ports/feed.ts';
import type { Job, NewJob, Queue } from '../../ports/queue.ts';
import type { IntakeStore } from '../../ports/store/intake.ts';
import { type RoundDeps, runFeed } from './run-feed.ts';

const feedJob = 'feed';
/** Milliseconds between two looks for feeds that are due. */
export const feedsMs = 60_000;

/** What the job of a feed needs. */
export interface FeedJobDeps extends RoundDeps {
  /** The feeds in the settings of this process, and those that people have added by now. */
  feeds(): Promise<readonly Feed[]>;
  readonly queue: Pick<Queue, 'addMany'>;
}

/** Whether a job reads feeds. */
export const isFeedJob = ({ name }: Pick<Job, 'name'>): boolean => name === feedJob;

/** Runs a job. Feeds that are not in the settings of this process are left to others. */
export const runFeedJob = (job: Job, deps: FeedJobDeps): Promise<void> =>
  readHost((job.data as { host: string }).host, deps);

/**
 * Adds a job for each host with a feed that is due. A host gets one request at a time, so its feeds share a job: the
 * queue's other workers stay free for digests, however many feeds there are.
 */
export async function enqueueFeeds(deps: FeedJobDeps): Promise<void> {
  const hosts = new Set((await dueFeeds(deps)).map(({ host }) => host));
  if (hosts.size > 0) await deps.queue.addMany([...hosts].map(hostJob));
}

/** The id keeps a second job of a host out of the queue while one waits or runs. */
const hostJob = (host: string): NewJob => ({ name: feedJob, id: `${feedJob}:${host}`, data: { host } });

async function readHost(host: string, deps: FeedJobDeps): Promise<void> {
  for (const feed of await dueFeeds(deps)) {
    if (deps.stopping?.aborted) return;
    if (feed.host === host) await runFeed(feed, deps);
  }
}

async function dueFeeds({ feeds: all, store, clock }: FeedJobDeps): Promise<Feed[]> {
  const feeds = await all();
  const states = await Promise.all(feeds.map(({ name }) => store.source(name)));
  return feeds.filter((_, i) => (states[i]?.nextAt ?? 0) <= clock.now());
}

/** Milliseconds after which a round that is due was missed, because the bot did not run. */
const missedMs = 30 * 60_000;
/** Milliseconds after the start for which digests wait for feeds: rounds after an outage take a minute or two. */
const digestWaitMs = 5 * 60_000;

/**
 * Whether the bot has just started after an outage, and papers from that time are still coming in: a digest that is
 * written now would miss them.
 * @param startedAt milliseconds since 1970, as `now`
 */
export async function areFeedsBehind(
  feeds: () => Promise<readonly Pick<Feed, 'name'>[]>,
  store: Pick<IntakeStore, 'source'>,
  startedAt: number,
  now: number,
): Promise<boolean> {
  if (now - startedAt >= digestWaitMs) return false;
  const states = await Promise.all((await feeds()).map(({ name }) => store.source(name)));
  return states.some((state) => state?.nextAt !== undefined && state.nextAt < startedAt - missedMs);
}
