import { setTimeout as pause } from 'node:timers/promises';
import { createQueue } from '../../../adapters/bullmq/queue.ts';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import type { Services } from '../../commands/services.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import { createMatchesCache } from '../../digest/plan/matches-cache.ts';
import { createIndexSync, type IndexSync } from '../../intake/sync-index.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { Messenger } from '../../ports/messenger.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Config } from '../config.ts';
import { type FeedSource, startJobs, stopDeadlineMs } from './jobs.ts';
import { fillStore } from './open-store.ts';

export interface ServicesOptions {
  readonly store: Config['store'];
  readonly queue?: Config['queue'];
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
  readonly indexWaitMs?: number;
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
  const { logger, indexWaitMs } = options;
  const database = await openDatabase({ ...options.store, logger });
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
    if (indexWaitMs === undefined) await following.catchUp();
    let isReading = indexWaitMs !== undefined;
    const caughtUp = following.start().then((isWhole) => {
      if (isWhole) isReading = false;
    });
    if (indexWaitMs !== undefined)
      await Promise.race([caughtUp, pause(indexWaitMs, undefined, { ref: false })]);
    const openQueue = () => createQueue({ logger, database, ...options.queue });
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
  const feedLabel = feeds?.label ?? ((name) => name);
  return { store, index, clock, logger, messengerOf, batches, feeds: feeds?.infos ?? [], feedLabel };
}
