import { setTimeout as pause } from 'node:timers/promises';
import { createQueue } from '../../../adapters/bullmq/queue.ts';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import type { Services } from '../../commands/services.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import { defined } from '../../defined.ts';
import { createMatchesCache } from '../../digest/plan/matches-cache.ts';
import { createIndexSync, type IndexSync } from '../../intake/sync-index.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { Messenger } from '../../ports/messenger.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Config } from '../config.ts';
import { type FeedSource, startJobs, stopDeadlineMs } from './jobs.ts';
import { fillStore, openStoreDatabase } from './open-store.ts';

export interface ServicesOptions {
  readonly config: Pick<Config, 'PAPERBOY_DATA' | 'DATABASE_URL' | 'REDIS_URL'>;
  readonly corpus: Corpus;
  readonly index: PaperIndex;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly messengerOf: (platform: string) => Messenger | undefined;
  /** Where new papers come from; without it, from nowhere. */
  readonly feeds?: FeedSource;
  /**
   * How long opening waits for all stored papers to be searchable, in milliseconds: the rest follow behind, and where they
   * cannot be read, they are asked for again. Default: for all, and opening fails without them.
   */
  readonly patienceMs?: number;
}

export interface OpenServices {
  readonly deps: Services;
  /** Stored papers are still being put into the index: look-ups do not find all of them yet. */
  isReading(): boolean;
  /**
   * Reads feeds and posts digests, as they are due, until it is closed. Asked again, it starts nothing more.
   * @returns false where it is closed before it runs any
   */
  startJobs(): Promise<boolean>;
  close(): Promise<void>;
}

/** Opens the store and, when asked, the queue. @throws Error saying what is wrong, without a password. */
export async function openServices(options: ServicesOptions): Promise<OpenServices> {
  const { logger, config, patienceMs } = options;
  const database = await openStoreDatabase(config, logger);
  let starting: Promise<Queue | undefined> | undefined;
  let sync: IndexSync | undefined;
  const stopping = new AbortController();
  const close = async () => {
    stopping.abort();
    // A queue that is about to work must not outlive its database.
    const [queue] = await Promise.all([starting?.catch(() => undefined), sync?.stop()]);
    await queue?.stop(stopDeadlineMs);
    await database.close();
  };
  try {
    const deps = await fillDesk(database, options);
    const following = createIndexSync({ ...deps, onChange: deps.batches.forget });
    sync = following;
    // A command that wants all papers fails without them; where there is patience, reading them is tried again.
    if (patienceMs === undefined) await following.catchUp();
    let isReading = patienceMs !== undefined;
    const caughtUp = following.start().then((isWhole) => {
      if (isWhole) isReading = false;
    });
    if (patienceMs !== undefined)
      await Promise.race([caughtUp, pause(patienceMs, undefined, { ref: false })]);
    const openQueue = () => createQueue({ logger, database, ...defined({ redisUrl: config.REDIS_URL }) });
    const start = async () => {
      // Digests choose from all there is.
      await caughtUp;
      return startJobs({ deps, feeds: options.feeds, openQueue, stopping: stopping.signal });
    };
    const startOnce = async () => {
      starting ??= start();
      return (await starting) !== undefined;
    };
    return { deps, isReading: () => isReading, startJobs: startOnce, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function fillDesk(
  database: Database,
  { corpus, index, clock, logger, messengerOf, feeds }: ServicesOptions,
): Promise<Services> {
  const store = await fillStore(database, { corpus, clock, logger });
  const batches = createMatchesCache(store, index, corpus);
  return { store, index, clock, logger, messengerOf, batches, feeds: feeds?.names ?? [] };
}
