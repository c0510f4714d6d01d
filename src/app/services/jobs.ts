import type { Services } from '../../commands/services.ts';
import { runJob, tickJob, tickMs } from '../../digest/deliver/run-jobs.ts';
import { areFeedsBehind, feedsJob, feedsMs, isFeedJob, runFeedJob } from '../../intake/rounds/feed-jobs.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Feed, FeedInfo } from '../../ports/feed.ts';
import type { Job, Queue } from '../../ports/queue.ts';
import type { HostStore } from '../../ports/store/intake.ts';

/** The feeds of the settings. They are opened only by a process that reads them. */
export interface FeedSource {
  readonly infos: readonly FeedInfo[];
  /** What people call a feed, also one that is not in the settings any more. */
  label(name: string): string;
  open(deps: FeedDeps): Promise<readonly Feed[]>;
}

export interface FeedDeps {
  readonly store: HostStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborted when the process is asked to end: feeds stop waiting then. */
  readonly stopping: AbortSignal;
}

export interface JobsOptions {
  readonly services: Services;
  /** Undefined: new papers come from nowhere. */
  readonly feeds: FeedSource | undefined;
  openQueue(): Promise<Queue>;
  /** Aborted when the process is asked to end. */
  readonly stopping: AbortSignal;
}

/** Jobs at a time. Most of its time a job waits for its platform. */
const concurrency = 8;
/** Milliseconds that a queue without jobs may take to stop. */
const idleQueueStopMs = 1_000;
/** Milliseconds that running jobs may take to end when the process stops. The ledger reconciles what is cut off. */
export const queueStopMs = 10_000;

/**
 * Reads feeds and posts digests as they are due, until the queue is stopped.
 * @returns the queue; undefined when the process was asked to end before a job ran, and the queue is stopped then
 * @throws what the queue or the feeds throw; the queue is stopped then
 */
export async function startJobs(options: JobsOptions): Promise<Queue | undefined> {
  const { stopping } = options;
  if (stopping.aborted) return undefined;
  const queue = await options.openQueue();
  let isWorking = false;
  try {
    isWorking = await workOn(queue, options);
    return isWorking ? queue : undefined;
  } finally {
    if (!isWorking) await queue.stop(idleQueueStopMs);
  }
}

/** @returns false when the process was asked to end before a job ran */
async function workOn(queue: Queue, { services, feeds: source, stopping }: JobsOptions): Promise<boolean> {
  const { store, clock, logger } = services;
  if (stopping.aborted) return false;
  const feeds = (await source?.open({ store, clock, logger, stopping })) ?? [];
  if (stopping.aborted) return false;
  const startedAt = clock.now();
  const run = async (job: Job) => {
    if (isFeedJob(job)) return runFeedJob(job, { store, clock, logger, stopping, feeds, queue });
    // Digests wait for papers of feeds that are behind; the next tick comes in a minute.
    if (job.name === tickJob && (await areFeedsBehind(feeds, store, startedAt, clock.now()))) return;
    return runJob(job, { ...services, queue });
  };
  await queue.work(run, { concurrency });
  await queue.every(tickJob, tickMs);
  if (feeds.length > 0) await queue.every(feedsJob, feedsMs);
  return true;
}
