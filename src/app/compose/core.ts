import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openVectorFile } from '../../../adapters/embed/vector-file.ts';
import type { Block } from '../../cards/card.ts';
import { allCommands } from '../../commands/all-commands.ts';
import { createRouter, type Router } from '../../commands/router.ts';
import { inTurns } from '../../commands/turns.ts';
import { type Corpus, loadCorpus } from '../../corpus/corpus.ts';
import { takeNews } from '../../digest/deliver/stopped-places.ts';
import { StoreError } from '../../errors.ts';
import { once } from '../../memoize.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Embedder } from '../../ports/embedder.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { Messenger } from '../../ports/messenger.ts';
import type { Store } from '../../ports/store/store.ts';
import { createPaperIndex } from '../../search/paper-index.ts';
import { readSavedIndex } from '../../search/saved-index.ts';
import { snapshotFile } from '../../search/snapshot-file.ts';
import { createVectorKeeper, type VectorKeeperOptions } from '../../search/vectors/keep-vectors.ts';
import { createQueryVectors } from '../../search/vectors/query-vectors.ts';
import { type RelatedTerms, readRelatedTerms, relatedTermsName } from '../../search/words/related-terms.ts';
import { settlesWithin } from '../../time/deadline.ts';
import type { Place } from '../../topics/place.ts';
import { findPackageRoot } from '../package-root.ts';
import type { FeedSource } from '../services/jobs.ts';
import { createStoreLifetime, type StoreLifetime, type StoreSource } from '../services/store-lifetime.ts';

/** Milliseconds to wait at startup for the index to fill. After that, searches answer from what is loaded so far. */
export const startIndexWaitMs = 5_000;

/**
 * Milliseconds that a search waits for the vector of its query, else words alone decide. Some 25 are usual; the first
 * query after a pause loads the model, which takes half a second or more.
 */
export const vectorWaitMs = 1_000;

/** Milliseconds that an answer waits for news about its place. */
const newsWaitMs = 500;

/** What the core is made from, whichever adapters are used. */
export interface CoreDeps {
  readonly source: StoreSource;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly messengerOf: (platform: string) => Messenger | undefined;
  /** Folder of the saved pages' file. Default: the project's own. */
  readonly seedsDir?: string;
  /** Where new papers come from. Default: from nowhere. */
  readonly feeds?: FeedSource;
  /** Embeds queries and papers. Default: searches go by words alone. */
  readonly embedder?: Embedder;
  /** Searches wait for the vectors of their queries, however long that takes. Default: a second. */
  readonly waitForVectors?: boolean;
  /** Milliseconds that a search waits for the vector of its query at most. Default: a second. */
  readonly vectorWaitMs?: number;
  /** See `Services`. */
  readonly publicUrl?: string;
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

/**
 * The corpus, the index and the commands over a store that is opened later.
 * @throws Error when the seeds cannot be read
 */
export async function composeCore(deps: CoreDeps): Promise<Core> {
  const { logger, clock } = deps;
  const folder = deps.seedsDir ?? join(findPackageRoot(), 'seeds');
  const corpus = await loadSeeds(folder);
  const { embedder } = deps;
  const seeds = createPaperIndex(
    corpus,
    embedder &&
      createQueryVectors(embedder, deps.waitForVectors ? undefined : (deps.vectorWaitMs ?? vectorWaitMs)),
    await loadRelatedTerms(),
    await readSavedIndex(snapshotFile(seedsIndexFile, corpus)).catch(() => undefined),
  );
  if (embedder !== undefined) await loadSeedVectors({ index: seeds, embedder }, folder);
  const { indexFile } = deps.source;
  const snapshots =
    indexFile === undefined ? {} : { snapshots: seeds.snapshots(snapshotFile(indexFile, corpus)) };
  const services = createStoreLifetime({ ...deps, corpus, index: seeds, ...snapshots });
  const index: PaperIndex = { ...seeds, extent: services.extent };
  const open = () => services.open().catch((error: Error) => notOpen(error, logger));
  const commands = allCommands({ corpus, services: { corpus, open }, clock });
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
  const postedIn = async (place: Place) => {
    if (services.state === 'closed') return undefined;
    const post = services
      .open()
      .then(({ store }) => latestPost(place, store, clock))
      .catch(() => undefined);
    return (await settlesWithin(newsWaitMs, post)) ? post : undefined;
  };
  const router = inTurns(createRouter({ commands, index, clock, followed, newsOf, postedIn }));
  return { corpus, index, services, router };
}

/** For a day, people may mean the papers of a digest by their numbers. */
const postMeantMs = 24 * 60 * 60_000;

/** The messages of the last digest in a place, as far as they were posted. */
async function latestPost(place: Place, store: Pick<Store, 'latestIssue'>, clock: Clock) {
  const issue = await store.latestIssue(place, clock.now());
  const at = issue?.doneAt ?? issue?.plannedAt;
  if (issue === undefined || at === undefined || clock.now() - at > postMeantMs) return undefined;
  const sent = issue.parts.filter(({ status, papers }) => status === 'sent' && papers.length > 0);
  return sent.length === 0 ? undefined : { at, cards: sent.map(({ card }) => card) };
}

/** The index of the saved pages, which the build makes. Where it is missing, cannot be read, or is of other code or pages, the pages are read instead. */
export const seedsIndexFile = join(findPackageRoot(), 'dist/seeds-index');

/** @param seedsDir folder of the saved pages' file; default: the project's own */
export const loadSeeds = (seedsDir = join(findPackageRoot(), 'seeds')): Promise<Corpus> =>
  loadCorpus(seedsDir);

/** Which terms belong together; see `npm run learn`. They are unpacked by the first search, which no start waits for. */
export async function loadRelatedTerms(): Promise<RelatedTerms> {
  const packed = await readFile(join(findPackageRoot(), 'seeds', relatedTermsName));
  const related = once(() => readRelatedTerms(gunzipSync(packed).toString()));
  return (term) => related()(term);
}

/** The vectors that come with the saved pages, beside them. */
export const seedVectorsName = 'vectors.bin';

const loadSeedVectors = (deps: Omit<VectorKeeperOptions, 'store'>, folder: string) =>
  createVectorKeeper({ ...deps, store: openVectorFile(join(folder, seedVectorsName)) }).load();

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
