import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createStoreLifetime } from '../../../src/app/services/store-lifetime.ts';
import { storeSource } from '../../../src/app/services/store-source.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { copyStore } from '../fixtures/store-folder.ts';
import { noonOf, stateAtFirst, worldCorpus, worldMessenger, worldPlaces } from '../kill/kill-world.ts';
import { silentLogger } from './silent-logger.ts';

export interface Where {
  readonly dataDir: string;
  readonly databaseUrl?: string;
}

/** Lets the places of the kill world follow their topics. The papers stored so far are not new to them. */
export const begin = (where: Where) =>
  withStore(where, async (store) => {
    const seen = await store.latestArrival();
    for (const world of worldPlaces) {
      const { place, follows } = world;
      await store.savePlace(stateAtFirst(world, seen));
      for (const query of follows)
        await store.follow({
          place,
          topic: { kind: 'query', query },
          addedBy: 'ada',
          addedAt: noonOf(0),
          baseline: seen,
        });
    }
  });

export async function withStore<Result>(
  where: Where,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  if (where.databaseUrl === undefined && !existsSync(join(where.dataDir, 'pg')))
    await copyStore(where.dataDir);
  const messenger = worldMessenger(where.dataDir);
  const lifetime = createStoreLifetime({
    source: storeSource({ store: where, queue: {} }, silentLogger),
    corpus: worldCorpus,
    index: createPaperIndex(worldCorpus),
    clock: { now: () => noonOf(0) },
    logger: silentLogger,
    messengerOf: () => messenger,
  });
  try {
    return await work((await lifetime.open()).store);
  } finally {
    await lifetime.close();
  }
}
