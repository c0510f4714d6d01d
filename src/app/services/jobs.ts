import type { Services } from '../../commands/services.ts';
import { defined } from '../../defined.ts';
import { readHealth } from '../../digest/deliver/health.ts';
import { rescueDigests } from '../../digest/deliver/rescue.ts';
import { runJob, runTick, runTidy, tickMs, tidyMs } from '../../digest/deliver/run-jobs.ts';
import { enrichMs, enrichSome, papersPerRound } from '../../intake/enrich.ts';
import { createFeedList } from '../../intake/rounds/added-feeds.ts';
import {
  areFeedsBehind,
  enqueueFeeds,
  feedsMs,
  isFeedJob,
  runFeedJob,
} from '../../intake/rounds/feed-jobs.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Feed, FeedInfo } from '../../ports/feed.ts';
import type { FeedDirectory } from '../../ports/feed-directory.ts';
import type { PaperEnricher } from '../../ports/paper-enricher.ts';
import type { PaperLookUp } from '../../ports/paper-look-up.ts';
import type { Job, Queue } from '../../ports/queue.ts';
import type { HostStore } from '../../ports/store/intake.ts';
import { settlesWithin } from '../../time/deadline.ts';
import { inContext } from '../log.ts';
import { type Beat, runBeats } from './beats.ts';

/** The feeds of the settings. They are opened only by a process that reads them. */
export interface FeedSource {
  readonly infos: readonly FeedInfo[];
  /** What people call a feed, also one that is not in the settings any more. */
  label(name: string): string;
  open(deps: FeedDeps): Promise<readonly Feed[]>;
  /** Feeds that people add while the bot runs; undefined where nothing outside may be asked. */
  added?(deps: FeedDeps): AddedFeeds;
  /** Asks hosts for what papers lack; nobody where no feed is set. */
  enrichers?(deps: FeedDeps): Promise<readonly PaperEnricher[]>;
  /** Asks hosts for single papers that people name; none where no feed is set. */
  lookUps?(deps: FeedDeps): Promise<readonly PaperLookUp[]>;
}

/** What people can add, and what is made from it. */
export interface AddedFeeds {
  readonly directory: FeedDirectory;
  /** @returns what makes a feed from its name: undefined for a name that cannot be read */
  opener(): Promise<(name: string) => Feed | undefined>;
}

/** What feeds are made with. */
export interface FeedDeps {
  readonly store: HostStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborted when the process is asked to end: feeds stop waiting then. */
  readonly stopping: AbortSignal;
}

interface JobsOptions {
  readonly services: Services;
  /** Undefined: new papers come from nowhere. */
  readonly feeds: FeedSource | undefined;
  openQueue(): Promise<Queue>;
  /** Aborted when the process is asked to end. */
  readonly stopping: AbortSignal;
  /** Milliseconds between two looks at the clock. Default: 5 s. */
  readonly lookMs?: number;
}

/**
 * Jobs at a time, most of them pages of digests, which wait for their platform or for the database. Not more: with 96
 * digests at a time, seven processes that share Discord's 50 requests a second still send each within 15 seconds.
 */
const concurrency = 12;
/** Milliseconds that a queue without jobs may take to stop. */
const idleQueueStopMs = 1_000;

/**
 * Reads feeds and posts digests as they are due, until the queue is stopped.
 * @returns the queue; undefined when the process was asked to end before a job ran, and the queue is stopped then
 * @throws what the queue or the feeds throw; the queue is stopped then
 */
export async function startJobs(options: JobsOptions): Promise<Queue | undefined> {
  const { stopping } = options;
  if (stopping.aborted) return undefined;
  const queue = await options.openQueue();
  let running: Queue | undefined;
  try {
    running = await workOn(queue, options);
    return running;
  } finally {
    if (running === undefined) await queue.stop(idleQueueStopMs);
  }
}

/** Milliseconds after a job for which the queue counts as working. */
const busyMs = 30_000;
const rescueMs = 15_000;
const watchMs = 60_000;

/** @returns the queue, whose `stop` waits for the beats too; undefined when the process was asked to end before a job ran */
async function workOn(
  queue: Queue,
  { services, feeds: source, stopping, lookMs }: JobsOptions,
): Promise<Queue | undefined> {
  const { store, clock, logger } = services;
  if (stopping.aborted) return undefined;
  const feeds = await openFeeds(source, { store, clock, logger, stopping });
  if (stopping.aborted) return undefined;
  const startedAt = clock.now();
  const feedDeps = { store, clock, logger, stopping, feeds, queue };
  const digestDeps = { ...services, queue, inContext };
  let ranAt = startedAt;
  const noteRun = () => {
    ranAt = clock.now();
  };
  const run = async (job: Job) => {
    noteRun();
    await (isFeedJob(job) ? runFeedJob(job, feedDeps) : runJob(job, digestDeps)).finally(noteRun);
  };
  // Digests wait for papers of feeds that are behind.
  const unlessBehind = (work: () => Promise<void>) => async () => {
    if (!(await areFeedsBehind(feeds, store, startedAt, clock.now()))) await work();
  };
  const isBusy = () => clock.now() - ranAt < busyMs;
  const beats: readonly Beat[] = [
    { name: 'tick', everyMs: tickMs, run: unlessBehind(() => runTick(digestDeps)) },
    {
      name: 'rescue',
      everyMs: rescueMs,
      run: unlessBehind(() => rescueDigests({ ...digestDeps, isBusy, stopping })),
    },
    { name: 'feeds', everyMs: feedsMs, run: () => enqueueFeeds(feedDeps) },
    { name: 'enrich', everyMs: enrichMs, run: () => enrichRound(source, { store, clock, logger, stopping }) },
    { name: 'watch', everyMs: watchMs, run: () => complainWhenLate(services, startedAt) },
    { name: 'tidy', everyMs: tidyMs, run: () => runTidy(services) },
  ];
  await queue.work(run, { concurrency });
  const stopped = new AbortController();
  const ending = AbortSignal.any([stopping, stopped.signal]);
  const ended = runBeats(beats, { store, clock, logger, stopping: ending, ...defined({ lookMs }) });
  return {
    ...queue,
    async stop(deadlineMs) {
      stopped.abort();
      const [hasEnded] = await Promise.all([queue.stop(deadlineMs), settlesWithin(deadlineMs, ended)]);
      return hasEnded;
    },
  };
}

/** The feeds that are set, and those that people have added whenever they are asked for. */
async function openFeeds(
  source: FeedSource | undefined,
  deps: FeedDeps & { readonly store: Services['store'] },
): Promise<() => Promise<readonly Feed[]>> {
  const set = (await source?.open(deps)) ?? [];
  const added = source?.added?.(deps);
  return added === undefined ? async () => set : createFeedList(set, deps.store, await added.opener());
}

/** Asks for a few papers, as slowly as the hosts want. */
async function enrichRound(
  source: FeedSource | undefined,
  deps: FeedDeps & { readonly store: Services['store'] },
): Promise<void> {
  const enrichers = (await source?.enrichers?.(deps)) ?? [];
  const { asked, found, failed } = await enrichSome(enrichers, papersPerRound, deps);
  if (asked > 0) deps.logger.info({ asked, found, failed }, 'hosts were asked for what papers lack');
}

async function complainWhenLate(services: Services, startedAt: number): Promise<void> {
  // What was due while the bot did not run is on its way.
  if (services.clock.now() - startedAt < watchMs) return;
  const { isHealthy, ...health } = await readHealth(services);
  if (!isHealthy) services.logger.error(health, 'digests are late');
}
