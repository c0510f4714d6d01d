import type { Clock } from '../../ports/clock-and-logger.ts';
import type { Feed } from '../../ports/feed.ts';
import type { Job, NewJob, Queue } from '../../ports/queue.ts';
import type { SourceState } from '../../ports/store/intake.ts';
import { type RoundDeps, runFeed } from './run-feed.ts';

export const feedsJob = 'feeds';
export const feedJob = 'feed';
/** Milliseconds between two looks for feeds that are due. */
export const feedsMs = 60_000;

export interface FeedJobDeps extends RoundDeps {
  /** The feeds in the settings of this process. */
  readonly feeds: readonly Feed[];
  readonly queue: Pick<Queue, 'addMany'>;
}

export const isFeedJob = ({ name }: Pick<Job, 'name'>): boolean => name === feedsJob || name === feedJob;

/** Runs a job. Feeds that are not in the settings of this process are left to others. */
export const runFeedJob = async (job: Job, deps: FeedJobDeps): Promise<void> =>
  job.name === feedsJob ? enqueueFeeds(deps) : readHost((job.data as { host: string }).host, deps);

/**
 * Adds a job for each host with a feed that is due. A host gets one request at a time, so its feeds share a job: the
 * queue's other workers stay free for digests, however many feeds there are.
 */
async function enqueueFeeds(deps: Omit<FeedJobDeps, 'logger'>): Promise<void> {
  const due = await dueFeeds(deps);
  const hosts = [...new Set(due.map(({ host }) => host))];
  if (hosts.length > 0) await deps.queue.addMany(hosts.map(hostJob));
}

/** The id keeps a second job of a host out of the queue while one waits or runs. */
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
