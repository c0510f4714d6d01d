import type { Clock } from '../../ports/clock-and-logger.ts';
import type { Feed } from '../../ports/feed.ts';
import type { Job, NewJob, Queue } from '../../ports/queue.ts';
import type { SourceState } from '../../ports/store/intake.ts';
import { type RoundDeps, runFeed } from './run-feed.ts';

export const feedsJob = 'feeds';
export const feedJob = 'feed';
/** It is looked so often which feeds are due. */
export const feedsMs = 60_000;

export interface FeedJobDeps extends RoundDeps {
  /** Those that this process is set to read. */
  readonly feeds: readonly Feed[];
  readonly queue: Pick<Queue, 'addMany'>;
}

export const isFeedJob = ({ name }: Pick<Job, 'name'>): boolean => name === feedsJob || name === feedJob;

/** Does one job; for feeds that this process is not set to read it does nothing. */
export const runFeedJob = async (job: Job, deps: FeedJobDeps): Promise<void> =>
  job.name === feedsJob ? enqueueFeeds(deps) : readHost((job.data as { host: string }).host, deps);

/**
 * A job for each host that has a feed whose time has come. A host wants one of us at a time, so its feeds share a job:
 * however many are set, the others of the queue's workers are free for digests.
 */
export async function enqueueFeeds(deps: Omit<FeedJobDeps, 'logger'>): Promise<void> {
  const due = await dueFeeds(deps);
  const hosts = [...new Set(due.map(({ host }) => host))];
  if (hosts.length > 0) await deps.queue.addMany(hosts.map(hostJob));
}

/** While a host's job waits or runs, another one is left out. */
const hostJob = (host: string): NewJob => ({ name: feedJob, id: `${feedJob}:${host}`, data: { host } });

async function readHost(host: string, deps: FeedJobDeps): Promise<void> {
  for (const feed of await dueFeeds(deps)) {
    if (deps.stopping?.aborted) return;
    if (feed.host === host) await runFeed(feed, deps);
  }
}

async function dueFeeds({ feeds, store, clock }: Omit<FeedJobDeps, 'logger' | 'queue'>): Promise<Feed[]> {
  const states = await Promise.all(feeds.map(({ name }) => store.source(name)));
  return feeds.filter((_, i) => isDue(states[i], clock));
}

const isDue = (state: SourceState | undefined, clock: Clock): boolean => (state?.nextAt ?? 0) <= clock.now();
