import { setTimeout as pause } from 'node:timers/promises';
import { createQueue } from '../adapters/bullmq/create-queue.ts';
import { createStore } from '../adapters/postgres/create-store.ts';
import type { Database } from '../adapters/postgres/database.ts';
import { migrate } from '../adapters/postgres/migrate.ts';
import { migrations } from '../adapters/postgres/migrations.ts';
import { openDatabase } from '../adapters/postgres/open-database.ts';
import type { DeskDeps } from './commands/desk.ts';
import type { Config } from './config.ts';
import type { Corpus } from './corpus/paper.ts';
import { createBatches } from './digest/batches.ts';
import { runJob, tickJob, tickMs } from './digest/run-jobs.ts';
import { feedsJob, feedsMs, isFeedJob, runFeedJob } from './intake/feed-jobs.ts';
import type { FeedName } from './intake/feed-trouble.ts';
import { areFeedsBehind } from './intake/feeds-behind.ts';
import { createIndexSync, type IndexSync } from './intake/sync-index.ts';
import type { Clock, Feed, HostStore, Job, Logger, Messenger, PaperIndex, Queue } from './ports.ts';

export interface DeskOptions {
  readonly config: Pick<Config, 'PAPERBOY_DATA' | 'DATABASE_URL' | 'REDIS_URL'>;
  readonly corpus: Corpus;
  readonly index: PaperIndex;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly messengerOf: (platform: string) => Messenger | undefined;
  /** Where new papers come from; without it, from nowhere. */
  readonly feeds?: FeedSource;
  /** How long opening waits for all stored papers to be searchable, in milliseconds; the rest follow behind. Default: for all. */
  readonly patienceMs?: number;
}

/** The feeds that are set, opened only by a process that reads them. */
export interface FeedSource {
  readonly names: readonly FeedName[];
  open(parts: FeedParts): Promise<readonly Feed[]>;
}

export interface FeedParts {
  readonly store: HostStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Ends the waits of feeds, so that the process can end. */
  readonly stopping: AbortSignal;
}

export interface OpenDesk {
  readonly deps: DeskDeps;
  /** Stored papers are still being put into the index: look-ups do not find all of them yet. */
  isReading(): boolean;
  /** Reads feeds and posts digests, as they are due, until it is closed. */
  startJobs(): Promise<void>;
  close(): Promise<void>;
}

/** Jobs at a time. A job waits for its platform most of its time. */
const concurrency = 8;
/** How long running jobs may take to end when the process stops; the ledger takes care of what is cut off. */
const stopDeadlineMs = 10_000;

/** Opens the store and, when asked, the queue. @throws Error saying what is wrong, without a password. */
export async function openDesk(options: DeskOptions): Promise<OpenDesk> {
  const { logger, config } = options;
  const database = await openStoreDatabase(options);
  let queue: Queue | undefined;
  let sync: IndexSync | undefined;
  const stopping = new AbortController();
  const close = async () => {
    stopping.abort();
    await queue?.stop(stopDeadlineMs);
    await sync?.stop();
    await database.close();
  };
  try {
    const deps = await fillDesk(database, options);
    const following = createIndexSync({ ...deps, onChange: deps.batches.forget });
    sync = following;
    let isReading = true;
    const caughtUp = following.catchUp().then(() => {
      isReading = false;
      if (!stopping.signal.aborted) following.start();
    });
    await within(options.patienceMs, caughtUp);
    const startJobs = async () => {
      // Digests choose from all there is.
      await caughtUp;
      if (stopping.signal.aborted) return;
      const started = await createQueue({
        logger,
        database,
        ...(config.REDIS_URL !== undefined && { redisUrl: config.REDIS_URL }),
      });
      queue = started;
      const parts = { store: deps.store, clock: deps.clock, logger, stopping: stopping.signal };
      const feeds = (await options.feeds?.open(parts)) ?? [];
      const startedAt = deps.clock.now();
      const run = async (job: Job) => {
        if (isFeedJob(job)) return runFeedJob(job, { ...parts, store: deps.store, feeds, queue: started });
        // It comes again in a minute.
        if (job.name === tickJob && (await areFeedsBehind(feeds, deps.store, startedAt, deps.clock.now())))
          return;
        return runJob(job, { ...deps, queue: started });
      };
      await started.work(run, { concurrency });
      await started.every(tickJob, tickMs);
      if (feeds.length > 0) await started.every(feedsJob, feedsMs);
    };
    return { deps, isReading: () => isReading, startJobs, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits for the work that long at most. @throws what the work throws, also later, to whoever waits for it then */
async function within(ms: number | undefined, work: Promise<void>): Promise<void> {
  if (ms === undefined) return work;
  work.catch(() => {});
  await Promise.race([work, pause(ms, undefined, { ref: false })]);
}

const openStoreDatabase = ({ config, logger }: DeskOptions): Promise<Database> =>
  openDatabase({
    dataDir: config.PAPERBOY_DATA,
    logger,
    ...(config.DATABASE_URL !== undefined && { databaseUrl: config.DATABASE_URL }),
  });

async function fillDesk(
  database: Database,
  { corpus, index, clock, logger, messengerOf, feeds }: DeskOptions,
): Promise<DeskDeps> {
  await migrate(database, migrations, logger);
  const store = createStore(database, logger);
  if (database.kind === 'embedded') await store.endLeases();
  await store.addPapers(corpus.papers, clock.now());
  const batches = createBatches(store, index, corpus);
  return { store, index, clock, logger, messengerOf, batches, feeds: feeds?.names ?? [] };
}
