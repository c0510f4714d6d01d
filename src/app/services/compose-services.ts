import { createDigests } from '../../commands/digests/digests.ts';
import type { Services } from '../../commands/services.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import { defined } from '../../defined.ts';
import { createDeliveryMemory } from '../../digest/deliver/delivery-memory.ts';
import { createMatchesCache } from '../../digest/plan/matches-cache.ts';
import { createGetPaper } from '../../intake/get-paper.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { Messenger } from '../../ports/messenger.ts';
import type { Store } from '../../ports/store/store.ts';
import type { FeedSource } from './jobs.ts';

interface ServicesOptions {
  readonly corpus: Corpus;
  readonly index: PaperIndex;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly messengerOf: (platform: string) => Messenger | undefined;
  readonly feeds?: FeedSource;
  /** See `Services`. */
  readonly publicUrl?: string;
  readonly stopping: AbortSignal;
}

/** What commands and jobs work with, once the store is open. */
export function composeServices(
  store: Store,
  { corpus, index, clock, logger, messengerOf, feeds, stopping, publicUrl }: ServicesOptions,
): Services {
  const feedDeps = { store, clock, logger, stopping };
  const lookUps = async () => (await feeds?.lookUps?.(feedDeps)) ?? [];
  const directory = feeds?.added?.(feedDeps).directory;
  const deps = {
    store,
    index,
    clock,
    logger,
    messengerOf,
    memory: createDeliveryMemory(clock.now()),
    matchesCache: createMatchesCache(store, index, corpus),
    feeds: feeds?.infos ?? [],
    ...defined({ addedFeed: directory?.info, feedDirectory: directory }),
  };
  return {
    ...deps,
    feedLabel: feeds?.label ?? ((name) => name),
    getPaper: createGetPaper({ lookUps, store, index, clock, logger }),
    digests: createDigests(deps),
    ...defined({ publicUrl }),
  };
}
