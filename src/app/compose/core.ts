import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Block } from '../../cards/card.ts';
import { allCommands } from '../../commands/all-commands.ts';
import { createRouter, type Router } from '../../commands/router.ts';
import { inTurns } from '../../commands/turns.ts';
import { type Corpus, loadCorpus } from '../../corpus/corpus.ts';
import { takeNews } from '../../digest/deliver/stopped-places.ts';
import { StoreError } from '../../errors.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { Messenger } from '../../ports/messenger.ts';
import { createPaperIndex } from '../../search/paper-index.ts';
import { settlesWithin } from '../../time/deadline.ts';
import type { Place } from '../../topics/place.ts';
import { findPackageRoot } from '../package-root.ts';
import type { FeedSource } from '../services/jobs.ts';
import { createStoreLifetime, type StoreLifetime, type StoreSource } from '../services/store-lifetime.ts';

/** Milliseconds to wait at startup for the index to fill. After that, searches answer from what is loaded so far. */
export const startIndexWaitMs = 5_000;

/** Milliseconds that an answer waits for news about its place. */
const newsWaitMs = 500;

export interface CoreDeps {
  readonly source: StoreSource;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly messengerOf: (platform: string) => Messenger | undefined;
  /** Folder of the saved pages' file. Default: the project's own. */
  readonly seedsDir?: string;
  /** Where new papers come from. Default: from nowhere. */
  readonly feeds?: FeedSource;
  /** See `StoreLifetimeOptions`. */
  readonly indexWaitMs?: number;
}

/** Everything but the platforms. */
export interface Core {
  readonly corpus: Corpus;
  readonly index: PaperIndex;
  readonly services: StoreLifetime;
  readonly router: Router;
}

export async function composeCore(deps: CoreDeps): Promise<Core> {
  const { logger, clock } = deps;
  const corpus = await loadSeeds(deps.seedsDir);
  const seeds = createPaperIndex(corpus);
  const { indexFile } = deps.source;
  const snapshots = indexFile === undefined ? {} : { snapshots: seeds.snapshots(indexFile) };
  const services = createStoreLifetime({ ...deps, corpus, index: seeds, ...snapshots });
  const index: PaperIndex = { ...seeds, extent: services.extent };
  const open = () => services.open().catch((error: Error) => notOpen(error, logger));
  const commands = allCommands({ corpus, services: { corpus, open } });
  const followed = async (place: Place) =>
    services.state === 'closed' ? [] : (await services.open()).store.subscriptions(place);
  const newsOf = async (place: Place): Promise<readonly Block[]> => {
    if (services.state === 'closed') return [];
    const news = services
      .open()
      .then((opened) => takeNews(place, opened))
      .catch((): readonly Block[] => []);
    return (await settlesWithin(newsWaitMs, news)) ? news : [];
  };
  const router = inTurns(createRouter({ commands, index, clock, followed, newsOf }));
  return { corpus, index, services, router };
}

/** @param seedsDir folder of the saved pages' file; default: the project's own */
export const loadSeeds = (seedsDir = join(findPackageRoot(), 'seeds')): Promise<Corpus> =>
  loadCorpus(seedsDir);

/** The folder is in use, the disk is full, the server is away: not a bug, and the message says what to do. */
function notOpen(error: Error, logger: Logger): never {
  logger.info({ err: error }, 'the store could not be opened');
  throw error;
}

/** Logs a bug, and returns the id under which it is logged, for the person who saw it. An outage of the store is no bug. */
export const createOnBug =
  (logger: Logger) =>
  (error: unknown): string => {
    const incident = randomUUID().slice(0, 8);
    if (error instanceof StoreError) return incident;
    logger.error({ err: error, incident }, 'a command failed');
    return incident;
  };
