import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, composeCore } from '../../../src/app/compose/core.ts';
import type { FeedSource } from '../../../src/app/services/jobs.ts';
import type { StoreSource } from '../../../src/app/services/store-lifetime.ts';
import { storeSource } from '../../../src/app/services/store-source.ts';
import { readConfig } from '../../../src/app/settings/config.ts';
import type { Clock } from '../../../src/ports/clock-and-logger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import { copyStore } from '../fixtures/store-folder.ts';
import { isThorough } from '../tries.ts';
import { createFakeFeedSource } from './fake-feed-source.ts';
import { createMemoryStore } from './memory-store/create-memory-store.ts';
import { silentLogger } from './silent-logger.ts';

export interface SeedCoreOptions {
  readonly clock?: Clock;
  readonly messenger?: Messenger;
  /** Whether the test opens the store: then its folder has one already. */
  readonly opensStore?: boolean;
  /** A store in memory with `npm test`, and the embedded one with `npm run test:all`; `storeContract` holds both to the same. */
  readonly quick?: boolean;
  /** Default: no feed is set, and every feed that can be added shows two papers. */
  readonly feeds?: FeedSource;
}

/**
 * The whole core over the project's own pages, with an embedded store that opens when it is first used. `end` removes
 * the store's folder.
 */
export async function seedCore({
  clock = Date,
  messenger,
  opensStore = false,
  quick = false,
  feeds = createFakeFeedSource(),
}: SeedCoreOptions = {}): Promise<Core & { end(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-core-'));
  if (opensStore && (!quick || isThorough)) await copyStore(folder);
  const config = readConfig({ PAPERBOY_DATA: folder });
  const core = await composeCore({
    source: quick && !isThorough ? memorySource() : storeSource(config, silentLogger),
    clock,
    logger: silentLogger,
    messengerOf: () => messenger,
    publicUrl: 'https://papers.example.org',
    feeds,
  });
  const end = async () => {
    await core.services.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...core, end };
}

function memorySource(): StoreSource {
  const nothing = async () => {
    throw new Error('A store in memory has no queue and no figures.');
  };
  return {
    isEmbedded: true,
    isNew: true,
    open: async () => ({
      store: createMemoryStore(),
      figures: nothing,
      openQueue: nothing,
      close: async () => {},
    }),
  };
}
